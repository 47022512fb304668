"""Finding cases: which filters there are (facets.py), how they stand in an address (filters.py), the ways of sorting
(sorts.py) page by page from a place (places.py), by a telephone number, an e-mail address or a postcode (keys.py), and
searches somebody comes back to (saved.py).

Only coded facets are filtered; nothing sealed is opened, and names are not searched. What a person finds is always
within their own scope (triage/scope.py). A line of what was found is drawn in triage/queues/lines.py.
"""

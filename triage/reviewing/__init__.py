"""Decisions read by a second person: the inspector's queue by the day the law runs out, and what is drawn by lot.

What she answers when she reviews is records/reviewing.py, who is barred from it guards.py and relations.py.
"""

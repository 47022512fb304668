"""Very many invented cases at once, sealed and lawful, so that speed can be measured at size. Never where reports are real.

answers.py makes the answers, journeys.py says how far cases go and by whom, surroundings.py who is there to do it; cases.py
and beside.py make the rows, loading.py writes them in batches as the application's role: the database checks every move as
it does any other.
"""

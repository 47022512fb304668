"""How a force is doing, in numbers of its own: what is asked (asked.py), within whose sight (reach.py), which measures
there are (measures.py), how each is counted (waiting.py, working.py, deciding.py), drawn (drawing.py) and handed out
(exports.py), without small numbers (small_numbers.py).

Nobody is ranked: no list of people is in the order of a number, and how fast cases close is no measure (practice.md 24).
"""

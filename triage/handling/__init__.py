"""What is done with cases besides moving them: several at once, told to an officer, on paper, with files, shift to shift.

Moves go through act() like all others (acting.py). Filters, sorts and look-ups are finding/.
"""

"""Stored deadlines: which there are (kinds.py), a force's own budgets (profiles.py), starting, stopping and pausing
(deadlines.py), the sweep (sweeping.py), the ladder above a missed one, and the days since somebody last heard from us, which
never pause (silence.py).

Which act starts and stops which is in workflow/; working days and holidays are hatereport/working_time.py.
"""

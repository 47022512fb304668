"""Somebody leaves, or gives up a role: what is open in their hands (open_work.py), and handing it over (handing_over.py).

An account cannot be closed, nor a role ended, while anything is left: partners/people.py asks open_work.keeps.
"""

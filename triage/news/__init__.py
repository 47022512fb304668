"""Told in time: numbers, lists of what is new or waits, what sounds on open pages, and a mail that carries a reference.

Who is told of what is decided where it happens (aftermath.py); what the public is told is incidents' and letters/.
"""

"""Floods: thousands of reports that are one text or blame one name, cleared by two people without losing a real one.

reading.py opens what stands unassessed, grouping.py lays it side by side in memory, standing_out.py says which of them
may be real and are never part of a group's clearing, asking.py keeps a group from whoever knows somebody in it, and
clearing.py is the two people's decision and its carrying out, in_sight.py which of them somebody works through.
Nothing of the comparison is stored: no key of a suspect exists before the threshold (practice.md 16 and 19).
"""

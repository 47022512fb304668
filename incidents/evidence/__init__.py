"""Files a reporter adds: taken, scanned, stripped of what they tell about their owner, kept sealed, opened with a trace.

kinds.py        which files are taken, judged by content and name
arriving.py     an upload on its way in: in memory, never in clear on a disk
taking.py       the reporter's act
making_safe.py  the worker's: scanned (scanning.py), stripped (stripping.py, run apart by sandbox.py)
opening.py      the desk's: look, look at the original
vault.py        the sealed files on the disk
"""

"""The log as an auditor reads it: by filter, person or record, in plain words, as a file, and what stands out in it.

Writing the log is hatereport/audit/; which word of the law an act is, is triage/logged.py.
"""

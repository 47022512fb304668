"""Who works together: forces and their areas, teams and people, the directory of help, and who a report goes to.

Nothing here knows of reports or cases: incidents and triage stand above and point down at these rows.
"""

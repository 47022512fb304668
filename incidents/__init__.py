"""What happened: the report form, the report and its sealed parts, the return code, and what the reporter is told.

What is done about a report lives in triage; who works on it and where it goes in partners.
"""

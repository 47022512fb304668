"""Letters: which there are, how they are filled in, how they look, and how they leave.

    kinds.py      the table of kinds, and every variable a template may use
    filling.py    templates/letters/<language>/<kind>.md filled in, strictly
    writing.py    one letter to one person, in their language and in English beside it
    rendering.py  Markdown as HTML and as plain words
    sending.py    handed to the post or left behind the code, kept as it was sent

Who may write which letter in which state of a case, and which clock it stops, is triage's (triage/letters/).
"""

"""The languages of the public pages, and the catalogues that hold their words.

`table.py` lists the languages; `gathering.py` finds every public sentence; `catalogues.py` keeps
locale/*/LC_MESSAGES/django.po and compiles them; `checking.py` says what is missing or broken in them;
`choosing.py` picks the language of a page. Which translations a native speaker has reviewed is data of the app
(incidents.models.LanguageReview). Run `python -m hatereport.languages gather`, `compile` or `check`.
"""

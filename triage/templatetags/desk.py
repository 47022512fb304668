"""Filters for the desk's pages: what a part is called, and a code where a page has no better word for it."""

from django import template

from incidents.letters.rendering import as_page
from incidents.news import WORDING
from triage.parts import PART_LABEL
from triage.wording import short

register = template.Library()
register.filter("worded", short)
register.filter("part", lambda code: PART_LABEL.get(code, short(code)))
register.filter("as_page", as_page)
register.filter("news_says", lambda code: WORDING[code].text)

"""One filter for the desk's pages: a code where a page has no better word for it."""

from django import template

from triage.wording import short

register = template.Library()
register.filter("worded", short)

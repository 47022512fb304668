"""The hidden field by which a form shows when it was drawn, and for which door."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from hatereport.crowding import tickets
from hatereport.crowding.waiting import TICKET

register = template.Library()


@register.simple_tag
def turn(door: str) -> SafeString:
    """A fresh ticket for this door."""
    return format_html('<input type="hidden" name="{}" value="{}">', TICKET, tickets.for_a_form(door))

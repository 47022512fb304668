"""Tags for pages in twelve languages: the English beside a translation nobody has reviewed, and dates as they are written.

`english_beside` of the context says whether it is wanted (incidents/reviews.py decides).
"""

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString

from hatereport.languages.dates import day, moment
from hatereport.languages.table import SOURCE

register = template.Library()

BESIDE = '<span class="english" lang="en" dir="ltr">{}</span>'


@register.tag
def beside(parser: Parser, token: Token) -> "Beside":
    """`{% beside %}...{% endbeside %}`: a danger, an anonymity, a consent or a declaration that must be understood."""
    inside = parser.parse(("endbeside",))
    parser.delete_first_token()
    return Beside(inside, parser.compile_filter("english_beside"))


class Beside(template.Node):
    child_nodelists = ("inside",)

    def __init__(self, inside: NodeList, wanted: FilterExpression) -> None:
        self.inside, self.wanted = inside, wanted

    def render(self, context: Context) -> SafeString:
        here = self.inside.render(context)
        if not self.wanted.resolve(context, ignore_failures=True):
            return here
        with translation.override(SOURCE.code):
            english = self.inside.render(context)
        return here + format_html(BESIDE, english) if english != here else here


register.filter("day", day, expects_localtime=True)
register.filter("moment", moment, expects_localtime=True)

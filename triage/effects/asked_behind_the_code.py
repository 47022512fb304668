"""What a person asked for behind their code is put in force or set aside: contact details, and messages about news."""

from incidents import contact_changes, news, safe_contact
from triage.situation import Situation


def confirm_contact_change(ctx: Situation) -> None:
    assert ctx.change is not None  # guards.CHANGE_WAITS
    contact_changes.put_in_force(ctx.change, ctx.person, ctx.answers["contact_channel"])
    _spoke_with_them(ctx)


def refuse_contact_change(ctx: Situation) -> None:
    assert ctx.change is not None  # guards.CHANGE_WAITS
    contact_changes.set_aside(ctx.change, ctx.person)


def confirm_news(ctx: Situation) -> None:
    assert ctx.news is not None  # guards.NEWS_WAITS
    news.put_in_force(ctx.news, ctx.person)
    _spoke_with_them(ctx)


def refuse_news(ctx: Situation) -> None:
    assert ctx.news is not None  # guards.NEWS_WAITS
    news.end(ctx.news)


def _spoke_with_them(ctx: Situation) -> None:
    """They answered, and heard from us; a message that waits on the page is no such contact."""
    if ctx.answers["contact_channel"] != safe_contact.RETURN_PAGE:
        ctx.case.silence_since = ctx.now

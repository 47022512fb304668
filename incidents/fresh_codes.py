"""A code that was just given, for the one browser session it was given to: 20 minutes, sealed, and then nowhere.

After sending and for a report that is kept half-way, the draft's own row holds it; a changed code, and one that an officer
hands out, get a row of their own here. What is done with it there (copied right, a PIN set, not wanted) is kept beside it.
"""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest

from hatereport import clock
from hatereport.sealing import Envelope, token_digests
from incidents import drafts
from incidents.models import Draft
from incidents.return_codes import Passcode


def keep(token: str, code: Passcode) -> None:
    """A row that this token finds; with a colon in it no cookie does (drafts.find()). Raises IntegrityError where it
    found one already.
    """
    now = clock.now()
    with transaction.atomic():
        draft = Draft(
            token_digest=token_digests(token)[0][1],
            content=Envelope.objects.open("", "draft"),
            language=settings.LANGUAGE_CODE,
            started_at=now,
            touched_at=now,
            expires_at=now + drafts.IDLE,
            sent_at=now,
        )
        draft.confirmation = {"return_code": code, "saved": False}
        draft.save(force_insert=True)


def token_of_visit(request: HttpRequest) -> str:
    """What finds the code that was changed in this visit: nothing but its cookie leads there."""
    return f"code:{request.COOKIES.get(settings.RETURN_COOKIE, '')}"


def forget_of_visit(request: HttpRequest) -> None:
    """The visit is over: its new code is not shown any more."""
    if fresh := drafts.find_by(token_of_visit(request)):
        drafts.discard([fresh])


def of(draft: Draft) -> Passcode:
    kept: dict[str, Any] = draft.confirmation or {}
    return Passcode(kept["return_code"])


def note(draft: Draft, **changed: Any) -> None:
    """Remember what was done with the code; the 20 minutes begin anew."""
    now = clock.now()
    draft.confirmation = {**(draft.confirmation or {}), **changed}
    # Sent meanwhile, the row holds another code: that one stays.
    Draft.objects.filter(pk=draft.pk, sent_at=draft.sent_at).update(
        confirmation_sealed=draft.confirmation_sealed, touched_at=now, expires_at=drafts.end_of(draft, now)
    )

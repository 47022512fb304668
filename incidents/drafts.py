"""The half-done report of one browser session: begin, find, save a section, forget (rulings 6).

The cookie holds a random token, the database its fingerprint and the sealed answers; neither is of use without
the other and the keys. Every save moves the end 20 minutes on. Nothing is ever saved in the browser. Only a draft that
somebody asked to keep with a code (kept_drafts.py) outlives that: its session ends as quickly, its answers do not.
"""

import secrets
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from hatereport import clock
from hatereport.sealing import Envelope, token_digests
from incidents import areas
from incidents.models import Draft, Report
from incidents.questions import Answers

IDLE = timedelta(minutes=20)
#: Reading a page counts as being there, but a row is not rewritten for every page read.
TOUCH_AFTER = timedelta(minutes=1)
_SECRET_BYTES = 32


class ChangedMeanwhile(Exception):
    """Another page of the same session saved something in between: read the draft again."""


def fresh_token() -> str:
    """What a cookie holds."""
    return secrets.token_urlsafe(_SECRET_BYTES)


def begin(answers: Answers, follows: Report | None = None) -> tuple[Draft, str]:
    """A new draft with these answers, and the token for the cookie; `follows` an earlier report. Two INSERTs."""
    token = fresh_token()
    now = clock.now()
    with transaction.atomic():
        draft = Draft(
            token_digest=token_digests(token)[0][1],
            content=Envelope.objects.open("", "draft"),
            step_versions=dict.fromkeys(answers, 1),
            version=1,
            follows=follows,
            language=get_language() or settings.LANGUAGE_CODE,
            started_at=now,
            touched_at=now,
            expires_at=now + IDLE,
        )
        draft.answers = _placed(answers, set(answers))
        draft.save(force_insert=True)
    return draft, token


#: Asked for every page of the form, and written by hand: the ORM takes three times as long to write it as PostgreSQL
#: takes to answer it.
_FIND = """
    SELECT draft.*, envelope.force AS key_force, envelope.purpose AS key_purpose, envelope.kek_id AS key_version,
           envelope.wrapped_dek AS wrapped_key, envelope.shredded_at AS key_shredded_at
    FROM incidents_draft draft JOIN sealing_envelope envelope ON envelope.id = draft.content_id
    WHERE draft.token_digest = ANY (%s) AND draft.expires_at > %s AND draft.touched_at > %s
"""


def find(request: HttpRequest) -> Draft | None:
    """The live draft of this browser session, with its envelope. One query, none without a cookie."""
    token = request.COOKIES.get(settings.DRAFT_COOKIE, "")
    # What finds a fresh code (fresh_codes.py) has a colon in it and may be made of an id that others know: a cookie of
    # somebody's own making must not lead there.
    return None if ":" in token else find_by(token)


def find_by(token: str | None) -> Draft | None:
    """The same by the token itself. Reading a page moves the end on."""
    if not token:
        return None
    digests = [digest for _version, digest in token_digests(token)]
    now = clock.now()
    draft = _with_envelope(next(iter(Draft.objects.raw(_FIND, [digests, now, now - IDLE])), None))
    if draft and now - draft.touched_at > TOUCH_AFTER:
        Draft.objects.filter(pk=draft.pk).update(touched_at=now, expires_at=end_of(draft, now))
    return draft


def end_of(draft: Draft, now: datetime) -> datetime:
    """When it is destroyed if nobody touches it again: in 20 minutes, or on the day that was said with its code."""
    return now + IDLE if draft.code_lookup is None else max(draft.expires_at, now + IDLE)


def _with_envelope(row: Any) -> Draft | None:
    """The draft of a row of _FIND."""
    if row is None:
        return None
    row.content = Envelope(
        id=row.content_id,
        force=row.key_force,
        purpose=row.key_purpose,
        kek_id=row.key_version,
        wrapped_dek=row.wrapped_key,
        shredded_at=row.key_shredded_at,
    )
    return row  # type: ignore[no-any-return]


def save(draft: Draft, section: str, given: dict[str, object], signals: frozenset[str] = frozenset()) -> None:
    """Put the answers of one section into the draft. One UPDATE. Raises ChangedMeanwhile."""
    seen, now = draft.version, clock.now()
    draft.answers = _placed({**draft.given, section: given}, {section})
    draft.step_versions = {**draft.step_versions, section: draft.step_versions.get(section, 0) + 1}
    draft.signals = sorted({*draft.signals, *signals})
    draft.version, draft.touched_at, draft.expires_at = seen + 1, now, end_of(draft, now)
    draft.language = get_language() or settings.LANGUAGE_CODE
    saved = Draft.objects.filter(pk=draft.pk, version=seen, sent_at=None).update(
        answers_sealed=draft.answers_sealed,
        step_versions=draft.step_versions,
        signals=draft.signals,
        language=draft.language,
        version=draft.version,
        touched_at=draft.touched_at,
        expires_at=draft.expires_at,
    )
    if not saved:
        raise ChangedMeanwhile


def remember(response: HttpResponse, token: str) -> HttpResponse:
    """Give the browser its token: until it is closed, to this site alone, out of reach of scripts."""
    response.set_cookie(
        settings.DRAFT_COOKIE, token, httponly=True, samesite="Strict", path="/", secure=settings.SESSION_COOKIE_SECURE
    )
    return response


def forget(request: HttpRequest) -> None:
    """Destroy this session's draft, its key first; of one that was kept with a code only the session. Nothing to do if
    there is none.
    """
    if draft := find(request):
        if draft.code_lookup is None:
            discard([draft])
        else:
            close(draft)


def close(draft: Draft) -> None:
    """End the session of a draft that is kept with a code: no cookie finds it any more, and the code is not shown again."""
    nobodys = token_digests(fresh_token())[0][1]
    Draft.objects.filter(pk=draft.pk).update(token_digest=nobodys, confirmation_sealed=None)


def discard(drafts: list[Draft]) -> None:
    """Destroy drafts: the rows go, and so do the keys that could have opened a copy of them."""
    keys = [draft.content_id for draft in drafts]
    with transaction.atomic():
        Draft.objects.filter(pk__in=[draft.pk for draft in drafts]).delete()
        # Straight to SQL: Django would first ask every table that may point at an envelope; the database refuses anyway.
        Envelope.objects.filter(pk__in=keys, purpose="draft")._raw_delete("default")


def erase_expired(limit: int = 500) -> int:
    """Destroy drafts nobody came back to; how many. Locked rows are left for the next round."""
    with transaction.atomic():
        expired = list(
            Draft.objects.select_for_update(skip_locked=True)
            .filter(expires_at__lte=clock.now())
            .order_by("expires_at")[:limit]
        )
        discard(expired)
    return len(expired)


def _placed(answers: Answers, changed: set[str]) -> Answers:
    """The answers, with the force and area they lead to once the place is known."""
    if "where" not in changed:
        return answers
    return {**answers, "placement": areas.placement(answers["where"])}

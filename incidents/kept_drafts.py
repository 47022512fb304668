"""Save and come back later: a half-done report kept for seven days, because somebody asked, and found by a code.

Never the default. The code has the alphabet and the check symbol of every other (return_codes.py) and is typed into the
same box; which of the two it is, the table says in which it is found. It dies when the report is sent.
"""

from datetime import timedelta

from hatereport import clock
from hatereport.sealing import return_code_digests, token_digests
from incidents import drafts, return_codes
from incidents.models import Draft
from incidents.return_codes import NoSuchCode, Passcode

KEPT = timedelta(days=7)


def keep(draft: Draft) -> Passcode:
    """Keep this draft for seven days from now under a fresh code; a code it had before opens nothing any more.

    Raises drafts.ChangedMeanwhile where it was sent in another tab: what that page shows must not be written over.
    """
    code, now = return_codes.fresh(), clock.now()
    draft.code_pepper, draft.code_lookup = return_code_digests(code)[0]
    draft.confirmation = {"return_code": code, "saved": False}
    draft.touched_at, draft.expires_at = now, now + KEPT
    kept = Draft.objects.filter(pk=draft.pk, sent_at=None).update(
        code_pepper=draft.code_pepper,
        code_lookup=draft.code_lookup,
        confirmation_sealed=draft.confirmation_sealed,
        touched_at=draft.touched_at,
        expires_at=draft.expires_at,
    )
    if not kept:
        raise drafts.ChangedMeanwhile
    return code


def go_on(code: Passcode) -> str:
    """Take the draft of this code up in another browser session; the token for its cookie. A session that had it open
    has it no more. Raises NoSuchCode.
    """
    digests = [digest for _version, digest in return_code_digests(code)]
    now = clock.now()
    token = drafts.fresh_token()
    taken = Draft.objects.filter(code_lookup__in=digests, sent_at=None, expires_at__gt=now).update(
        token_digest=token_digests(token)[0][1], confirmation_sealed=None, touched_at=now
    )
    if not taken:
        raise NoSuchCode
    return token

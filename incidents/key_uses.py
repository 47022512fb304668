"""What of this app only a certain version of a key can look up, asked before that version is retired (rotate_keys).

Codes nobody can use any more need no pepper. Cookies need theirs as long as the sitting behind them lasts, which is two
hours at the most: wait for them, and nobody loses a half-done report over a change of keys.
"""

from collections.abc import Iterator

from django.db.models import Q

from hatereport import clock
from hatereport.sealing import key_renewal, key_use, token_digests_of
from incidents import link_keys
from incidents.models import Draft, LinkKey, ReturnCode, ReturnVisit


@key_use("pepper")
def return_codes(version: int) -> int:
    """Codes that still open something. Each moves to the newest pepper when it is used (return_codes.py)."""
    alive = Q(expires_at=None) | Q(expires_at__gt=clock.now())
    return ReturnCode.objects.filter(alive, pepper_version=version, retired_at=None).count()


@key_use("pepper")
def half_done(version: int) -> int:
    """Drafts by their cookie, or by the code their owner asked to save them with."""
    first, beyond = token_digests_of(version)
    by_cookie = Q(token_digest__gte=first, token_digest__lt=beyond)
    return Draft.objects.filter(by_cookie | Q(code_pepper=version), expires_at__gt=clock.now()).count()


@key_use("pepper")
def sittings(version: int) -> int:
    first, beyond = token_digests_of(version)
    return ReturnVisit.objects.filter(
        token_digest__gte=first, token_digest__lt=beyond, expires_at__gt=clock.now()
    ).count()


@key_use("blind")
def links(version: int) -> int:
    return LinkKey.objects.filter(key_version=version).count()


@key_renewal("links between reports")
def links_anew(batch: int) -> Iterator[int]:
    return link_keys.renewed(batch)

"""Changing keys: every envelope wrapped again under the newest key, then the old key retired.

Only the wrapping changes; nothing sealed is opened. Work goes on meanwhile, since all versions are read. A run that was
stopped is simply started again.
"""

from collections.abc import Iterator
from uuid import UUID

from django.db import connection, transaction
from django.db.models import QuerySet

from hatereport import clock
from hatereport.sealing.key_uses import uses
from hatereport.sealing.keys import keyring
from hatereport.sealing.models import Envelope, KeyCheck

BATCH = 2_000
_FIRST = UUID(int=0)


class CannotRetire(Exception):
    """This version of a key is still needed."""


def rewrap_all(batch: int = BATCH) -> Iterator[int]:
    """Wrap every open envelope under the newest key; yields how many each batch held, each its own transaction."""
    newest, last = keyring("sealing").newest, _FIRST
    while True:
        with transaction.atomic():
            envelopes = list(_under_older_keys(newest).filter(id__gt=last).order_by("id").select_for_update()[:batch])
            if not envelopes:
                return
            for envelope in envelopes:
                envelope.rewrap()
            _store(newest, envelopes)
        last = envelopes[-1].id
        yield len(envelopes)


def left() -> int:
    """Open envelopes that are not yet wrapped under the newest key."""
    return _under_older_keys(keyring("sealing").newest).count()


def retire(kind: str, version: int, using: str) -> None:
    """Note that a version is needed no more, so that it may leave the settings. Raises CannotRetire.

    Writes with the connection `using`, which must be the owner's: the application may not touch check rows.
    """
    row = KeyCheck.objects.using(using).filter(kind=kind, version=version, retired_at=None).first()
    if row is None:
        raise CannotRetire(f"{kind}:{version} is not a key in use here.")
    if version == keyring(kind).newest:
        raise CannotRetire(f"{kind}:{version} is the newest and writes: add a newer one first.")
    count = uses(kind, version)
    if count is None:
        raise CannotRetire(f"Nothing counts the uses of {kind} keys, so {kind}:{version} must stay.")
    if count:
        raise CannotRetire(f"{kind}:{version} is still needed by {count} rows.")
    row.retired_at = clock.now()
    row.save(using=using, update_fields=["retired_at"])


def _under_older_keys(newest: int) -> QuerySet[Envelope]:
    return Envelope.objects.exclude(kek_id=newest).exclude(wrapped_dek=None)


def _store(version: int, envelopes: list[Envelope]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE sealing_envelope AS envelope SET kek_id = %s, wrapped_dek = new.wrapped
            FROM unnest(%s::uuid[], %s::bytea[]) AS new (id, wrapped) WHERE envelope.id = new.id
            """,
            [version, [envelope.id for envelope in envelopes], [envelope.wrapped_dek for envelope in envelopes]],
        )

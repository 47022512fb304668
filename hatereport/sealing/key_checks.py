"""Do the keys in the settings open what is stored? Asked before a process takes its first report.

The owner's role leaves one check row for each key version when it migrates (teeth.py). A process with a wrong key would
write what nobody can open, and one with a key missing would show reports as unreadable: both refuse to start instead.
"""

import hmac

from django.db import DatabaseError

from hatereport.sealing.keys import KEY_KINDS, KeyKind, Keyring, KeysUnreadable, keyring
from hatereport.sealing.models import KeyCheck

MIGRATE = "Run `python manage.py migrate --database owner` with the same settings."


class WrongKeys(SystemExit):
    """The keys in the settings are not the keys of this database."""

    def __init__(self, check_id: str, problem: str, hint: str) -> None:
        super().__init__(f"{check_id}: {problem}\n    HINT: {hint}")


def refuse_wrong_keys() -> None:
    """Stop the process, with an id and a hint, unless every key in use is here and right. One query."""
    try:
        rows = list(KeyCheck.objects.all())
    except DatabaseError:
        raise WrongKeys("sealing.E001", "The check rows of the keys cannot be read.", MIGRATE) from None
    for kind in KEY_KINDS:
        _compare(kind, _ring(kind), [row for row in rows if row.kind == kind.code])


def write_check_rows(using: str) -> None:
    """Leave a check row for each key version that has none. Raises WrongKeys when one there says otherwise."""
    rows = {(row.kind, row.version): bytes(row.fingerprint) for row in KeyCheck.objects.using(using).all()}
    for kind in KEY_KINDS:
        ring = _ring(kind)
        for version in ring.versions():
            made, kept = fingerprint(ring, version), rows.get((kind.code, version))
            if kept is None:
                KeyCheck.objects.using(using).create(kind=kind.code, version=version, fingerprint=made)
            elif not hmac.compare_digest(made, kept):
                raise _other_key(kind, version)


def fingerprint(ring: Keyring, version: int) -> bytes:
    """What a check row keeps of a key."""
    return hmac.digest(ring.derived("key check", version), str(version).encode(), "sha256")


def _ring(kind: KeyKind) -> Keyring:
    try:
        return keyring(kind.code)
    except KeysUnreadable as error:
        hint = f"`python manage.py new_keys` prints a set; for a database in use, restore its {kind.setting}."
        raise WrongKeys("sealing.E002", str(error), hint) from None


def _compare(kind: KeyKind, ring: Keyring, rows: list[KeyCheck]) -> None:
    for row in rows:
        version, kept = row.version, bytes(row.fingerprint)
        if version not in ring.keys:
            if row.retired_at is not None:
                continue
            retire = f"`python manage.py rotate_keys --retire {kind.code}:{version}`"
            hint = f"Add version {version} again, or retire it first with {retire}."
            raise WrongKeys("sealing.E003", f"{kind.setting} lacks version {version}, which is in use.", hint)
        if not hmac.compare_digest(fingerprint(ring, version), kept):
            raise _other_key(kind, version)
    if strange := set(ring.keys) - {row.version for row in rows}:
        raise WrongKeys(
            "sealing.E005", f"{kind.setting} holds version {max(strange)}, unknown to this database.", MIGRATE
        )


def _other_key(kind: KeyKind, version: int) -> WrongKeys:
    hint = "Restore the key this database was filled with; a new key needs a new version number."
    return WrongKeys(
        "sealing.E004", f"{kind.setting} version {version} is not the key this database was filled with.", hint
    )

"""What of this app only a certain version of a key can look up, asked before that version is retired (rotate_keys)."""

from collections.abc import Iterator

from hatereport.sealing import key_renewal, key_use
from partners import own_keys
from partners.models import OwnKey, Terminal


@key_use("blind")
def own_details(version: int) -> int:
    return OwnKey.objects.filter(key_version=version).count()


@key_renewal("own details of staff, to be typed again")
def own_details_gone(batch: int) -> Iterator[int]:
    return own_keys.gone_with_old_keys(batch)


@key_use("pepper")
def terminals(version: int) -> int:
    """Terminals still in use. Each moves to the newest pepper when it is next seen (terminals.py)."""
    return Terminal.objects.filter(pepper_version=version, retired_at=None).count()

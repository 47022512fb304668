"""A set of new keys, as settings. Made for the demo and printed by `manage.py new_keys`; nothing is stored here."""

import base64
import secrets

from hatereport.sealing.keys import KEY_BYTES, KEY_KINDS


def fresh_keys(version: int = 1) -> dict[str, str]:
    """Settings and their values. A later version holds only the kinds of key that come in versions."""
    made = {"SECRET_KEY": secrets.token_urlsafe(50)} if version == 1 else {}
    for kind in KEY_KINDS:
        key = base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()
        if kind.versioned:
            made[kind.setting] = f"{version}:{key}"
        elif version == 1:
            made[kind.setting] = key
    return made

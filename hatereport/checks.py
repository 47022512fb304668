"""What refuses to start: each unsafe setting with an id and a hint.

The demo may be unsafe on loopback and nowhere else. Keys that do not open the database are found by
sealing/key_checks.py, and a database role with too many rights by start.py: both need the database, these do not.
"""

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core import checks

from hatereport import pdf
from hatereport.sealing.keys import KEY_KINDS, KeysUnreadable, keyring

TAG = "hatereport"
LOOPBACK = {"127.0.0.1", "localhost", "[::1]"}

#: Shorter is guessed; it signs sessions and forms.
SECRET_KEY_LENGTH = 50

#: In a title, a sender's name or a browser's history these tell whoever looks over the shoulder (rulings.md 11).
TELLING_WORDS = re.compile(r"hate|police|crime", re.IGNORECASE)

SEALED_SESSIONS = "hatereport.sealing.sessions.SealedSerializer"
SECOND_FACTOR = "partners.second_factor.SecondFactorMiddleware"
WRITES_FILES_IN_CLEAR = "django.core.files.uploadhandler.TemporaryFileUploadHandler"
MAIL_THAT_GOES_NOWHERE = ("console", "locmem", "dummy", "filebased")


@dataclass(frozen=True)
class Unsafe:
    """One setting that refuses to start, or with `warns` is only spoken of by `check --deploy`."""

    id: str
    when: Callable[[], bool]
    problem: str
    hint: str
    in_demo_too: bool = False
    warns: bool = False


def _keys_unreadable() -> bool:
    return bool(_unreadable_keys())


def _unreadable_keys() -> list[str]:
    unreadable = []
    for kind in KEY_KINDS:
        try:
            keyring(kind.code)
        except KeysUnreadable:
            unreadable.append(kind.setting)
    return unreadable


def _one_key_for_two_things() -> bool:
    if _unreadable_keys():
        return False
    keys = [key for kind in KEY_KINDS for key in keyring(kind.code).keys.values()]
    return len(set(keys)) < len(keys)


def _owner_is_application() -> bool:
    owner = settings.DATABASES.get("owner")
    return owner is not None and owner["USER"] == settings.DATABASES["default"]["USER"]


def _no_database() -> bool:
    return not os.environ.get("DATABASE_URL")


def _no_broker() -> bool:
    return not os.environ.get("BROKER_URL")


def _anchors_cannot_be_written() -> bool:
    folder = Path(settings.AUDIT_ANCHOR_DIR)
    nearest = next(path for path in (folder, *folder.parents) if path.exists())
    return not os.access(nearest, os.W_OK)


def _beyond_loopback() -> bool:
    return settings.DEMO and not set(settings.ALLOWED_HOSTS) <= LOOPBACK


def _open_cookies() -> bool:
    return not (settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE and settings.SESSION_COOKIE_HTTPONLY)


def _texts_in_clear() -> bool:
    """A gateway elsewhere without encryption, or none that can be spoken to."""
    gateway = urlsplit(settings.SMS_URL)
    if not settings.SMS_URL or (gateway.scheme == "https" and gateway.hostname):
        return False
    return not (gateway.scheme == "http" and gateway.hostname in LOOPBACK)


def _mail_goes_nowhere() -> bool:
    return settings.EMAIL_BACKEND.split(".")[-2] in MAIL_THAT_GOES_NOWHERE


UNSAFE: tuple[Unsafe, ...] = (
    Unsafe(
        "E001",
        lambda: len(settings.SECRET_KEY) < SECRET_KEY_LENGTH,
        "SECRET_KEY is missing or short.",
        "`python manage.py new_keys` prints one.",
    ),
    Unsafe(
        "E002",
        lambda: not settings.ALLOWED_HOSTS or "*" in settings.ALLOWED_HOSTS,
        "ALLOWED_HOSTS is empty or lets every name in.",
        "Name the host or hosts this service answers to, separated by commas.",
    ),
    Unsafe(
        "E003",
        _keys_unreadable,
        "One of SEALING_KEYS, BLIND_KEYS, PEPPERS and AUDIT_KEY is missing or cannot be read.",
        "Write version:base64 of 32 bytes, separated by commas. `python manage.py new_keys` prints a set.",
        in_demo_too=True,
    ),
    Unsafe(
        "E004",
        _one_key_for_two_things,
        "One key stands in two places: who gets one would have both.",
        "Give every kind and version a key of its own; `python manage.py new_keys` prints a set.",
    ),
    Unsafe(
        "E005",
        _beyond_loopback,
        "DEMO is set and ALLOWED_HOSTS names more than this machine: the demo has no second factor.",
        "Take DEMO out of the environment, or ALLOWED_HOSTS back to 127.0.0.1,localhost.",
        in_demo_too=True,
    ),
    Unsafe(
        "E006",
        lambda: settings.DEBUG,
        "DEBUG is on: an error page would show what was typed.",
        "Turn it off.",
        in_demo_too=True,
    ),
    Unsafe(
        "E007",
        _owner_is_application,
        "DATABASE_URL and DATABASE_OWNER_URL name one role, so the application could change the log and the rules.",
        "Make a second role that owns nothing, and name it in DATABASE_URL.",
        in_demo_too=True,
    ),
    Unsafe("E008", _no_database, "DATABASE_URL is not set.", "Name a PostgreSQL database and the application's role."),
    Unsafe(
        "E009", _no_broker, "BROKER_URL is not set.", "Name a Valkey or Redis server: redis://:password@host:6379/0"
    ),
    Unsafe(
        "E010",
        _anchors_cannot_be_written,
        "AUDIT_ANCHOR_DIR cannot be written: the audit log could not be proved.",
        "Name a folder this process may write to, on other storage than the database.",
    ),
    Unsafe(
        "E011",
        lambda: settings.SESSION_SERIALIZER != SEALED_SESSIONS,
        "Sessions are stored readable.",
        f"SESSION_SERIALIZER must be {SEALED_SESSIONS}.",
        in_demo_too=True,
    ),
    Unsafe(
        "E012",
        _open_cookies,
        "A cookie may travel unencrypted or be read by a script.",
        "Set SESSION_COOKIE_SECURE, CSRF_COOKIE_SECURE and SESSION_COOKIE_HTTPONLY.",
    ),
    Unsafe(
        "E013",
        lambda: WRITES_FILES_IN_CLEAR in settings.FILE_UPLOAD_HANDLERS,
        "Large uploads would be written to the temporary folder in clear.",
        "FILE_UPLOAD_HANDLERS must not hold TemporaryFileUploadHandler.",
        in_demo_too=True,
    ),
    Unsafe(
        "E014",
        lambda: TELLING_WORDS.search(settings.SERVICE_NAME) is not None,
        "SERVICE_NAME tells what this is about to whoever sees a title, a history or a sender.",
        "Choose a name without the words hate, police and crime.",
        in_demo_too=True,
    ),
    Unsafe(
        "E015",
        lambda: not settings.EXIT_URL.startswith("https://"),
        "EXIT_URL is no https address: leaving the page quickly would show on the way.",
        "Name a page that raises no questions, such as a weather report.",
        in_demo_too=True,
    ),
    Unsafe(
        "E016",
        lambda: SECOND_FACTOR not in settings.MIDDLEWARE,
        "Staff could sign in without a second factor.",
        f"MIDDLEWARE must hold {SECOND_FACTOR}.",
    ),
    Unsafe(
        "E017",
        _texts_in_clear,
        "SMS_URL is no https address: numbers would cross the network in clear.",
        "Name the gateway: https://TOKEN@host/path. Its contract is in incidents/carriers.py.",
        in_demo_too=True,
    ),
    Unsafe(
        "E018",
        lambda: settings.CROWD_FACTOR <= 0,
        "CROWD_FACTOR lets nobody through.",
        "Leave it at 1, or name how many times the numbers of hatereport/crowding/doors.py a process can take.",
        in_demo_too=True,
    ),
    Unsafe(
        "W001",
        lambda: not settings.CLAMD_URL,
        "CLAMD_URL is not set: evidence is kept as not scanned and opens with a warning.",
        "Name a ClamAV daemon: tcp://host:3310",
        warns=True,
    ),
    Unsafe(
        "W002",
        _mail_goes_nowhere,
        "EMAIL_URL is not set: nobody is told anything by mail.",
        "Name a mail server: smtp+tls://user:password@host:587",
        warns=True,
    ),
    Unsafe(
        "W003",
        lambda: Path(settings.AUDIT_ANCHOR_DIR).is_relative_to(settings.MEDIA_ROOT),
        "AUDIT_ANCHOR_DIR lies among the files it should bear witness against.",
        "Name a folder on other storage, best one that only takes additions.",
        warns=True,
    ),
    Unsafe(
        "W004",
        lambda: TELLING_WORDS.search(settings.DEFAULT_FROM_EMAIL) is not None,
        "EMAIL_FROM tells what this is about to whoever sees a list of mails.",
        "Send from an address and a domain without the words hate, police and crime.",
        warns=True,
    ),
    Unsafe(
        "W005",
        lambda: not pdf.installed(),
        "Pango is not installed: a case can be printed, and no PDF of it made.",
        "Install libpango-1.0-0 and libpangoft2-1.0-0, as the Dockerfile does.",
        warns=True,
    ),
)


@checks.register(TAG)
def errors(app_configs: Any, **_: Any) -> list[checks.CheckMessage]:
    return [checks.Error(*told) for told in _found(warnings=False)]


@checks.register(TAG, deploy=True)
def warnings(app_configs: Any, **_: Any) -> list[checks.CheckMessage]:
    return [checks.Warning(*told) for told in _found(warnings=True)]


def _found(*, warnings: bool) -> Iterator[tuple[str, str, None, str]]:
    for row in UNSAFE:
        if row.warns == warnings and (row.in_demo_too or not settings.DEMO) and row.when():
            yield row.problem, row.hint, None, f"{TAG}.{row.id}"

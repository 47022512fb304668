"""Keys: read, missing, wrong, unknown to the database; and changed while everything stays readable."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext

from hatereport.sealing import Envelope
from hatereport.sealing import rotation as sealing_rotation
from hatereport.sealing.key_checks import WrongKeys, refuse_wrong_keys
from hatereport.sealing.keys import KeyMissing, KeysUnreadable, keyring
from hatereport.sealing.models import KeyCheck
from tests.hatereport.sealing.letter import WORDS, Letter, key, letter

# --- keys -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def two_keys(settings: Any) -> None:
    """The settings with a second sealing key, as on the day of a rotation."""
    settings.SEALING_KEYS = f"2:{key('n')},{settings.SEALING_KEYS}"


@pytest.mark.parametrize(
    "text", ["", " ", "1:short", "x:" + key("a"), key("a") + "=", f"1:{key('a')},1:{key('b')}", f"0:{key('a')}", "1:é"]
)
def test_keys_that_cannot_be_read_are_refused(settings: Any, text: Any) -> None:
    settings.SEALING_KEYS = text

    with pytest.raises(KeysUnreadable, match="SEALING_KEYS") as refusal:
        keyring("sealing")
    assert "short" not in str(refusal.value)


def test_the_newest_key_writes_and_all_read(settings: Any) -> None:
    old = letter(words=WORDS)
    settings.SEALING_KEYS = f"{settings.SEALING_KEYS}, 2:{key('n')}"
    new = letter(words=WORDS)

    assert (old.content.kek_id, new.content.kek_id) == (1, 2)
    old.content.__dict__.pop("cipher")
    assert (old.words, new.words) == (WORDS, WORDS)


def test_a_missing_key_is_named(settings: Any) -> None:
    old = Envelope.fresh("cumbria", "content")
    settings.SEALING_KEYS = f"2:{key('n')}"

    with pytest.raises(KeyMissing, match="SEALING_KEYS holds no version 1"):
        old.unwrapped()


def test_there_is_one_audit_key(settings: Any) -> None:
    settings.AUDIT_KEY = f"1:{key('a')},2:{key('b')}"
    with pytest.raises(KeysUnreadable, match="AUDIT_KEY"):
        keyring("audit")

    settings.AUDIT_KEY = key("a")
    assert keyring("audit").newest == 1


@pytest.mark.django_db
def test_right_keys_start(settings: Any) -> None:
    with CaptureQueriesContext(connection) as queries:
        refuse_wrong_keys()

    assert len(queries) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("setting", ["SEALING_KEYS", "BLIND_KEYS", "PEPPERS", "AUDIT_KEY"])
@pytest.mark.parametrize(
    ("value", "check_id"),
    [
        ("", "sealing.E002"),
        (f"2:{key('n')}", "sealing.E003"),
        (f"1:{key('x')}", "sealing.E004"),
    ],
)
def test_wrong_keys_refuse_to_start(settings: Any, setting: str, value: Any, check_id: str) -> None:
    setattr(settings, setting, value)

    with pytest.raises(WrongKeys, match=f"{check_id}.*{setting}") as refusal:
        refuse_wrong_keys()
    assert "HINT" in str(refusal.value)
    assert key("x") not in str(refusal.value)


@pytest.mark.django_db
def test_a_key_the_database_does_not_know_refuses_to_start(two_keys: None) -> None:
    with pytest.raises(WrongKeys, match=r"(?s)sealing\.E005.*migrate"):
        refuse_wrong_keys()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "attack",
    ["DELETE FROM sealing_keycheck", "UPDATE sealing_keycheck SET retired_at = now()",
     "INSERT INTO sealing_keycheck (kind, version, fingerprint) VALUES ('sealing', 9, '')"],
)  # fmt: skip
def test_the_applications_role_cannot_touch_check_rows(attack: str) -> None:
    with pytest.raises(DatabaseError, match="permission denied"), connection.cursor() as cursor:
        cursor.execute(attack)


# --- changing keys ----------------------------------------------------------------------------------------------------


def rotate(*arguments: str) -> str:
    out = StringIO()
    call_command("rotate_keys", *arguments, stdout=out)
    return out.getvalue()


def test_keys_change_while_everything_stays_readable(own_database: str, settings: Any) -> None:
    written = letter(words=WORDS)
    written.content.save(force_insert=True)
    Envelope.objects.bulk_create(Envelope.fresh("cumbria", "contact") for _ in range(6))
    Envelope.objects.filter(purpose="contact")[0].shred()
    settings.SEALING_KEYS = f"2:{key('n')},{settings.SEALING_KEYS}"
    call_command("migrate", database="owner", verbosity=0)

    with pytest.raises(CommandError, match="still needed by 6 rows"):
        rotate("--retire", "sealing:1")
    told = rotate("--batch", "4")
    assert "6 of 6 envelopes wrapped again" in told
    assert "0 envelopes left" in told
    assert "retired" in rotate("--retire", "sealing:1")

    refuse_wrong_keys()  # the old key may still be there ...
    settings.SEALING_KEYS = f"2:{key('n')}"
    refuse_wrong_keys()  # ... and may be gone
    reader = Letter(
        id=written.id, content=Envelope.objects.get(id=written.content.id), words_sealed=written.words_sealed
    )
    assert reader.words == WORDS
    assert not Envelope.objects.filter(kek_id=1).exclude(wrapped_dek=None).exists()


def test_a_rotation_that_was_stopped_goes_on(own_database: str, settings: Any) -> None:
    Envelope.objects.bulk_create(Envelope.fresh("cumbria", "content") for _ in range(5))
    settings.SEALING_KEYS = f"2:{key('n')},{settings.SEALING_KEYS}"
    batches = sealing_rotation.rewrap_all(batch=2)
    next(batches)
    del batches

    assert "3 of 3 envelopes wrapped again" in rotate()


@pytest.mark.parametrize(
    ("which", "why"),
    [("sealing:1", "newest"), ("sealing:7", "not a key in use"), ("sealing", "kind:version"), ("audit:1", "newest")],
)
def test_a_key_in_use_cannot_be_retired(own_database: str, which: Any, why: Any) -> None:
    with pytest.raises(CommandError, match=why):
        rotate("--retire", which)


def test_migrating_with_a_wrong_key_is_refused(own_database: str, settings: Any) -> None:
    settings.SEALING_KEYS = f"1:{key('x')}"

    with pytest.raises(WrongKeys, match=r"sealing\.E004"):
        call_command("migrate", database="owner", verbosity=0)

    assert KeyCheck.objects.filter(kind="sealing").count() == 1


def test_new_keys_are_ready_for_the_environment(settings: Any) -> None:
    out = StringIO()
    call_command("new_keys", stdout=out)
    lines = dict(line.split("=", 1) for line in out.getvalue().splitlines())

    for name, value in lines.items():
        setattr(settings, name, value)
    assert {kind: keyring(kind).newest for kind in ("sealing", "blind", "pepper", "audit")} == dict.fromkeys(
        ("sealing", "blind", "pepper", "audit"), 1
    )
    assert len(lines["SECRET_KEY"]) > 50


def test_keys_of_a_second_set_carry_its_number() -> None:
    out = StringIO()
    call_command("new_keys", "--version-number", "2", stdout=out)

    assert all("=2:" in line for line in out.getvalue().splitlines())
    assert "AUDIT_KEY" not in out.getvalue()

"""Sealing: what is stored says nothing, opens only in its own place, and can be destroyed for good."""

import base64
import copy
import json
import pickle
from io import StringIO
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, models, transaction
from django.test.utils import CaptureQueriesContext, isolate_apps
from hypothesis import given
from hypothesis import strategies as st

from hatereport import sealing
from hatereport.ids import uuid7
from hatereport.sealing import Envelope, Sealed, SealedJSON, cipher
from hatereport.sealing import rotation as sealing_rotation
from hatereport.sealing.cipher import BLOCK, SealBroken, pad, unpad
from hatereport.sealing.fields import SealingRefused
from hatereport.sealing.key_checks import WrongKeys, refuse_wrong_keys
from hatereport.sealing.keys import KeyMissing, KeysUnreadable, keyring
from hatereport.sealing.models import KeyCheck
from hatereport.sealing.sessions import SealedSerializer

WORDS = "He shouted at Amina outside the shop on Botchergate. فریاد زد"
CANARY = "canary-botchergate"


def key(letter: str) -> str:
    return base64.b64encode(letter.encode() * 32).decode()


with isolate_apps("hatereport.sealing"):

    class Letter(models.Model):
        """A model of a test: words and facts in one envelope, an address in another."""

        id = models.UUIDField(primary_key=True, default=uuid7)
        content = models.ForeignKey(Envelope, on_delete=models.PROTECT, related_name="+")
        contact = models.ForeignKey(Envelope, on_delete=models.PROTECT, related_name="+", null=True)
        words_sealed = models.BinaryField(null=True)
        words = Sealed("words_sealed", envelope="content")
        facts_sealed = models.BinaryField(null=True)
        facts = SealedJSON("facts_sealed", envelope="content")
        address_sealed = models.BinaryField(null=True)
        address = Sealed("address_sealed", envelope="contact")

        class Meta:
            app_label = "sealing"

        def __str__(self) -> str:
            return str(self.id)


def letter(**values: Any) -> Letter:
    return Letter(**{"content": Envelope.fresh("cumbria", "content")} | values)


@pytest.fixture
def two_keys(settings: Any) -> None:
    """The settings with a second sealing key, as on the day of a rotation."""
    settings.SEALING_KEYS = f"2:{key('n')},{settings.SEALING_KEYS}"


# --- a sealed value --------------------------------------------------------------------------------------------------


def test_what_is_sealed_can_be_read_again() -> None:
    written = letter(words=WORDS, facts={"strands": ["race", "faith"], "when": None, "people": 2})

    assert written.words == WORDS
    assert written.facts == {"strands": ["race", "faith"], "when": None, "people": 2}


def test_what_is_stored_shows_no_word() -> None:
    written = letter(words=CANARY, facts=[CANARY])

    for stored in (bytes(written.words_sealed or b""), bytes(written.facts_sealed or b"")):
        assert len(stored) > BLOCK
        assert CANARY.encode() not in stored
        assert base64.b64encode(CANARY.encode())[:-2] not in stored


def test_the_order_of_names_does_not_matter() -> None:
    envelope = Envelope.fresh("cumbria", "content")

    assert Letter(words=WORDS, content=envelope).words == WORDS
    assert Letter(content=envelope, words=WORDS).words == WORDS


def test_the_same_words_are_never_sealed_alike() -> None:
    envelope = Envelope.fresh("cumbria", "content")
    written = Letter(content=envelope, words=WORDS)
    before = written.words_sealed

    written.words = WORDS

    assert written.words_sealed != before


def test_nothing_is_nothing_and_an_empty_text_is_empty() -> None:
    written = letter(words=None, facts=None)
    assert (written.words, written.words_sealed, written.facts) == (None, None, None)

    written.words, written.facts = "", {}
    assert (written.words, written.facts) == ("", {})

    written.words = None
    assert written.words_sealed is None


def test_an_opened_value_is_not_kept() -> None:
    written = letter(facts={"people": 2})

    opened: dict[str, Any] = written.facts or {}
    opened["people"] = 3

    assert written.facts == {"people": 2}


@pytest.mark.parametrize("move", ["another row", "another column", "another envelope", "another table"])
def test_sealed_bytes_open_only_in_their_place(move: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    written = letter(words=json.dumps(WORDS))
    match move:
        case "another row":
            reader = Letter(content=written.content, words_sealed=written.words_sealed)
            column = "words"
        case "another column":
            reader = Letter(id=written.id, content=written.content, facts_sealed=written.words_sealed)
            column = "facts"
        case "another envelope":
            reader = letter(id=written.id, words_sealed=written.words_sealed)
            column = "words"
        case "another table":
            monkeypatch.setattr(Letter._meta, "db_table", "another")
            reader, column = written, "words"

    with pytest.raises(SealBroken):
        getattr(reader, column)


places = st.tuples(
    st.sampled_from(["incidents_report", "incidents_party"]), st.sampled_from(["words", "notes"]), st.uuids()
)


@given(plain=st.binary(max_size=600), sealed_for=places, moved_to=places)
def test_a_value_opens_in_its_table_column_and_row_alone(plain: bytes, sealed_for: Any, moved_to: Any) -> None:
    opener = Envelope.fresh("cumbria", "content").cipher
    assert opener is not None
    here, there = ("|".join(map(str, place)).encode() for place in (sealed_for, moved_to))
    stored = cipher.seal(opener, plain, here)

    assert cipher.unseal(opener, stored, here) == plain
    if here != there:
        with pytest.raises(SealBroken):
            cipher.unseal(opener, stored, there)


@given(position=st.integers(0, 284), change=st.integers(1, 255))
def test_any_changed_byte_is_noticed(position: Any, change: Any) -> None:
    written = letter(words="short")
    stored = bytearray(written.words_sealed or b"")
    stored[position % len(stored)] ^= change
    written.words_sealed = bytes(stored)

    with pytest.raises(SealBroken):
        _ = written.words


@given(st.binary(max_size=700))
def test_bytes_that_were_never_sealed_are_refused(stored: Any) -> None:
    written = letter()
    written.words_sealed = stored

    with pytest.raises(SealBroken):
        _ = written.words


@given(words=st.text(max_size=3000))
def test_any_text_survives(words: Any) -> None:
    assert letter(words=words).words == words


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(facts=json_values.filter(lambda value: value is not None))
def test_any_json_survives(facts: Any) -> None:
    assert letter(facts=facts).facts == facts


@given(plain=st.binary(max_size=2000))
def test_filling_goes_on_and_off(plain: Any) -> None:
    filled = pad(plain)

    assert unpad(filled) == plain
    assert len(filled) % BLOCK == 0
    assert len(filled) > len(plain)


@given(plain=st.binary(max_size=BLOCK - 1))
def test_all_short_texts_have_one_length(plain: Any) -> None:
    written = letter()
    sealed = cipher.seal(written.content.cipher, plain, b"place")

    assert len(sealed) == 1 + 12 + BLOCK + 16


@given(st.binary(max_size=600))
def test_filling_that_is_not_ours_is_refused(padded: Any) -> None:
    try:
        plain = unpad(padded)
    except SealBroken:
        return
    assert padded.startswith(plain + b"\x80")


def test_a_row_without_an_id_cannot_be_sealed() -> None:
    with pytest.raises(SealingRefused, match="UUID"):
        letter(id=None, words=WORDS)


def test_a_row_without_an_envelope_cannot_be_sealed() -> None:
    with pytest.raises(SealingRefused, match=r"Letter\.contact"):
        letter(address="7 Botchergate")


def test_a_type_json_does_not_know_is_refused() -> None:
    with pytest.raises(TypeError):
        letter(facts={"id": uuid4()})


# --- an envelope -----------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_an_envelope_costs_one_insert() -> None:
    with CaptureQueriesContext(connection) as queries:
        envelope = Envelope.objects.open("cumbria", "content")

    assert len(queries) == 1
    again = Envelope.objects.get(id=envelope.id)
    dek = again.unwrapped()
    assert dek is not None
    assert dek == envelope.unwrapped()
    assert dek not in bytes(again.wrapped_dek or b"")


@pytest.mark.django_db
def test_many_envelopes_cost_one_insert() -> None:
    with CaptureQueriesContext(connection) as queries:
        Envelope.objects.bulk_create(Envelope.fresh("cumbria", "contact") for _ in range(50))

    assert len(queries) == 1


@pytest.mark.parametrize("change", [{"force": "leicestershire"}, {"purpose": "contact"}, {"id": uuid4()}])
def test_an_envelope_is_bound_to_what_it_is_for(change: Any) -> None:
    envelope = Envelope.fresh("cumbria", "content")
    for name, value in change.items():
        setattr(envelope, name, value)

    with pytest.raises(SealBroken):
        envelope.unwrapped()


def test_an_unknown_purpose_is_refused() -> None:
    with pytest.raises(ValueError, match="gossip"):
        Envelope.fresh("cumbria", "gossip")


@pytest.mark.django_db
def test_what_was_shredded_is_gone_and_the_rest_stays() -> None:
    contact = Envelope.objects.open("cumbria", "contact")
    written = letter(words=WORDS, contact=contact, address="7 Botchergate")

    contact.shred()

    assert (written.address, written.words) == (None, WORDS)
    stored = Envelope.objects.get(id=contact.id)
    assert stored.wrapped_dek is None
    assert stored.cipher is None
    with pytest.raises(SealingRefused):
        written.address = "8 Botchergate"


@pytest.mark.django_db
def test_the_database_wants_an_envelope_open_or_shredded() -> None:
    envelope = Envelope.objects.open("cumbria", "content")

    with pytest.raises(DatabaseError), transaction.atomic():
        Envelope.objects.filter(id=envelope.id).update(wrapped_dek=None)


@pytest.mark.parametrize("copied", [copy.deepcopy, copy.copy, lambda it: pickle.loads(pickle.dumps(it))])  # noqa: S301
def test_a_copy_does_not_carry_the_open_key(copied: Any) -> None:
    envelope = Envelope.fresh("cumbria", "content")
    assert envelope.cipher is not None

    assert "cipher" not in copied(envelope).__dict__
    assert copied(envelope).unwrapped() == envelope.unwrapped()


def test_ids_made_later_sort_later() -> None:
    ids = [uuid7() for _ in range(1000)]

    assert len(set(ids)) == 1000
    assert [i.int >> 80 for i in ids] == sorted(i.int >> 80 for i in ids)
    assert {(i.version, i.variant) for i in ids} == {(7, "specified in RFC 4122")}


# --- keys ------------------------------------------------------------------------------------------------------------


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


# --- changing keys ---------------------------------------------------------------------------------------------------


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


# --- fingerprints ----------------------------------------------------------------------------------------------------


def test_a_blind_key_is_the_same_for_the_same_value_and_kind() -> None:
    assert sealing.blind_key("phone", "+441228000000") == sealing.blind_key("phone", "+441228000000")
    assert sealing.blind_key("phone", "+441228000000") != sealing.blind_key("place", "+441228000000")
    assert -(2**63) <= sealing.blind_key("phone", "+441228000000") < 2**63


def test_values_are_looked_up_by_every_key(settings: Any) -> None:
    old = sealing.blind_key("phone", "+441228000000")
    settings.BLIND_KEYS = f"2:{key('n')},{settings.BLIND_KEYS}"
    new = sealing.blind_key("phone", "+441228000000")

    assert sealing.blind_keys("phone", "+441228000000") == [new, old]
    assert sealing.blind_key("phone", "+441228000000", version=1) == old


def test_a_return_code_is_stored_by_the_newest_pepper_and_found_by_all(settings: Any) -> None:
    [(version, old)] = sealing.return_code_digests("7F3K")
    settings.PEPPERS = f"{settings.PEPPERS},2:{key('n')}"

    digests = sealing.return_code_digests("7F3K")

    assert version == 1
    assert [version for version, _ in digests] == [2, 1]
    assert digests[1][1] == old
    assert len(old) == 32
    assert sealing.token_digests("7F3K") != digests


# --- sessions --------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_session_in_the_database_says_nothing() -> None:
    store = SessionStore()
    store["note"] = CANARY
    store.save()

    stored = Session.objects.get().session_data
    assert CANARY not in stored
    for part in stored.split(":"):
        assert CANARY.encode() not in base64.urlsafe_b64decode(part.lstrip(".") + "==")
    assert SessionStore(store.session_key)["note"] == CANARY


@pytest.mark.django_db
def test_a_session_under_a_lost_key_is_an_empty_one(settings: Any) -> None:
    store = SessionStore()
    store["person"] = 1
    store.save()

    settings.SEALING_KEYS = f"2:{key('n')}"

    assert SessionStore(store.session_key).get("person") is None


@given(st.binary(max_size=400))
def test_a_session_that_was_never_sealed_is_refused(stored: Any) -> None:
    with pytest.raises((SealBroken, KeyMissing)):
        SealedSerializer().loads(stored)

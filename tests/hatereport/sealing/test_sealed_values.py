"""A sealed value: what is stored says nothing, and opens only in its own place."""

import base64
import json
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hatereport.sealing import Envelope, cipher
from hatereport.sealing.cipher import BLOCK, SealBroken, pad, unpad
from hatereport.sealing.fields import SealingRefused
from tests.hatereport.sealing.letter import CANARY, WORDS, Letter, letter


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

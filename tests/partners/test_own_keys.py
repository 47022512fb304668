"""A person's own name, number, address and postcode are known again, and cannot be read back."""

import base64
from typing import Any

import pytest
from django.db import connection

from hatereport.audit.models import Entry
from hatereport.sealing import blind_key
from hatereport.sealing.keys import keyring
from partners import key_uses, own_keys, spellings
from partners.models import OwnKey
from tests import cast

pytestmark = pytest.mark.django_db

NEW_KEY = base64.b64encode(b"n" * 32).decode()
JACK = {
    "name": "",
    "phone": "07700 900789",
    "email": "jack@home.example",
    "street": "Castle Street",
    "postcode": "CA2 5TT",
}


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("phone", "+44 7700 900789"),
        ("phone", "٠٧٧٠٠٩٠٠٧٨٩"),
        ("email", " JACK@home.example"),
        ("postcode", "ca25tt"),
        ("street", "castle street"),
        ("street", "12a Castle St., Carlisle"),
        ("street", "12 CASTLE STREET Carlisle"),
        ("street", "Flat 3, 12 Castle Street, Carlisle"),
        ("street", "Flat 3 Castle Street"),
        ("street", "apartment B, The Old Mill, Castle St"),
        ("street", "Unit 4a\n12 Castle Street"),
        # Known from the account, without being typed.
        ("name", "ROUTLEDGE, Jack"),
        ("email", "officer@cumbria.example"),
    ],
)
def test_what_is_ones_own_is_known_in_any_spelling(what: str, text: str) -> None:
    jack = cast.officer()
    own_keys.keep(jack, JACK)

    assert own_keys.owns_any(jack, [(what, text)])
    assert not own_keys.owns_any(cast.officer(2), [(what, text)])


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("phone", "07700 900788"),
        ("postcode", "CA2"),
        ("name", ""),
        ("phone", "999"),
        ("name", "Jack"),
        ("street", "Castle Road"),
        ("street", "12"),
        ("street", "Castle"),
        ("street", "Flat 3"),
        ("street", "Street"),
    ],
)
def test_what_is_not_ones_own_is_not(what: str, text: str) -> None:
    jack = cast.officer()
    own_keys.keep(jack, JACK)

    assert not own_keys.owns_any(jack, [(what, text)])


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Flat 3, 12 Castle Street, Carlisle", "castle street"),
        ("Flat Lane", "flat lane"),
        ("12 Botchergate, Carlisle", "botchergate"),
        ("3 St Nicholas, Carlisle", "st nicholas"),
        ("St. Nicholas St.", "st nicholas street"),
        ("Flat 3", ""),
    ],
)
def test_a_street_is_found_in_an_address(typed: str, kept: str) -> None:
    assert spellings.street(typed) == kept


def test_keys_of_a_text_find_whose_it_is() -> None:
    jack = cast.officer()
    own_keys.keep(jack, JACK)

    assert own_keys.own_keys_matching(jack, "phone", own_keys.keys_of("phone", "07700900789"))
    assert own_keys.keys_of("postcode", "not a postcode at all") == []


def test_a_copy_of_the_database_does_not_say_what_they_are_of() -> None:
    own_keys.keep(cast.officer(), JACK)

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM partners_ownkey")
        rows = str(cursor.fetchall())
    assert not any(piece in rows for piece in ("7700", "jack@", "CA2"))
    # Nor which report holds the same number: the purposes differ.
    assert blind_key("phone", "7700900789") not in set(OwnKey.objects.values_list("value", flat=True))


def test_keeping_and_forgetting_are_in_the_log_without_a_word_of_it() -> None:
    jack = cast.officer()
    own_keys.keep(jack, JACK)
    own_keys.keep(jack, JACK)
    assert own_keys.kept(jack) == ["phone", "email", "street", "postcode"]

    own_keys.forget(jack)

    assert own_keys.kept(jack) == []
    entries = Entry.objects.filter(chain=f"person:{jack.pk}").order_by("seq")
    assert [entry.act for entry in entries] == ["own_details_kept", "own_details_kept", "own_details_forgotten"]
    assert [entry.action for entry in entries] == ["collection", "collection", "erasure"]


def test_they_go_with_the_key_they_were_made_by(settings: Any) -> None:
    jack = cast.officer()
    own_keys.keep(jack, JACK)
    first = keyring("blind").newest
    settings.BLIND_KEYS = f"{first + 1}:{NEW_KEY},{settings.BLIND_KEYS}"

    # Both keys are there: what was kept is found, and holds the old key back.
    assert own_keys.owns_any(jack, [("phone", "07700900789")])
    assert key_uses.own_details(first) == 4
    assert list(key_uses.own_details_gone(2)) == [2, 2]

    assert key_uses.own_details(first) == 0
    assert own_keys.kept(jack) == []

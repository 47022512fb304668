"""What is found again without being read: blind keys, return codes; and sessions that say nothing."""

import base64
from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from hypothesis import given
from hypothesis import strategies as st

from hatereport import sealing
from hatereport.sealing.cipher import SealBroken
from hatereport.sealing.keys import KeyMissing
from hatereport.sealing.sessions import SealedSerializer
from tests.hatereport.sealing.letter import CANARY, key

# --- fingerprints -----------------------------------------------------------------------------------------------------


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


# --- sessions ---------------------------------------------------------------------------------------------------------


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

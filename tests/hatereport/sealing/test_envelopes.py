"""Envelopes: bound to what they are for, and destroyed for good."""

import copy
import pickle
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from hatereport.ids import uuid7
from hatereport.sealing import Envelope
from hatereport.sealing.cipher import SealBroken
from hatereport.sealing.fields import SealingRefused
from tests.hatereport.sealing.letter import WORDS, letter


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

"""Leaving a notice: with its change or not at all, ids and no words."""

from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from hatereport import outbox
from hatereport.codes import WordsWhereCodesBelong
from hatereport.outbox.models import Notice
from tests.hatereport.outbox.notices import REPORT, TOPIC, again


@pytest.mark.django_db
def test_a_notice_holds_ids_and_costs_one_query() -> None:
    with CaptureQueriesContext(connection) as queries:
        notice = outbox.add(TOPIC, REPORT, report_id=REPORT, version=2)

    assert len(queries) == 1
    assert again(notice).payload == {"report_id": str(REPORT), "version": 2}
    assert notice.key == str(REPORT)


@pytest.mark.django_db
def test_a_notice_holds_no_words() -> None:
    with pytest.raises(WordsWhereCodesBelong):
        outbox.add(TOPIC, REPORT, narrative="he shouted at me")


def test_a_notice_outside_a_transaction_is_refused(own_database: str) -> None:
    with pytest.raises(outbox.OutsideTransaction):
        outbox.add(TOPIC, REPORT)


def test_a_notice_goes_when_its_change_is_rolled_back(own_database: str) -> None:
    with transaction.atomic():
        outbox.add(TOPIC, REPORT)
        transaction.set_rollback(True)

    assert not Notice.objects.exists()


def test_one_topic_has_one_consumer(delivered: list[Any]) -> None:
    with pytest.raises(outbox.TopicTaken, match=TOPIC):
        outbox.consumer(TOPIC)(lambda notice: None)

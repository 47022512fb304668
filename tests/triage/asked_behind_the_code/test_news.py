"""News asked for behind the code, at the desk: in force after staff confirm, shut by a block, removed when it is over."""

import pytest
from django.core import mail

from hatereport import clock
from hatereport.outbox.models import Notice
from incidents import news
from tests import cast
from tests.files_of_the_cast import visit_to
from tests.triage import chain
from tests.triage.asked_behind_the_code.asking import SAID_YES, answers, taken, wants_news, works
from tests.triage.chain import does
from triage.refusals import Refused

pytestmark = pytest.mark.django_db


def test_news_goes_out_after_staff_confirmed_and_says_nothing() -> None:
    case, sergeant = taken(**chain.NO_CRIME)
    choice = wants_news(case)
    assert [message.body for message in mail.outbox] == ["There is news."]
    with pytest.raises(Refused):
        answers(sergeant, "confirm_news", case, **SAID_YES)  # nobody has said that the test came
    news.came(visit_to(case.report))
    works()
    answers(sergeant, "confirm_news", case, **SAID_YES)
    works()
    mail.outbox.clear()

    does(sergeant, "assess_as_incident", case, **chain.assessment(case))
    works()
    assert mail.outbox == []
    with clock.at(Notice.objects.filter(topic="news.waits", done_at=None).get().available_at):
        works()

    choice.refresh_from_db()
    assert len(mail.outbox) == 1
    assert choice.last_sent_at is not None
    for secret in (case.reference, case.report.reference, "http", "police", "hate", "crime"):
        assert secret not in mail.outbox[0].message().as_string()


def test_no_test_message_reaches_a_home_before_the_domestic_abuse_owner_lifts_it() -> None:
    case, _sergeant = taken(what=chain.ANSWERS["what"] | {"who_did": ["partner"]})
    choice = wants_news(case)
    assert mail.outbox == []

    owner = cast.sits_in(cast.officer(2), "domestic_abuse")
    does(owner, "own_domestic", case, first_steps="Call her at work.")
    does(owner, "lift_block", case, block="pings", reasons="A telephone of her own.")
    with clock.at(Notice.objects.filter(topic="news.test", done_at=None).get().available_at):
        works()

    choice.refresh_from_db()
    assert choice.tested_at is not None
    assert len(mail.outbox) == 1


def test_an_address_for_news_goes_a_week_after_the_case_has_ended() -> None:
    case, sergeant = taken(**chain.NO_CRIME)
    choice = wants_news(case)
    does(sergeant, "mark_not_a_report", case, not_report_reason="test")
    works()

    with clock.at(clock.now() + news.KEPT_AFTER_CLOSING):
        works()

    choice.refresh_from_db()
    assert choice.stopped_at is not None
    assert choice.address_sealed is None


def test_a_refused_address_is_removed() -> None:
    case, sergeant = taken()
    choice = wants_news(case)
    news.came(visit_to(case.report))
    answers(sergeant, "refuse_news", case, reasons="It was not her.")

    choice.refresh_from_db()
    assert choice.address_sealed is None

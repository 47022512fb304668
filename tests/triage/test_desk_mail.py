"""Mail about news: a reference and nothing else, to those who are there and want it, once an hour, never as the alarm."""

import datetime as dt
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hatereport import clock, outbox
from hatereport.working_time import LONDON
from partners import news_settings
from partners.models import DutyTurn, Person, Team
from tests import cast
from tests.triage import chain
from tests.triage.chain import does
from tests.triage.desk_browser import at_desk, in_danger
from triage import aftermath
from triage.models import Case, DeskNotice
from triage.news import desk_mail

pytestmark = pytest.mark.django_db

TUESDAY = dt.datetime(2026, 3, 10, 11, tzinfo=LONDON)
MINUTE = dt.timedelta(minutes=1)
HOUR = dt.timedelta(hours=1)


@pytest.fixture(autouse=True)
def _a_working_day():
    with clock.at(dt.datetime(2026, 3, 2, 9, tzinfo=LONDON)):
        cast.local_focus_sergeant()
    with clock.at(TUESDAY):
        yield


def told(case: Case, what: str = "arrived", *, person: Person | None = None, team: Team | None = None) -> DeskNotice:
    """A notice of its own, and none of those the case has from before."""
    outbox.sweep(1000)
    DeskNotice.objects.filter(case=case).exclude(cause__startswith="test").update(seen_at=clock.now())
    cause = f"test:{DeskNotice.objects.count()}"
    aftermath.leave(case, what, cause=cause, team=team or case.holding_team, person=person)
    return DeskNotice.objects.get(cause=cause)


def the_post_goes() -> None:
    """The round of every five minutes, and the worker after it."""
    desk_mail.hand_over()
    outbox.sweep(1000)


def with_sarah() -> Case:
    case = chain.incident_in("local_focus")
    does(cast.local_focus_sergeant(), "take", case)
    return case


def to(mailoutbox: Any, person: Person) -> list[Any]:
    return [mail for mail in mailoutbox if mail.to == [person.email]]


def test_a_mail_says_the_reference_and_the_way_to_the_desk_and_nothing_else(mailoutbox):
    case, sarah = with_sarah(), cast.local_focus_sergeant()
    told(case, "message_received", person=sarah)

    the_post_goes()

    (mail,) = to(mailoutbox, sarah)
    assert mail.subject == f"{case.reference} has news"
    assert mail.body == f"{case.reference} has news.\n\n{settings.SITE_URL}/desk/news/\n"
    assert mail.from_email.startswith(settings.SERVICE_NAME)
    assert mail.attachments == []
    assert DeskNotice.objects.get(what="message_received").mailed_at == TUESDAY


def test_one_mail_a_case_an_hour_however_much_is_new(mailoutbox):
    case, sarah = with_sarah(), cast.local_focus_sergeant()
    for minutes in (0, 6, 12, 40):
        with clock.at(TUESDAY + minutes * MINUTE):
            told(case, person=sarah)
            the_post_goes()
    assert len(to(mailoutbox, sarah)) == 1

    with clock.at(TUESDAY + HOUR):
        the_post_goes()

    assert len(to(mailoutbox, sarah)) == 2
    with clock.at(TUESDAY + 3 * HOUR):
        the_post_goes()
    assert len(to(mailoutbox, sarah)) == 2


def test_what_was_seen_meanwhile_is_not_mailed(mailoutbox):
    case, sarah = with_sarah(), cast.local_focus_sergeant()
    notice = told(case, person=sarah)
    desk_mail.hand_over()

    at_desk(sarah).post("/desk/news/seen/", {"notice": notice.pk})
    outbox.sweep(1000)

    assert not to(mailoutbox, sarah)


def test_quiet_hours_are_kept_and_the_mail_comes_when_they_end(mailoutbox):
    case, sarah = with_sarah(), cast.local_focus_sergeant()
    news_settings.change(sarah, mail_news=True, quiet_from=dt.time(22), quiet_until=dt.time(7))
    night = TUESDAY.replace(hour=23)
    with clock.at(night):
        told(case, person=sarah)
        the_post_goes()
    with clock.at(night + 2 * HOUR):
        told(case, "message_received", person=sarah)
        the_post_goes()
    assert not to(mailoutbox, sarah)

    with clock.at(TUESDAY.replace(day=11, hour=7)):
        the_post_goes()

    assert len(to(mailoutbox, sarah)) == 1


@pytest.mark.parametrize(
    ("begins", "ends", "at", "quiet"),
    [
        (dt.time(22), dt.time(7), dt.time(23), dt.timedelta(hours=8)),
        (dt.time(22), dt.time(7), dt.time(6), dt.timedelta(hours=1)),
        (dt.time(22), dt.time(7), dt.time(7), dt.timedelta(0)),
        (dt.time(12), dt.time(13), dt.time(12, 30), dt.timedelta(minutes=30)),
        (dt.time(12), dt.time(13), dt.time(11), dt.timedelta(0)),
        (None, None, dt.time(3), dt.timedelta(0)),
        (dt.time(8), dt.time(8), dt.time(8), dt.timedelta(0)),
    ],
)
def test_quiet_hours_go_over_midnight(begins, ends, at, quiet):
    person = Person(quiet_from=begins, quiet_until=ends)

    assert desk_mail.quiet_for(person, dt.datetime.combine(TUESDAY.date(), at, LONDON)) == quiet


def test_whoever_wants_no_mail_gets_none(mailoutbox):
    case, sarah = with_sarah(), cast.local_focus_sergeant()
    news_settings.change(sarah, mail_news=False, quiet_from=None, quiet_until=None)
    told(case, person=sarah)

    the_post_goes()

    assert not mailoutbox


def test_a_team_is_mailed_while_it_is_on_shift_and_otherwise_when_it_comes(mailoutbox):
    case, sarah = chain.incident_in("local_focus"), cast.local_focus_sergeant()
    with clock.at(TUESDAY.replace(hour=23)):
        told(case)
        the_post_goes()
        assert not mailoutbox

    with clock.at(TUESDAY.replace(day=11, hour=8)):
        the_post_goes()

    assert len(to(mailoutbox, sarah)) == 1


def test_what_waits_for_a_team_that_is_away_holds_nothing_back(mailoutbox, monkeypatch):
    case, other = in_danger(), chain.incident_in("local_focus")
    monkeypatch.setattr(desk_mail, "A_ROUND", 1)
    with clock.at(TUESDAY.replace(hour=23)):
        told(case)
        told(other)  # newer, and its team comes in the morning

        the_post_goes()

    assert to(mailoutbox, cast.control_room_sergeant())
    assert not to(mailoutbox, cast.local_focus_sergeant())


def test_the_roles_of_somebody_with_news_of_many_cases_are_read_once():
    sarah = cast.local_focus_sergeant()
    for _ in range(3):
        told(chain.report_received(**chain.NO_CRIME), person=sarah)

    with CaptureQueriesContext(connection) as asked:
        assert desk_mail.hand_over() == 3

    assert sum('FROM "partners_roleheld"' in query["sql"] for query in asked) == 1


def test_of_a_team_with_turns_only_those_on_duty_are_mailed(mailoutbox):
    case, sarah, other = chain.incident_in("local_focus"), cast.local_focus_sergeant(), cast.local_focus_sergeant(2)
    team = case.holding_team
    DutyTurn.objects.create(
        team=team, person=other, starts_at=TUESDAY - HOUR, ends_at=TUESDAY + HOUR, set_by=cast.local_focus_inspector()
    )
    told(case)

    the_post_goes()

    assert not to(mailoutbox, sarah)
    assert len(to(mailoutbox, other)) == 1


def test_what_calls_is_never_a_mail(mailoutbox):
    case, joan = in_danger(), cast.control_room_operator()
    for what in ("danger_reported", "breached:danger", "breached:supervision_acceptance"):
        told(case, what, person=joan)

    the_post_goes()

    assert not to(mailoutbox, joan)


def test_of_a_restricted_case_nobody_outside_hears_by_mail(mailoutbox):
    police = {"words": "The officer swore at me.", "kinds": ["called_names"], "who_did": ["police"]}
    case = chain.report_received(what=police)
    told(case, person=cast.control_room_sergeant())
    told(case, person=cast.professional_standards())

    the_post_goes()

    assert [mail.to for mail in mailoutbox] == [[cast.professional_standards().email]]


def test_a_worker_that_tries_again_mails_once(mailoutbox):
    case, sarah = with_sarah(), cast.local_focus_sergeant()
    told(case, person=sarah)
    the_post_goes()

    the_post_goes()
    outbox.sweep(1000)

    assert len(mailoutbox) == 1


def test_a_mail_server_that_is_away_loses_nothing(mailoutbox, monkeypatch):
    case, sarah = with_sarah(), cast.local_focus_sergeant()
    told(case, person=sarah)
    with monkeypatch.context() as broken:
        broken.setattr(desk_mail, "_post", lambda *_: (_ for _ in ()).throw(OSError))
        the_post_goes()
    assert not mailoutbox

    with clock.at(TUESDAY + MINUTE):
        outbox.sweep(1000)

    assert len(to(mailoutbox, sarah)) == 1

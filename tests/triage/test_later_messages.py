"""What a person writes later, behind the code: danger, an answer, a wish to withdraw."""

import pytest

from hatereport import outbox
from tests import cast
from tests.triage.chain import crime_in, does
from tests.triage.roads.on_the_road import on_road, told, written, wrote
from triage.clocks import deadlines
from triage.models import DeskNotice
from triage.refusals import Refused
from triage.scope import visible_to
from triage.tasks import reporter_wrote, withdrawal_requested

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", ["control_room", "under_investigation", "nfa_final_review", "closed"])
def test_danger_in_a_later_message_reaches_the_control_room_from_any_state(state: str) -> None:
    case = crime_in(state)

    wrote(case, "He stands outside my door.", danger=True)
    told(case)

    assert (case.state, case.danger, case.risk) == (state, True, 4)
    assert case.clocks.filter(kind__in=deadlines.DANGER, state="running").count() == 2
    assert DeskNotice.objects.get(case=case, what="danger_reported").team.kind == "control_room"
    assert case.report.progress.filter(message_id="danger_heard").exists()


def test_somebody_is_sent_to_a_danger_behind_a_closed_case() -> None:
    case = crime_in("closed")
    wrote(case, "He stands outside my door.", danger=True)

    does(cast.control_room_operator(), "dispatch_now", case, log_number="CC-99")

    assert (case.state, case.danger) == ("closed", False)
    assert not case.clocks.exclude(state="stopped").exists()
    assert case.dispatches.filter(log_number="CC-99", at_once=True).exists()


def test_a_second_danger_is_answered_by_a_second_car() -> None:
    case = crime_in("dispatched")
    with pytest.raises(Refused, match="sent already"):
        does(cast.control_room_operator(), "dispatch_now", case, log_number="CC-2")

    wrote(case, "He is back.", danger=True)
    does(cast.control_room_operator(), "dispatch_now", case, log_number="CC-2")

    assert case.dispatches.count() == 2


def test_a_danger_in_a_restricted_case_is_seen_by_the_control_room_until_it_is_met() -> None:
    case = on_road("police_suspect")
    operator, focus = cast.control_room_operator(), cast.local_focus_sergeant()
    assert not visible_to(operator).filter(pk=case.pk).exists()

    wrote(case, "He stands outside my door.", danger=True)
    assert visible_to(operator).filter(pk=case.pk).exists()
    assert not visible_to(focus).filter(pk=case.pk).exists()
    does(operator, "dispatch_now", case, log_number="CC-1")

    assert not visible_to(operator).filter(pk=case.pk).exists()


def test_a_message_ends_the_waiting_and_danger_in_it_is_heard_first() -> None:
    case = crime_in("under_investigation")
    does(cast.officer(), "ask_for_information", case, question="Which shop?")

    wrote(case, "The one at the corner. He is outside.", danger=True)

    assert (case.state, case.danger) == ("under_investigation", True)


def test_the_same_message_delivered_twice_is_one_event() -> None:
    case = crime_in("closed")
    message = written(case, "Hello?", danger=True)
    notice = outbox.add("reporter.message", key=case.report_id, message_id=message.pk)

    reporter_wrote(notice)
    reporter_wrote(notice)

    assert case.moves.filter(act="danger_reported").count() == 1


def test_a_wish_to_withdraw_goes_to_the_holder_and_nothing_is_erased() -> None:
    case = crime_in("under_investigation")

    withdrawal_requested(outbox.add("report.withdrawal_requested", key=case.report_id, report_id=case.report_id))
    told(case)

    case.refresh_from_db()
    assert (case.state, case.open) == ("under_investigation", True)
    assert DeskNotice.objects.get(case=case, what="withdrawal_requested").person == cast.officer()
    assert case.report.narrative
    assert case.report.progress.filter(message_id="withdrawal_heard").exists()

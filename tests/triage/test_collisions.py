"""Two officers at once: one wins, the other is told what changed; a double click is one act; a note hinders nobody.

With real commits and real threads, each on a connection of its own, on a database of this test's own.
"""

import threading
import time
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction

from hatereport import outbox
from partners import people
from partners.models import Person
from tests import cast
from tests.triage import chain
from tests.triage.chain import does
from triage.acting import act
from triage.countersigning import decide
from triage.models import Case, Countersignature, Move
from triage.receipt import receive
from triage.refusals import Overtaken, Refused
from triage.tasks import withdrawal_requested


def together(*attempts: Callable[[], Any]) -> list[Any]:
    """Run the attempts at the same moment; what each returned or raised, in order."""
    results: list[Any] = [None] * len(attempts)
    ready = threading.Barrier(len(attempts))

    def run(number: int, attempt: Callable[[], Any]) -> None:
        try:
            ready.wait(10)
            with transaction.atomic():
                results[number] = attempt()
        except Exception as error:
            results[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(attempts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert not any(thread.is_alive() for thread in threads)
    return results


def attempt(case: Case, name: str, who: Person, key: str = "", **data: Any) -> Callable[[], Any]:
    """The act as from a page that was opened now."""
    version, key = case.version, key or str(uuid.uuid4())
    return lambda: act(case.pk, name, who, version=version, key=key, data=data)


def of(results: list[Any], kind: type) -> list[Any]:
    return [result for result in results if isinstance(result, kind)]


@pytest.mark.usefixtures("own_database")
def test_of_two_officers_at_once_one_wins_and_the_other_is_told() -> None:
    case = chain.report_received()
    first, second = cast.control_room_sergeant(), cast.control_room_sergeant(2)
    sending = chain.dispatching(cast.officer(), cast.supervising_sergeant())

    results = together(
        attempt(case, "review_and_dispatch", first, **sending), attempt(case, "review_and_dispatch", second, **sending)
    )

    [won], [lost] = of(results, Move), of(results, Overtaken)
    assert [move.pk for move in lost.moves] == [won.pk]
    assert "Nothing you typed is lost" in str(lost)
    case.refresh_from_db()
    assert (case.state, case.version) == ("dispatched", 2)
    assert case.dispatches.count() == case.offences.count() == 1


@pytest.mark.usefixtures("own_database")
def test_assessing_both_ways_at_once_makes_one_case_go_on() -> None:
    case = chain.report_received(**chain.NO_CRIME)
    sending = {**chain.dispatching(cast.officer(), cast.supervising_sergeant()), "road": "dispatch"}

    results = together(
        attempt(case, "assess_as_incident", cast.control_room_sergeant(), **chain.assessment(case)),
        attempt(case, "assess_as_crime", cast.control_room_sergeant(2), **sending),
    )

    assert len(of(results, Move)) == len(of(results, Overtaken)) == 1
    assert Case.objects.filter(report=case.report, ended_at=None).count() == 1


@pytest.mark.usefixtures("own_database")
def test_a_double_click_is_one_act() -> None:
    case, sergeant = chain.report_received(), cast.control_room_sergeant()
    sending = chain.dispatching(cast.officer(), cast.supervising_sergeant())
    once = attempt(case, "review_and_dispatch", sergeant, key="one-page", **sending)

    results = together(once, once, once)

    assert {move.pk for move in of(results, Move)} == {case.moves.get(act="review_and_dispatch").pk}
    assert len(of(results, Move)) == 3
    assert case.dispatches.count() == 1


@pytest.mark.usefixtures("own_database")
def test_a_retry_later_is_the_same_act_even_where_it_would_not_be_open_now() -> None:
    case, sergeant = chain.report_received(), cast.control_room_sergeant()
    sending = chain.dispatching(cast.officer(), cast.supervising_sergeant())
    once = attempt(case, "review_and_dispatch", sergeant, key="one-page", **sending)

    assert once().pk == once().pk


@pytest.mark.usefixtures("own_database")
def test_a_page_s_key_is_of_no_use_to_somebody_else() -> None:
    case, sergeant = chain.report_received(), cast.control_room_sergeant()
    attempt(case, "note", sergeant, key="one-page", note="Read.")()

    with pytest.raises(Refused, match="somebody else"):
        attempt(case, "note", cast.control_room_sergeant(2), key="one-page", note="Read too.")()
    with pytest.raises(Refused, match="somebody else"):
        attempt(case, "note", sergeant, key="open", note="The key of the opening move.")()


@pytest.mark.usefixtures("own_database")
def test_what_others_note_does_not_overtake_an_open_page() -> None:
    case, other = chain.report_received(), cast.control_room_sergeant(2)
    sending = chain.dispatching(cast.officer(), cast.supervising_sergeant())
    page = attempt(case, "review_and_dispatch", cast.control_room_sergeant(), **sending)

    does(other, "note", case, note="The caller rang again.")
    does(other, "assess_again", case, **chain.THRIVE)
    does(other, "signpost", case, **chain.SUPPORT)

    assert isinstance(page(), Move)


@pytest.mark.usefixtures("own_database")
def test_a_case_in_other_hands_overtakes_an_open_page() -> None:
    case, other = chain.report_received(), cast.control_room_sergeant(2)
    sending = chain.dispatching(cast.officer(), cast.supervising_sergeant())
    page = attempt(case, "review_and_dispatch", cast.control_room_sergeant(), **sending)

    does(other, "take", case)

    with pytest.raises(Overtaken) as told:
        page()
    assert [(move.act, move.actor) for move in told.value.moves] == [("take", other)]


@pytest.mark.usefixtures("own_database")
def test_one_s_own_second_page_does_not_overtake_the_first() -> None:
    case, sergeant = chain.report_received(), cast.control_room_sergeant()
    page = attempt(case, "note", sergeant, note="Written before I took it.")

    does(sergeant, "take", case)

    assert isinstance(page(), Move)


@pytest.mark.usefixtures("own_database")
def test_two_signatures_at_once_carry_an_act_out_once() -> None:
    case = chain.crime_in("under_investigation")
    rows = [str(row.pk) for row in case.offences.all()]
    does(cast.officer(), "charge", case, charged=rows, reasons="Seen by two.")
    asked = case.countersignatures.get()

    def sign(who: Person) -> Callable[[], Any]:
        return lambda: decide(case.pk, asked.pk, who, sign=True, reasons="", key=str(uuid.uuid4()))

    results = together(sign(cast.supervising_sergeant()), sign(cast.duty_inspector()))

    assert len(of(results, Move)) == len(of(results, Refused)) == 1
    assert case.moves.filter(act="charge").count() == 1


@pytest.mark.usefixtures("own_database")
def test_asking_twice_for_a_signature_asks_once() -> None:
    case, officer = chain.crime_in("under_investigation"), cast.officer()
    rows = [str(row.pk) for row in case.offences.all()]
    page = attempt(case, "charge", officer, charged=rows, reasons="Seen by two.")

    results = together(page, page)

    assert len(of(results, Countersignature)) == 1
    assert len(of(results, Move)) == 1
    assert case.countersignatures.count() == 1


@pytest.mark.usefixtures("own_database")
def test_two_workers_open_one_case() -> None:
    report = chain.send_answers(chain.ANSWERS).report_id

    results = together(*[lambda: receive(report)] * 4)

    assert len({case.pk for case in of(results, Case)}) == 1
    assert Case.objects.filter(report_id=report).count() == 1


@pytest.mark.usefixtures("own_database")
def test_a_sergeant_who_comes_second_is_told_although_the_case_went_to_another_team() -> None:
    case = chain.crime_in("outcome_proposed")
    first = attempt(case, "endorse", cast.supervising_sergeant(), reasons="Agreed.")
    second = attempt(case, "endorse", cast.supervising_sergeant(2), reasons="Agreed.")

    def slowly() -> Any:
        done = first()
        waits.wait(10)
        return done

    def later() -> Any:
        time.sleep(0.3)
        return second()

    waits = threading.Event()
    release = threading.Timer(1, waits.set)  # by then the second waits for the lock of the case
    release.start()
    results = together(slowly, later)

    assert len(of(results, Move)) == len(of(results, Overtaken)) == 1


@pytest.mark.usefixtures("own_database")
def test_nobody_leaves_while_a_case_is_being_given_to_them() -> None:
    case, other = chain.crime_in("under_investigation"), chain.report_received(**chain.ELSEWHERE)
    named, taking = cast.officer(2), cast.control_room_sergeant(2)
    give = attempt(case, "change_officer", cast.supervising_sergeant(), officer=str(named.pk), reasons="Leave.")
    take = attempt(other, "take", taking)

    def slowly(given: Callable[[], Any]) -> Callable[[], Any]:
        return lambda: (given(), waits.wait(10))

    def leaves(person: Person) -> None:
        time.sleep(0.3)
        people.let_go(None, person)

    waits = threading.Event()
    release = threading.Timer(1, waits.set)  # by then who is to leave waits for what they were given
    release.start()
    results = together(slowly(give), slowly(take), lambda: leaves(named), lambda: leaves(taking))

    assert [type(result) for result in results] == [tuple, tuple, people.StillNeeded, people.StillNeeded]
    case.refresh_from_db()
    other.refresh_from_db()
    assert (case.officer_in_case, other.holder) == (named, taking)


@pytest.mark.usefixtures("own_database")
def test_a_wish_to_withdraw_is_heard_while_the_case_moves_to_another_team() -> None:
    case = chain.crime_in("outcome_proposed")
    with transaction.atomic():
        notice = outbox.add("report.withdrawal_requested", key=case.report_id, report_id=case.report_id)

    together(
        attempt(case, "endorse", cast.supervising_sergeant(), reasons="Agreed."), lambda: withdrawal_requested(notice)
    )

    assert case.moves.filter(act="withdrawal_requested").count() == 1

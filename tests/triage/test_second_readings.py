"""One in twenty final reviews is read again, by somebody who does not see what the first one wrote."""

import pytest
from django.test import Client

from partners.models import Person
from tests import cast
from tests.triage import chain
from tests.triage.chain import crime_in, does
from tests.triage.desk_browser import MOST, at_desk, at_most
from triage import first_looks
from triage.models import Case, DeskNotice, SecondLook
from triage.refusals import Incomplete, NotInScope
from triage.reviewing import lots, second_readings

pytestmark = pytest.mark.django_db

SECRET = "I weighed the film and it shows nothing"


def upheld() -> tuple[Case, SecondLook]:
    """A case whose final review fell to the lot."""
    case = crime_in("nfa_final_review")
    does(cast.hate_crime_inspector(), "uphold_nfa", case, **chain.final_review() | {"review_evidence": SECRET})
    move = case.moves.get(act="uphold_nfa")
    look = lots.draw(move, SecondLook.Kind.NFA, percent=100)
    assert look is not None
    return case, look


def reader(who: Person, case: Case) -> Client:
    """At the desk, having said of the case that they know nobody in it."""
    first_looks.declare(who, case, conflict=False, key="once")
    return at_desk(who, asked_first=True)


def address(look: SecondLook) -> str:
    return f"/desk/second-readings/{look.pk}/"


def test_the_lot_is_cast_in_the_decision_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lots, "_falls", lambda *_: True)
    case = crime_in("nfa_final_review")

    does(cast.hate_crime_inspector(), "uphold_nfa", case, **chain.final_review())

    assert SecondLook.objects.get(case=case).first_by == cast.hate_crime_inspector()


def test_another_inspector_reads_the_case_without_the_first_one_s_words() -> None:
    case, look = upheld()

    browser = reader(cast.hate_crime_inspector(2), case)
    with at_most(MOST):
        page = browser.get(address(look)).content.decode()

    assert "pushed me against the wall" in page
    assert "Nobody could be identified." in page  # what the officer proposed
    assert SECRET not in page
    assert "Uphold: no further action" not in page
    assert case.reference in page


def test_the_first_inspector_and_whoever_had_a_part_do_not_read_it() -> None:
    _, look = upheld()
    both = cast.person("hate_crime_inspector", 2)
    case = look.case
    case.parts.create(person=both, part="specialist_reviewer", at=look.asked_at)

    for who in (cast.hate_crime_inspector(), both):
        assert not second_readings.due_for(who).exists()
        assert at_desk(who).get(address(look)).status_code == 404
        with pytest.raises(NotInScope):
            second_readings.answer(look.pk, who, agrees=True, words="Same.")


def test_nobody_reads_before_they_have_said_whether_they_know_anyone_in_it() -> None:
    _, look = upheld()

    page = at_desk(cast.hate_crime_inspector(2)).get(address(look)).content.decode()

    assert "pushed me against the wall" not in page


def test_another_force_reads_nothing_of_it() -> None:
    _, look = upheld()

    assert at_desk(cast.dev("hate_crime_inspector")).get(address(look)).status_code == 404


def test_another_view_is_told_to_the_lead_and_to_the_first_inspector() -> None:
    case, look = upheld()
    browser = reader(cast.hate_crime_inspector(2), case)

    browser.post(address(look), {"agrees": "no", "words": "The phone was never read."})

    look.refresh_from_db()
    notices = DeskNotice.objects.filter(case=case, what=second_readings.DIFFERS)
    assert (look.agrees, look.reader) == (False, cast.hate_crime_inspector(2))
    assert {one.person for one in notices} == {None, cast.hate_crime_inspector()}
    for who in (cast.hate_crime_lead(), cast.hate_crime_inspector()):
        unasked = at_desk(who).get("/desk/second-readings/").content.decode()
        told = reader(who, case).get("/desk/second-readings/").content.decode()
        assert ("The phone was never read." in unasked, case.reference in unasked) == (False, True)
        assert "The phone was never read." in told


def test_the_same_view_is_told_to_nobody_and_changes_nothing() -> None:
    case, look = upheld()
    reader(cast.hate_crime_inspector(2), case)

    second_readings.answer(look.pk, cast.hate_crime_inspector(2), agrees=True, words="I find the same.")

    assert not DeskNotice.objects.filter(case=case, what=second_readings.DIFFERS).exists()
    case.refresh_from_db()
    assert case.state == "victim_to_be_told"


def test_a_reading_without_reasons_is_not_written_down() -> None:
    case, look = upheld()
    browser = reader(cast.hate_crime_inspector(2), case)

    answer = browser.post(address(look), {"agrees": "no", "words": " "})

    assert answer.status_code == 422
    assert "Write your reasons." in answer.content.decode()
    with pytest.raises(Incomplete):
        second_readings.answer(look.pk, cast.hate_crime_inspector(2), agrees=True, words="")
    look.refresh_from_db()
    assert look.read_at is None


def test_who_was_slower_than_a_colleague_keeps_the_reasons() -> None:
    case, look = upheld()
    slower = reader(cast.hate_crime_lead(), case)
    reader(cast.hate_crime_inspector(2), case)
    second_readings.answer(look.pk, cast.hate_crime_inspector(2), agrees=True, words="Same.")

    page = slower.post(address(look), {"agrees": "no", "words": "The barber was never asked."})

    assert page.status_code == 404
    assert "The barber was never asked." in page.content.decode()
    assert slower.get(address(look)).status_code == 404


def test_a_reading_is_written_down_once() -> None:
    case, look = upheld()
    reader(cast.hate_crime_inspector(2), case)
    second_readings.answer(look.pk, cast.hate_crime_inspector(2), agrees=True, words="Same.")

    with pytest.raises(NotInScope):
        second_readings.answer(look.pk, cast.hate_crime_lead(), agrees=False, words="Other.")


@pytest.mark.parametrize("page", ["", "print/", "tell_victim/"])
def test_while_a_reading_waits_its_case_leads_to_it_and_shows_nothing_decided(page: str) -> None:
    case, look = upheld()
    browser = reader(cast.hate_crime_inspector(2), case)

    answer = browser.get(f"/desk/cases/{case.reference}/{page}")

    assert answer["Location"] == address(look)
    shown = browser.get(address(look)).content.decode()
    assert "This case waits for your blind second reading." in shown
    assert SECRET not in shown
    second_readings.answer(look.pk, cast.hate_crime_inspector(2), agrees=True, words="Same.")
    assert browser.get(f"/desk/cases/{case.reference}/").status_code == 200


def test_who_leaves_it_to_a_colleague_sees_the_case_and_reads_it_no_more() -> None:
    case, look = upheld()
    ian, catherine = cast.hate_crime_inspector(2), cast.hate_crime_lead()
    browser = reader(ian, case)

    answer = browser.post(address(look), {"leave": "1"})

    assert answer["Location"] == f"/desk/cases/{case.reference}/"
    assert browser.get(answer["Location"]).status_code == 200
    assert not second_readings.due_for(ian).exists()
    assert list(second_readings.due_for(catherine)) == [look]
    with pytest.raises(NotInScope):
        second_readings.answer(look.pk, ian, agrees=True, words="Same.")


@pytest.mark.parametrize("place", ["/desk/cases/{}/", "/api/v1/cases/{}/"])
def test_who_has_looked_since_the_decision_is_not_offered_its_reading(place: str) -> None:
    case = crime_in("nfa_final_review")
    ian = cast.hate_crime_inspector(2)
    before = reader(ian, case)
    before.get(f"/desk/cases/{case.reference}/")
    does(cast.hate_crime_inspector(), "uphold_nfa", case, **chain.final_review())
    look = lots.draw(case.moves.get(act="uphold_nfa"), SecondLook.Kind.NFA, percent=100)
    assert look is not None
    assert list(second_readings.due_for(ian)) == [look]  # a look before the decision showed nothing of it

    danger = Case.objects.filter(pk=case.pk)
    danger.update(danger=True)  # nothing goes before danger
    assert before.get(place.format(case.reference)).status_code == 200
    danger.update(danger=False)

    assert not second_readings.due_for(ian).exists()
    assert at_desk(ian).get(address(look)).status_code == 404
    with pytest.raises(NotInScope):
        second_readings.answer(look.pk, ian, agrees=True, words="Same.")


def test_danger_opens_a_case_before_its_reading() -> None:
    case, _ = upheld()
    Case.objects.filter(pk=case.pk).update(danger=True)

    assert reader(cast.hate_crime_inspector(2), case).get(f"/desk/cases/{case.reference}/").status_code == 200

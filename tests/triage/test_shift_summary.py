"""One shift leaves its work to the next: from the cases themselves, in words beside, and taken over by name."""

import datetime as dt
import uuid

import pytest

from hatereport import clock
from hatereport.audit.models import Entry
from tests import cast
from tests.triage import chain
from tests.triage.chain import does
from tests.triage.desk_browser import MOST, at_desk, at_most, in_danger
from triage import aftermath
from triage.handling import shift_summaries, standing
from triage.models import Case, ShiftSummary, Task
from triage.refusals import NotInScope

pytestmark = pytest.mark.django_db
SHIFT = "/desk/shift/"


def parts_of(who):
    team = shift_summaries.teams_of(who)[0]
    now = standing.standing(who, team, shift_summaries.last_of(team))
    found = {part.code: list(Case.objects.filter(part.where(now.span))) for part in standing.PARTS}
    assert {code: len(cases) for code, cases in found.items()}.items() <= now.numbers.items()
    return found


def left_by(who, words=""):
    answer = at_desk(who).post(SHIFT, {"words": words, "key": str(uuid.uuid4())})
    assert answer.status_code == 302
    return ShiftSummary.objects.latest("made_at")


def test_what_is_new_in_danger_unassigned_and_due_stands_in_its_part():
    plain, danger = chain.report_received(), in_danger()
    ellen = cast.control_room_sergeant()
    does(ellen, "take", plain)

    parts = parts_of(ellen)

    assert parts["danger"] == [danger]
    assert set(parts["new"]) == {plain, danger}
    assert parts["unassigned"] == [danger]
    assert danger in parts["next"] + parts["overdue"]


def test_a_case_is_named_once_however_many_parts_it_stands_in():
    case = in_danger()
    ellen = cast.control_room_sergeant()
    browser = at_desk(ellen)

    page = browser.get(SHIFT)
    left = browser.get(f"{SHIFT}{left_by(ellen).pk}/")

    assert [code for code, cases in parts_of(ellen).items() if case in cases] != ["danger"]
    assert [one.line.case for one in page.context["now"].named] == [case]
    assert ("Danger", 1) in page.context["now"].counts
    assert [one.line.case for one in left.context["named"]] == [case]
    assert ("Danger", 1) in left.context["counts"]


def test_danger_says_what_was_done():
    case = in_danger()
    browser = at_desk(cast.control_room_sergeant())
    assert "Nobody was sent yet." in browser.get(SHIFT).content.decode()

    does(cast.control_room_operator(), "dispatch_now", case, log_number="CC-77")

    assert "Somebody was sent: log CC-77." in browser.get(SHIFT).content.decode()


def test_what_is_overdue_and_who_waits_longest_for_a_word():
    with clock.at(clock.now() - dt.timedelta(days=3)):
        case = chain.report_received()
    ellen = cast.control_room_sergeant()

    page = at_desk(ellen).get(SHIFT)

    assert parts_of(ellen)["overdue"] == [case]
    assert [one for one, _ in page.context["now"].silent] == [case]
    assert "for 3 days" in page.content.decode()


def test_since_the_last_summary_only_what_is_new_is_new():
    chain.report_received()
    ellen = cast.control_room_sergeant()
    left_by(ellen)
    with clock.at(clock.now() + dt.timedelta(minutes=5)):
        later = chain.report_received(**chain.ELSEWHERE)
        assert parts_of(ellen)["new"] == [later]


def test_restricted_and_sexual_cases_are_counted_and_nothing_else():
    what = {"words": "He touched me.", "kinds": ["sexual"], "who_did": ["stranger"]}
    case = chain.report_received(what=what)
    ellen = cast.control_room_sergeant()

    page = at_desk(ellen).get(SHIFT)

    assert page.context["now"].numbers["kept_out"] == 1
    assert case.reference not in page.content.decode()
    assert page.context["now"].named == []
    assert page.context["now"].counts[1] == ("New since the last summary", 0)
    row = left_by(ellen)
    assert str(case.pk) not in str(row.facts)


def test_in_a_flood_all_are_counted_and_the_most_serious_are_named(monkeypatch):
    monkeypatch.setattr(standing, "ON_A_PAGE", 2)
    plain = [chain.report_received() for _ in range(3)]
    danger = in_danger()
    ellen = cast.control_room_sergeant()

    now = at_desk(ellen).get(SHIFT).context["now"]
    left = at_desk(ellen).get(f"{SHIFT}{left_by(ellen).pk}/").context

    assert [one.line.case for one in now.named] == [danger, plain[0]]
    assert ("New since the last summary", 4) in now.counts
    assert now.counts == left["counts"]
    assert now.more == left["more"] == 2


def test_what_waits_beside_is_counted_whole(monkeypatch):
    monkeypatch.setattr(standing, "SHOWN_BESIDE", 1)
    ellen = cast.control_room_sergeant()
    team = shift_summaries.teams_of(ellen)[0]
    for case in (chain.report_received(), chain.report_received(**chain.ELSEWHERE)):
        Task.objects.create(case=case, team=team, set_at=clock.now(), due_at=clock.now())

    now = standing.standing(ellen, team, None)

    assert [one.begins for one in now.beside] == ["Action in"]
    assert (now.numbers["actions"], now.numbers["signatures"]) == (2, 0)


def test_nobody_hands_over_or_takes_over_for_a_team_they_are_not_in():
    ellen, dev = cast.control_room_sergeant(), cast.dev("control_room_sergeant")
    row = left_by(ellen)

    with pytest.raises(NotInScope):
        shift_summaries.hand_over(dev, row.team, uuid.uuid4(), "Nothing happened.")
    with pytest.raises(NotInScope):
        shift_summaries.take_over(dev, row)


def test_the_words_are_sealed_and_the_next_shift_reads_them_and_takes_over():
    case = chain.report_received()
    ellen, neil = cast.control_room_sergeant(), cast.control_room_sergeant(2)
    row = left_by(ellen, "CANARY: watch the door of the mosque.")

    assert b"CANARY" not in bytes(ShiftSummary.objects.values_list("words_sealed", flat=True).get() or b"")
    browser = at_desk(neil)
    queue = browser.get("/desk/").content.decode()
    assert "Handed over to you" in queue
    assert f"left by {ellen.name}" in queue
    page = browser.get(f"{SHIFT}{row.pk}/").content.decode()
    assert "watch the door of the mosque" in page
    assert case.reference in page

    browser.post(f"{SHIFT}{row.pk}/")

    row.refresh_from_db()
    assert row.taken_by == neil
    assert "Handed over to you" not in browser.get("/desk/").content.decode()
    assert Entry.objects.get(act="shift_taken").actor_id == neil.pk


def test_nobody_takes_over_their_own_and_only_the_first_takes_it():
    ellen, neil, joan = cast.control_room_sergeant(), cast.control_room_sergeant(2), cast.control_room_operator()
    row = left_by(ellen)

    for who in (ellen, neil, joan):
        at_desk(who).post(f"{SHIFT}{row.pk}/")

    row.refresh_from_db()
    assert row.taken_by == neil


def test_handed_over_twice_by_one_click_is_one():
    browser, key = at_desk(cast.control_room_sergeant()), str(uuid.uuid4())

    for _ in range(2):
        browser.post(SHIFT, {"words": "Once.", "key": key})

    assert ShiftSummary.objects.count() == 1


def test_another_team_and_another_force_find_no_summary():
    row = left_by(cast.control_room_sergeant())

    for who in (cast.local_focus_sergeant(), cast.dev("control_room_sergeant")):
        assert at_desk(who).get(f"{SHIFT}{row.pk}/").status_code == 404
        assert at_desk(who).post(f"{SHIFT}{row.pk}/").status_code == 404


def test_a_case_handed_to_somebody_waits_on_their_queue():
    case = chain.report_received()
    ellen, neil = cast.control_room_sergeant(), cast.control_room_sergeant(2)
    move = does(ellen, "hand_over", case, person=str(neil.pk))
    from_worker(move)

    page = at_desk(neil).get("/desk/").content.decode()

    assert "Handed over to you" in page


def from_worker(move):
    """What the worker does with the notice of a move."""
    aftermath.follow_up(move.pk)


def test_who_has_no_such_team_is_told_so():
    page = at_desk(cast.force_crime_registrar()).get(SHIFT)

    assert page.status_code == 200
    assert "None of your teams hands over" in page.content.decode()


def test_forty_cases_take_few_queries():
    for _ in range(40):
        chain.report_received()
    in_danger()
    ellen = cast.control_room_sergeant()
    left_by(ellen)
    browser = at_desk(ellen)

    with at_most(MOST):
        browser.get(SHIFT)
    with at_most(MOST):
        browser.get(f"{SHIFT}{ShiftSummary.objects.get().pk}/")
    next_shift = at_desk(cast.control_room_sergeant(2))
    with at_most(MOST):
        assert "Handed over to you" in next_shift.get("/desk/").content.decode()

"""Floods: thousands cleared by two people, and no real report among them lost (practice.md 16)."""

import datetime as dt
import time
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from hatereport import clock, outbox
from hatereport.audit.models import Entry
from incidents.models import Message, Report
from partners.models import Person
from tests import cast
from tests.files_of_the_cast import evidence_of
from tests.triage import flooding
from tests.triage.chain import does
from tests.triage.desk_browser import MOST, at_desk, at_most
from tests.triage.flooding import pour, real, said
from triage.floods import asking, clearing, reading, standing_out
from triage.floods.standing_out import Sorted
from triage.models import Case, FirstLook, FloodClearing, Move, SecondLook
from triage.news.alarms import calls_for
from triage.refusals import NotInScope, Refused

pytestmark = pytest.mark.django_db

TEXT = "The manager of the Kings Arms refuses foreigners and says so loudly to everybody at the bar every evening."


def found(person: Person | None = None) -> list[Sorted]:
    person = person or cast.control_room_operator()
    return asking.groups_of(person, reading.unassessed(person, 1))


def read(group: Sorted, who: Person | None = None) -> Sorted:
    """The group, when they have said that they know nobody in it."""
    who = who or cast.control_room_operator()
    asking.answer(who, group, knows_somebody=False)
    again = asking.group_of(who, 1, group.lead.case.pk)
    assert again is not None
    return again


def proposed(group: Sorted, who: Person | None = None) -> FloodClearing:
    who = who or cast.control_room_operator()
    return clearing.propose(who, read(group, who), clock.now(), reason="spam", words="One sender.")


def confirmed(of: FloodClearing, who: Person | None = None) -> FloodClearing:
    who = who or cast.control_room_operator(2)
    clearing.answer(of.pk, who, knows_somebody=False)
    clearing.decide(of.pk, who, confirm=True)
    carried_out("flood.confirmed")
    of.refresh_from_db()
    return of


def carried_out(topic: str) -> None:
    """What the worker does, until nothing of it waits."""
    while notices := list(outbox.Notice.objects.filter(topic=topic, done_at=None)):
        assert all(outbox.deliver(notice.pk) for notice in notices)


def test_a_flood_that_names_its_postcode_does_not_make_itself_stand_out() -> None:
    for _ in range(6):
        real(TEXT, where={"place_type": "street", "postcode": "CA1 1AA"})

    (group,) = found()

    assert {flag for one in group.alike for flag in one.case.flags} == standing_out.MADE_BY_MANY
    assert (len(group.alike), len(group.standing)) == (6, 0)


def test_the_same_text_in_other_capitals_and_marks_is_one_group():
    pour([said(TEXT), said(TEXT.upper()), said(TEXT.replace(".", "!!")), said(f"  {TEXT}"), said(TEXT)])

    (group,) = found()

    assert (len(group.alike), group.standing) == (5, ())


def test_a_template_with_a_name_changed_is_one_group():
    pour(
        said(f"{TEXT} Signed {name} {number}.")
        for number, name in enumerate(("Ann", "Bob", "Cyd", "Dee", "Eve", "Fay"))
    )

    (group,) = found()

    assert len(group.alike) == 6


def test_different_texts_are_no_group():
    pour(
        said(words)
        for words in (
            "A man spat at my neighbour outside the chemist on Botchergate.",
            "Stickers with slogans on the lamp posts by the school.",
            "The barber would not cut his hair and laughed.",
            "Somebody shouted at a woman in a scarf on the bus.",
            "They pulled the ramp away when he came with his chair.",
        )
    )

    assert found() == []


def test_four_alike_are_no_group():
    pour([said(TEXT)] * 4)

    assert found() == []


def test_each_blamed_name_is_a_group_and_another_name_stands_out():
    pour([said(TEXT, blames="John Brown")] * 6 + [said(TEXT, blames="Mary Green")] * 5 + [said(TEXT, blames="Zed")])

    brown, green = found()

    assert (brown.group.target, len(brown.alike)) == ("John Brown", 6)
    assert (green.group.target, len(green.alike)) == ("Mary Green", 5)
    assert [labels for _, labels in brown.standing] == [(standing_out.ANOTHER_NAME,)]


REAL: dict[str, dict[str, Any]] = {
    "danger": {"danger": {"danger": "yes"}},
    "flags": {"where": {"place_type": "school"}},
    "victim": {"who": {"filer": "victim", "under_18": "no"}},
    "on_behalf": {"who": {"filer": "on_behalf", "agreement": "yes"}},
    "contact": {"contact": {"contact": "yes", "name": "Tom", "phone": "07700 900456", "channels": ["call"]}},
    "left_contact": {"contact": {"contact": "record_only", "record_phone": "07700 900456"}},
    "language": {"language": "pl"},
    "crime": {"what": {"words": TEXT, "kinds": ["hit"]}},
}


@pytest.mark.parametrize("why", REAL)
def test_a_report_that_may_be_real_stands_out_of_its_text(why):
    pour([said(TEXT)] * 5)
    case = real(TEXT, **REAL[why])

    (group,) = found()

    assert [one.case.pk for one, _ in group.standing] == [case.pk]
    assert case.pk not in {one.case.pk for one in group.alike}


def test_who_wrote_more_added_a_file_or_came_back_stands_out():
    pour([said(TEXT)] * 5)
    more = real(f"{TEXT} He followed me home last night and is outside.")
    filed, back, begun = real(TEXT), real(TEXT), real(TEXT)
    evidence_of(filed.report)
    wrote(back)
    does(cast.control_room_sergeant(), "take", begun)

    (group,) = found()

    assert {one.case.pk for one, _ in group.standing} == {more.pk, filed.pk, back.pk, begun.pk}


def wrote(case: Case) -> None:
    report = case.report
    message = Message(report=report, content=report.content, direction="from_reporter", sent_at=clock.now())
    message.submission_key, message.words = report.pk, "It was me."
    message.save()


def test_nobody_clears_a_flood_alone():
    pour([said(TEXT)] * 5)
    of = proposed(found()[0])

    with pytest.raises(Refused, match="Somebody else"):
        clearing.decide(of.pk, cast.control_room_operator(), confirm=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        FloodClearing.objects.filter(pk=of.pk).update(state="confirmed", decided_by=of.proposed_by)

    assert not Move.objects.filter(act="mark_not_a_report").exists()


def test_confirmed_each_report_is_marked_in_both_names():
    cases = pour([said(TEXT)] * 6)

    of = confirmed(proposed(found()[0]))

    moves = Move.objects.filter(act="mark_not_a_report")
    assert (of.state, of.cleared, of.left) == ("done", 6, 0)
    assert moves.count() == 6
    assert {(move.actor_id, move.countersigned_by_id) for move in moves} == {(of.proposed_by_id, of.decided_by_id)}
    assert set(Case.objects.values_list("state", flat=True)) == {"not_a_report"}
    assert Report.objects.count() == 6
    chains = {f"case:{case.pk}" for case in cases}
    entries = Entry.objects.filter(act="mark_not_a_report")
    assert set(entries.values_list("chain", flat=True)) == chains
    assert FirstLook.objects.filter(conflict=False).count() == 12


def test_what_comes_to_stand_out_before_the_marking_is_left():
    cases = pour([said(TEXT)] * 7)
    of = proposed(found()[0])
    wrote(cases[0])
    does(cast.control_room_sergeant(), "take", cases[1])

    confirmed(of)

    assert (of.cleared, of.left) == (5, 2)
    assert set(Case.objects.filter(state="control_room").values_list("pk", flat=True)) == {cases[0].pk, cases[1].pk}


def test_a_retry_marks_nothing_twice(monkeypatch):
    pour([said(TEXT)] * 9)
    monkeypatch.setattr(clearing, "BATCH", 4)
    of = proposed(found()[0])
    clearing.answer(of.pk, cast.control_room_operator(2), knows_somebody=False)
    clearing.decide(of.pk, cast.control_room_operator(2), confirm=True)
    first = outbox.Notice.objects.get(topic="flood.confirmed")
    outbox.deliver(first.pk)
    outbox.deliver(first.pk)

    carried_out("flood.confirmed")

    of.refresh_from_db()
    assert (of.state, of.cleared) == ("done", 9)
    assert Move.objects.filter(act="mark_not_a_report").count() == 9


def test_what_came_after_the_page_was_drawn_is_not_in_the_proposal():
    pour([said(TEXT)] * 5)
    seen_at = clock.now()
    with clock.at(seen_at + dt.timedelta(minutes=1)):
        late = pour([said(TEXT)])
        group = read(found()[0])
        of = clearing.propose(cast.control_room_operator(), group, seen_at, reason="spam", words="")

    assert len(of.cases) == 5
    assert late[0].pk not in of.cases


def test_the_same_reports_are_not_proposed_twice():
    pour([said(TEXT)] * 5)
    proposed(found()[0])

    with pytest.raises(Refused, match="proposed this already"):
        proposed(found()[0], cast.control_room_sergeant())


@pytest.mark.parametrize("minutes", [-60, 1])
def test_a_page_that_was_never_drawn_then_proposes_nothing(minutes: int):
    pour([said(TEXT)] * 5)
    group, until = read(found()[0]), clock.now() + dt.timedelta(minutes=minutes)

    with pytest.raises(Refused, match="Open the group again"):
        clearing.propose(cast.control_room_operator(), group, until, reason="spam", words="")

    assert not FloodClearing.objects.exists()


# --- whether they know anyone in it -------------------------------------------------------------------------------------


def test_nobody_reads_a_group_before_they_have_said_whom_they_know():
    pour([said(TEXT, blames="John Brown")] * 5)
    browser = at_desk(cast.control_room_operator())

    view = browser.get("/desk/flood/")
    address = view.context["groups"][0]["address"]
    asked = browser.get(address)
    typed = browser.post(address, {"until": clock.now().isoformat(), "not_report_reason": "spam"})

    for page in (view, asked, typed):
        assert "John Brown" not in page.content.decode()
        assert "Kings Arms" not in page.content.decode()
        assert "Do you know the person named or anyone in these reports" in page.content.decode()
    with pytest.raises(Refused, match="Say first"):
        clearing.propose(cast.control_room_operator(), found()[0], clock.now(), reason="spam", words="")
    assert not FloodClearing.objects.exists()


def test_it_is_asked_once_for_each_group_and_kept_for_each_report():
    cases = pour([said(TEXT, blames="John Brown")] * 6)
    joan = cast.control_room_operator()
    browser = at_desk(joan)
    address = browser.get("/desk/flood/").context["groups"][0]["address"]

    answered = browser.post(address, {"declared": "no"}).content.decode()

    assert "John Brown" in answered
    assert FirstLook.objects.filter(person=joan, conflict=False).count() == len(cases)
    assert "Kings Arms" in browser.get("/desk/flood/").content.decode()
    assert "Kings Arms" in browser.get(address).content.decode()
    assert Entry.objects.get(act="flood_first_look").detail == {"conflict": False, "count": 6}


def test_who_knows_somebody_is_out_of_the_group_and_of_what_joins_it():
    pour([said(TEXT, blames="John Brown")] * 6)
    of = proposed(found()[0])
    becky = cast.control_room_operator(2)
    browser = at_desk(becky)
    address = browser.get("/desk/flood/").context["groups"][0]["address"]

    gone = browser.post(address, {"declared": "yes"})
    pour([said(TEXT, blames="John Brown")] * 6)

    assert gone["Location"] == "/desk/flood/"
    assert found(becky) == []
    assert "John Brown" not in browser.get("/desk/flood/").content.decode()
    assert browser.get(address)["Location"] == "/desk/flood/"
    assert browser.get(f"/desk/flood/clearings/{of.pk}/").status_code == 404
    with pytest.raises(NotInScope):
        clearing.decide(of.pk, becky, confirm=True)
    assert len(found()[0].alike) == 12  # a colleague goes on with all of them


def test_the_second_person_is_asked_before_they_read_what_is_proposed():
    pour([said(TEXT)] * 5)
    of = proposed(found()[0])
    becky = cast.control_room_operator(2)
    browser, address = at_desk(becky), f"/desk/flood/clearings/{of.pk}/"

    assert "Kings Arms" not in browser.get(address).content.decode()
    with pytest.raises(Refused, match="Say first"):
        clearing.decide(of.pk, becky, confirm=True)
    assert "Kings Arms" in browser.post(address, {"declared": "no"}).content.decode()
    assert browser.post(address, {"decision": "confirm"})["Location"] == address

    of.refresh_from_db()
    assert of.decided_by == becky


def test_whoever_holds_one_of_them_and_knows_somebody_lets_go_of_it():
    cases = pour([said(TEXT)] * 6)
    joan = cast.control_room_operator()
    does(cast.control_room_sergeant(), "take", cases[0])
    ellen = cast.control_room_sergeant()

    asking.answer(ellen, found(ellen)[0], knows_somebody=True)

    cases[0].refresh_from_db()
    assert cases[0].holder is None
    assert found(ellen) == []
    assert len(found(joan)[0].alike) == 5


def test_another_force_sees_neither_the_flood_nor_its_clearing():
    pour([said(TEXT)] * 5)
    of = proposed(found()[0])
    dev = cast.dev("control_room_operator")

    assert found(dev) == []
    assert at_desk(dev).get(f"/desk/flood/clearings/{of.pk}/").status_code == 404
    with pytest.raises(NotInScope):
        clearing.decide(of.pk, dev, confirm=True)


def test_a_sergeant_undoes_a_clearing_for_28_days_and_once():
    pour([said(TEXT)] * 6)
    of, ellen = confirmed(proposed(found()[0])), cast.control_room_sergeant()
    with pytest.raises(Refused, match="sergeant"):
        clearing.undo(of.pk, cast.control_room_operator(), why="They were real.")
    with clock.at(clock.now() + dt.timedelta(days=29)), pytest.raises(Refused, match="28 days"):
        clearing.undo(of.pk, ellen, why="They were real.")

    clearing.undo(of.pk, ellen, why="They were real.")
    carried_out("flood.undone")

    assert set(Case.objects.values_list("state", flat=True)) == {"local_focus"}
    with pytest.raises(Refused, match="once"):
        clearing.undo(of.pk, ellen, why="Again.")


def test_one_in_ten_is_drawn_for_a_second_person():
    pour([said(TEXT)] * 200)

    confirmed(proposed(found()[0]))

    assert 5 <= SecondLook.objects.count() <= 45


def test_pages_of_a_flood_take_few_queries():
    pour([said(TEXT)] * 60 + [said(TEXT, who={"filer": "victim", "under_18": "no"})] * 60)
    browser = at_desk(cast.control_room_operator())
    of = proposed(found()[0])

    lead = browser.get("/desk/flood/").context["groups"][0]["lead"]
    for address in ("/desk/flood/", f"/desk/flood/{lead.pk}/", f"/desk/flood/clearings/{of.pk}/"):
        with at_most(MOST):
            assert browser.get(address).status_code == 200


def test_the_flood_page_is_one_entry_with_its_counts_and_no_words():
    pour([said(TEXT, blames="John Brown")] * 5)

    at_desk(cast.control_room_operator()).get("/desk/flood/")

    entry = Entry.objects.get(act="flood")
    assert (entry.action, entry.detail) == ("consultation", {"days": 1, "count": 5, "groups": 1})


# --- a day of 3,400 -----------------------------------------------------------------------------------------------------

TEMPLATES = (
    (
        "{} wants him gone because of where he comes from, the whole estate says the same about him.",
        "John Brown",
        1300,
    ),
    (TEXT, "", 900),
    ("Vote {} to close the centre on Warwick Road, they do not belong in our town and never will.", "", 650),
    ("", "", 307),
    ("Buy cheap watches at our shop today, number {}, best prices in the whole of the north.", "", 200),
)
PLACES = ("the chemist", "the library", "our school", "Asda", "the bus station", "the mosque", "a café", "the park")
DEEDS = ("shouted at two women in scarves", "spat on the ground before him", "laughed at how she walks", "called him names",
         "would not let them sit down")  # fmt: skip


def a_day() -> tuple[list[Case], list[Case]]:
    """(the 40 real, the 3 urgent) in a flood of 3,357: half of the real hidden in the flood's own words."""
    flood = [said(text.format(number), blames=blames) for text, blames, times in TEMPLATES for number in range(times)]
    pour(flood[:2000])
    hidden = [real(TEXT, **answers) for name, answers in REAL.items() if name != "danger"] * 1
    hidden += [real(TEXT, who={"filer": "victim", "under_18": "no"}) for _ in range(8)]
    hidden += [real(f"{TEXT} My daughter was there and cried all night, number {n}.") for n in range(5)]
    alone = [real(f"Somebody at {PLACES[n % 8]} {DEEDS[n % 5]} on {n + 1} June and walked off.") for n in range(20)]
    urgent = [real(TEXT, danger={"danger": "yes"}), real("He is at the door with a knife.", danger={"danger": "yes"})]
    urgent.append(real(TEMPLATES[0][0].format(7), danger={"danger": "yes"}))
    pour(flood[2000:])
    return [*hidden, *alone], urgent


def test_three_thousand_four_hundred_in_a_day_lose_no_real_one():
    real_ones, urgent = a_day()
    assert (len(real_ones), len(urgent), Report.objects.count()) == (40, 3, 3400)
    joan, becky = cast.control_room_operator(), cast.control_room_operator(2)
    first = flooding.Counted(joan, at_desk(joan))
    second = flooding.Counted(becky, at_desk(becky))

    began = time.perf_counter()
    view = first.open("/desk/flood/")
    took = time.perf_counter() - began
    on_top = {row["line"].case.pk for row in view.context["urgent"][:3]}
    called = {call.reference for call in calls_for(joan)}

    assert on_top == {case.pk for case in urgent}
    assert called >= {case.reference for case in urgent}
    assert took < 4, took  # under two seconds on a machine of its own

    for group in view.context["groups"]:
        page = first.send(group["address"], declared="no")
        answers = {"until": page.context["until"], "not_report_reason": "spam"}
        to = first.send(group["address"], **answers)["Location"]
        assert second.send(to, declared="no").status_code == 200
        second.send(to, decision="confirm")

    waiting = FloodClearing.objects.filter(state="confirmed")
    cleared = {pk for of in waiting for pk in of.cases}
    kept = {case.pk for case in (*real_ones, *urgent)}
    assert not cleared & kept
    assert len(cleared) + len(kept) == 3400
    left = first.open("/desk/flood/").context
    assert left["total"] == 3400  # nothing is gone: marking them is the worker's, one by one
    steps = sum(one.pages + one.sent for one in (first, second))
    # Five groups of four steps each, and three for each case that is opened, read and decided by itself.
    assert (len(waiting), steps) == (5, 22)
    assert steps + 3 * len(kept) < 160

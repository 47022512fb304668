"""How a force is doing: whose numbers, which days, what each measure counts, what leaves the house, and what it costs."""

import csv
import datetime as dt
import io
import json
from typing import Any

import pytest

from hatereport import clock
from hatereport.audit.models import Entry
from hatereport.working_time import LONDON
from incidents.models import Classification
from partners.models import Person, Team
from tests import cast
from tests.triage import chain
from tests.triage.chain import does
from tests.triage.desk_browser import MOST, at_desk, at_most
from triage.clocks import sweeping
from triage.models import Case, SecondLook
from triage.performance.asked import NobodysNumbers, asked
from triage.performance.drawing import picture
from triage.performance.exports import export
from triage.performance.figures import Figures, Share, Tally
from triage.performance.measures import MEASURE, MEASURES, PARTS, of_part
from triage.performance.reach import COUNTS, apart, reaches_of
from triage.performance.small_numbers import HIDDEN, NOTE, without_small
from triage.scope import visible_to

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)
PATH = "/desk/performance/"
#: Somebody else, elsewhere, and no crime by any rule.
AWAY = {name: said for name, said in chain.ELSEWHERE.items() if name != "what"}


def figures(code: str, who: Person | None = None, said: dict[str, str] | None = None) -> Any:
    who = who or cast.hate_crime_lead()
    who.forget_roles()
    return MEASURE[code].query(asked(who, said or {}), who)


def rows(code: str, who: Person | None = None, said: dict[str, str] | None = None) -> dict[Any, tuple[Any, ...]]:
    return {row[0]: row[1:] for row in figures(code, who, said).rows}


def days(first: str, last: str) -> dict[str, str]:
    return {"period": "custom", "from": first, "to": last}


# --- whose numbers ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", COUNTS)
def test_what_is_counted_is_never_more_than_may_be_seen(role):
    who = cast.person(role)
    for sections in ({}, chain.ELSEWHERE, {"what": {"words": "An officer did it.", "who_did": ["police"]}}):
        chain.report_received(**sections)
    chain.crime_in("under_investigation", **chain.ELSEWHERE)

    (reach,) = reaches_of(who).values()
    counted = set(Case.objects.filter(reach.cases()).values_list("pk", flat=True))

    assert counted <= set(visible_to(who).values_list("pk", flat=True))
    assert not Case.objects.filter(pk__in=counted, restricted=True).exists()


def test_an_inspector_of_an_area_counts_that_area_and_asks_for_no_other():
    carlisle = chain.incident_in("local_focus")
    chain.incident_in("local_focus", **AWAY)
    who = cast.local_focus_inspector()

    assert [row[1] for row in figures("stages", who).rows] == [1]
    with pytest.raises(NobodysNumbers):
        asked(who, {"area": "nowhere"})
    assert at_desk(who).get(PATH, {"area": "nowhere"}).status_code == 404
    assert list(reaches_of(who)[carlisle.force_id].areas or ()) == [carlisle.area_id]


def test_a_supervising_sergeant_counts_the_own_team():
    chain.report_received()
    chain.crime_in("under_investigation", **chain.ELSEWHERE)

    assert list(rows("stages", cast.supervising_sergeant())) == ["Under investigation (crime)"]


def test_another_force_counts_none_of_it_and_cannot_ask_for_it():
    chain.report_received()
    dev = cast.dev("hate_crime_lead")

    assert figures("stages", dev).rows == []
    assert at_desk(dev).get(PATH, {"force": "cumbria"}).status_code == 404
    assert at_desk(dev).get(f"{PATH}stages/csv/", {"force": "cumbria"}).status_code == 404


@pytest.mark.parametrize("who", [cast.auditor, cast.officer, cast.control_room_operator, cast.force_administrator])
def test_who_leads_nothing_counts_nothing(who):
    assert at_desk(who()).get(PATH).status_code == 403
    assert at_desk(who()).get(f"{PATH}stages/csv/").status_code == 403


def test_a_declared_conflict_keeps_a_case_from_being_named():
    case = chain.report_received()
    lead = cast.hate_crime_lead()
    assert case.reference in str(figures("longest_silence", lead).rows)

    case.first_looks.create(person=lead, conflict=True, at=clock.now())

    assert case.reference not in str(figures("longest_silence", lead).rows)


def test_what_may_be_sexual_is_in_no_breakdown():
    sexual = chain.report_received(what={"words": "He touched me.", "kinds": ["sexual"]})
    assert "sexual" in sexual.flags

    assert not Case.objects.filter(apart(), pk=sexual.pk).exists()
    assert figures("longest_silence").rows == []
    assert figures("outcomes").rows == []


# --- which days -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("this_month", "2026-02-01", "2026-02-28"),
        ("last_month", "2026-01-01", "2026-01-31"),
        ("quarter", "2026-01-01", "2026-03-31"),
        ("year", "2025-04-01", "2026-03-31"),
        ("nonsense", "2026-02-01", "2026-02-28"),
    ],
)
def test_days_are_counted_as_the_police_count_them(period, first, last):
    with clock.at(dt.datetime(2026, 2, 10, 12, tzinfo=LONDON)):
        question = asked(cast.hate_crime_lead(), {"period": period})

    assert (question.first.isoformat(), question.last.isoformat()) == (first, last)


def test_days_of_ones_own_are_in_the_address_and_wrong_ones_are_said():
    lead = cast.hate_crime_lead()
    own = asked(lead, {"period": "custom", "from": "2026-01-05", "to": "2026-01-06"})

    assert own.end - own.start == 2 * DAY
    assert asked(lead, dict(part.split("=") for part in own.address.split("&"))) == own
    for wrong in ({"from": "2026-01-05"}, {"from": "2026-01-05", "to": "2026-01-04"}, {"from": "soon", "to": "later"}):
        assert asked(lead, {"period": "custom", **wrong}).wrong
        shown = at_desk(lead).get(PATH, {"part": "work", "period": "custom", **wrong}).content.decode()
        assert 'href="#from"' in shown, "said in the summary"
        assert "govuk-error-message" in shown, "and at the boxes"
        assert all(f'value="{typed}"' in shown for typed in wrong.values()), "nothing typed is lost"


def test_what_waits_now_asks_for_no_days_and_carries_those_that_were_chosen():
    own = {"period": "custom", "from": "2026-01-05", "to": "2026-01-06"}

    shown = at_desk(cast.hate_crime_lead()).get(PATH, own).content.decode()

    assert 'type="date"' not in shown
    assert all(f'name="{name}" value="{value}"' in shown for name, value in own.items())


def test_the_page_names_the_law_and_none_of_our_own_papers():
    shown = at_desk(cast.hate_crime_lead()).get(PATH).content.decode()

    assert "Victims&#x27; Code right 6" in shown
    assert "local design" not in shown
    assert "practice.md" not in shown


# --- what is counted --------------------------------------------------------------------------------------------------


def test_work_grows_old_at_its_stage():
    for days in (0, 3, 40):
        with clock.at(clock.now() - days * DAY):
            chain.report_received(**(chain.ELSEWHERE if days else {}))

    opened, oldest, median, *spread = rows("stages")["Control room (crime)"]

    assert (opened, oldest.days, median.days) == (3, 40, 3)
    assert spread == [1, 1, 0, 1]


def test_silence_is_counted_and_the_longest_named_first():
    with clock.at(clock.now() - 60 * DAY):
        old = chain.report_received()
    new = chain.report_received(**chain.ELSEWHERE)

    assert [row[1] for row in figures("silence").rows] == [1, 0, 0, 1]
    assert [str(row[0]) for row in figures("longest_silence").rows] == [old.reference, new.reference]


def test_deadlines_are_met_and_missed_with_their_numbers():
    chain.crime_in("under_investigation")
    late = chain.report_received(**chain.ELSEWHERE)
    with clock.at(late.clocks.get(kind="attendance").due_at):
        sweeping.sweep()

        found = rows("clocks")

    stage, met, missed, share = found["Attendance"]
    assert (stage, met, missed, share) == ("Officer sent", 1, 1, Share(1, 2))


def test_the_first_word_and_who_was_here_before():
    chain.report_received()
    with clock.at(clock.now() - DAY):
        spoken = chain.incident_in("local_focus", when={"repeat": "many"})
    reached = {"contact_channel": "return_page", "contact_result": "reached", "contact_words": "Talked."}
    does(cast.local_focus_sergeant(), "take", spoken)
    does(cast.local_focus_sergeant(), "record_contact_attempt", spoken, **reached)
    since = (clock.now() - 3 * DAY).date().isoformat()

    found = rows("contact", said=days(since, clock.now().date().isoformat()))

    assert found["Reports that began a case"][0] == 2
    assert found["Spoken with or reached"][0] == Share(1, 2)
    assert found["Spoken with or reached"][1] >= DAY
    assert found["Say that it happened before"][0] == Share(1, 2)


def test_weeks_are_all_there_even_empty_ones():
    chain.report_received()
    today = clock.now().astimezone(LONDON).date()

    found = figures("weeks", said=days((today - 20 * DAY).isoformat(), today.isoformat())).rows

    assert len(found) in (3, 4)
    assert sum(row[1] for row in found) == 1
    assert found[-1][1] == 1


def test_what_an_inspector_gives_back_is_a_share_of_all_her_decisions():
    case = chain.crime_in("nfa_final_review")
    inspector = cast.hate_crime_inspector()
    back = {"directions": "Ask the shop for its film.", "direction_due": "24", "reasons": "Not asked."}
    does(inspector, "return_for_investigation", case, **back)
    chain.crime_in("victim_to_be_told", **chain.ELSEWHERE)

    decisions, returned, half, most = rows("reviews")["Hate crime inspector's final review"]

    assert (decisions, returned) == (2, Share(1, 2))
    assert half <= most < DAY


def test_outcomes_stand_under_each_strand_and_are_never_added_up():
    chain.crime_in("victim_to_be_told", why={"strands": ["race", "religion"], "reason": "The words."})
    Case.objects.update(strands=["race", "religion"])

    found = figures("outcomes")

    assert [(row[1], row[2]) for row in found.rows] == [(1, 0), (1, 0)]
    assert "18" in str(found.rows[0][3])
    assert "must not be added up" in found.note


def test_a_crime_is_counted_on_the_day_it_was_recorded():
    case = chain.crime_in("under_investigation")
    case.offences.update(recorded_on=dt.date(2020, 5, 5))

    assert figures("outcomes").rows == []
    assert figures("outcomes", said=days("2020-05-01", "2020-05-31")).rows


def test_where_people_overrule_the_rules_is_kept_by_strand_and_language():
    case = chain.report_received(**chain.NO_CRIME)
    assert Classification.objects.get(report=case.report, source="rule").kind == "hate_incident"
    sending = {**chain.dispatching(cast.officer(), cast.supervising_sergeant()), "road": "dispatch"}
    does(cast.control_room_sergeant(), "assess_as_crime", case, **sending)

    found = rows("overrides")

    assert found["Language: English"][:2] == (1, Share(1, 1))
    assert found["Language: English"][2] == Share(0, 1)


def test_second_readings_say_how_many_agree():
    looks = []
    for sections in ({}, chain.ELSEWHERE):
        case = chain.crime_in("victim_to_be_told", **sections)
        move = case.moves.get(act="uphold_nfa")
        drawn = {"kind": "nfa", "case": case, "first_by": move.actor, "asked_at": clock.now()}
        looks.append(SecondLook.objects.get_or_create(move=move, defaults=drawn)[0])
    look = looks[0]
    look.reader, look.read_at, look.agrees = cast.hate_crime_inspector(2), clock.now(), False
    look.save()

    (row,) = figures("second_looks").rows

    assert row[1:] == (1, Share(0, 1), 1)


def test_people_stand_in_the_order_of_their_names():
    for number, sections in ((2, {}), (1, chain.ELSEWHERE)):
        case = chain.report_received(**sections)
        does(cast.control_room_sergeant(number), "take", case)
        if number == 2:
            chain.report_received(**chain.NO_CRIME)

    found = figures("people")
    names = [row[0] for row in found.rows]

    assert names == sorted(names)
    assert len(names) == 2
    assert found.head == ("Holder", "Team", "Open now")
    assert "nobody is judged by it" in found.note


def test_teams_have_what_is_open_came_and_ended():
    chain.crime_in("closed")
    chain.report_received(**chain.ELSEWHERE)

    found = rows("teams")

    assert sum(row[0] for row in found.values()) == 1
    assert sum(row[1] for row in found.values()) == 2
    assert sum(row[2] for row in found.values()) == 1


# --- as pages ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def some_of_everything() -> None:
    chain.crime_in("closed")
    chain.incident_in("inspector_review", contact=AWAY["contact"], where={"place_type": "street", "postcode": "CA1"})
    chain.report_received(danger={"danger": "yes"}, what={"words": "He is here.", "kinds": ["threatened"]})


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.code)
def test_each_part_is_a_page_in_few_queries(part, some_of_everything):
    desk = at_desk(cast.duty_inspector())

    with at_most(MOST):
        page = desk.get(PATH, {"part": part.code, "period": "quarter"})

    said = page.content.decode()
    assert page.status_code == 200
    assert all(measure.label in said for measure in of_part(part.code))
    assert " style=" not in said
    assert "<title>Performance: " in said


def test_every_measure_has_its_reason_and_stands_on_a_part():
    assert {measure.part for measure in MEASURES} == {part.code for part in PARTS}
    assert all(measure.why and measure.source and measure.unit for measure in MEASURES)
    assert len(MEASURE) == len(MEASURES)


def test_a_look_is_a_consultation_with_what_was_asked():
    lead = cast.hate_crime_lead()

    at_desk(lead).get(PATH, {"part": "work", "period": "last_month"})

    entry = Entry.objects.get(act="performance")
    assert (entry.action, entry.actor_id, entry.force) == ("consultation", lead.pk, "cumbria")
    assert (entry.detail["part"], entry.detail["period"]) == ("work", "last_month")


def test_a_picture_says_in_words_what_it_shows():
    drawn = picture("Open cases", Figures(("Stage", "Open"), [("Control room", 4), ("Closed", 2)], drawn=(1,)))

    assert drawn is not None
    assert [bar.says for bar in drawn.bars] == ["4", "2"]
    assert drawn.bars[0].width == 2 * drawn.bars[1].width
    assert "Control room" in drawn.says
    assert picture("Nothing", Figures(("Stage", "Open"), [("Closed", 0)], drawn=(1,))) is None


def test_the_picture_and_the_table_stand_side_by_side(some_of_everything):
    page = at_desk(cast.hate_crime_lead()).get(PATH).content.decode()

    assert '<svg viewBox="0 0 300' in page
    assert '<title id="t-stages">' in page
    assert "<desc " in page
    assert page.count("<table") == len(of_part("waiting"))


# --- what leaves the house --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("measure", [one for one in MEASURES if one.leaves], ids=lambda measure: measure.code)
def test_every_measure_leaves_as_a_file_and_that_is_recorded(measure, some_of_everything):
    lead = cast.hate_crime_lead()
    desk = at_desk(lead)

    table = desk.get(f"{PATH}{measure.code}/csv/")
    said = desk.get(f"{PATH}{measure.code}/json/")

    shown = figures(measure.code, lead).rows
    read = list(csv.reader(io.StringIO(table.content.decode("utf-8-sig"))))
    assert len(read) >= 1 + len(shown)
    assert len(json.loads(said.content)["rows"]) == len(shown)
    assert table["Content-Disposition"].startswith("attachment")
    entries = Entry.objects.filter(act="performance_export", action="disclosure", actor_id=lead.pk).order_by("id")
    assert [entry.detail["format"] for entry in entries] == ["csv", "json"]
    assert all(entry.detail["measure"] == measure.code and entry.force == "cumbria" for entry in entries)


def test_a_share_leaves_as_its_two_numbers_and_a_length_as_hours():
    chain.crime_in("under_investigation")
    lead = cast.hate_crime_lead()

    read = list(csv.DictReader(io.StringIO(at_desk(lead).get(f"{PATH}clocks/csv/").content.decode("utf-8-sig"))))
    stages = at_desk(lead).get(f"{PATH}stages/csv/").content.decode("utf-8-sig")

    attendance = next(row for row in read if row["Deadline"] == "Attendance")
    assert (attendance["In time"], attendance["In time: of"]) == (HIDDEN, HIDDEN)
    assert "Oldest (hours)" in stages
    asked_now, many = asked(lead, {}), Figures(("Step", "In time", "Waited"), [("Review", Share(12, 20), DAY)])
    assert export(MEASURE["reviews"], asked_now, many, "csv").decode("utf-8-sig").splitlines() == [
        "Step,In time,In time: of,Waited (hours)",
        "Review,12,20,24.0",
    ]


def test_a_name_that_begins_like_a_formula_stays_text():
    case = chain.report_received()
    Team.objects.filter(pk=case.holding_team_id).update(name="=1+1")

    said = at_desk(cast.hate_crime_lead()).get(f"{PATH}teams/csv/").content.decode("utf-8-sig")

    assert "'=1+1" in said


def test_numbers_of_named_people_leave_in_no_file(some_of_everything):
    desk = at_desk(cast.hate_crime_lead())

    assert f"{PATH}people/" not in desk.get(f"{PATH}?part=load").content.decode()
    assert desk.get(f"{PATH}people/csv/").status_code == 404
    assert not Entry.objects.filter(act="performance_export").exists()


@pytest.mark.parametrize(
    ("rows_of", "left"),
    [
        ([("A", 4), ("B", 30), ("C", 9)], [("A", HIDDEN), ("B", 30), ("C", HIDDEN)]),
        ([("A", 4), ("B", 3), ("C", 9)], [("A", HIDDEN), ("B", HIDDEN), ("C", 9)]),
        ([("A", 0), ("B", 5)], [("A", 0), ("B", 5)]),
        ([("A", 1)], [("A", HIDDEN)]),
        ([("A", Share(19, 20)), ("B", Share(10, 20))], [("A", HIDDEN), ("B", HIDDEN)]),
        ([("A", 7, Tally((("8", 2), ("18", 5))), DAY)], [("A", HIDDEN, HIDDEN, HIDDEN)]),
        ([("A", 0, None, Share(0, 12))], [("A", 0, None, Share(0, 12))]),
    ],
)
def test_a_small_number_is_hidden_with_all_that_would_give_it_away(rows_of, left):
    safe = without_small(Figures(("By", "Number"), rows_of, note="As it is."))

    assert list(safe.rows) == left
    assert safe.note == ("As it is." if left == rows_of else f"As it is. {NOTE}")


def test_no_small_number_leaves_in_any_file(some_of_everything):
    desk = at_desk(cast.hate_crime_lead())

    for measure in MEASURES:
        if measure.leaves and measure.code != "longest_silence":  # which counts nothing: it names cases to be rung up
            said = json.loads(desk.get(f"{PATH}{measure.code}/json/").content)
            numbers = [cell for row in said["rows"] for cell in row.values() if not isinstance(cell, str)]
            assert all(number == 0 or number == {"part": 0, "whole": 0} for number in numbers), measure.code


def test_an_unknown_measure_or_format_is_no_file():
    desk = at_desk(cast.hate_crime_lead())

    assert desk.get(f"{PATH}nonsense/csv/").status_code == 404
    assert desk.get(f"{PATH}stages/xml/").status_code == 404

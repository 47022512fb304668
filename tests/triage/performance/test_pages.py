"""How a force is doing: as pages, and what of it leaves the house."""

import csv
import io
import json

import pytest

from hatereport.audit.models import Entry
from partners import people
from partners.models import Force, Team
from tests import cast
from tests.triage import chain
from tests.triage.desk_browser import MOST, at_desk, at_most
from tests.triage.performance.measuring import AWAY, DAY, PATH, figures
from triage.performance.asked import asked
from triage.performance.drawing import picture
from triage.performance.exports import export
from triage.performance.figures import Figures, Share, Tally
from triage.performance.measures import MEASURE, MEASURES, PARTS, of_part
from triage.performance.small_numbers import HIDDEN, NOTE, without_small

pytestmark = pytest.mark.django_db


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


def test_a_look_at_another_force_stands_in_the_log_of_that_force(some_of_everything):
    lead = cast.hate_crime_lead()
    people.grant(None, lead, "hate_crime_lead", force=Force.objects.get(pk="leicestershire"))

    for force in ("cumbria", "leicestershire"):
        at_desk(lead).get(PATH, {"force": force})
        at_desk(lead).get(f"{PATH}stages/csv/", {"force": force})

    entries = Entry.objects.filter(actor_id=lead.pk, act__startswith="performance")
    for force in ("cumbria", "leicestershire"):
        assert set(entries.filter(force=force).values_list("act", "chain")) == {
            ("performance", f"force:{force}"),
            ("performance_export", f"force:{force}"),
        }


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


@pytest.mark.parametrize(("measure", "part"), [("people", "load"), ("longest_silence", "waiting")])
def test_named_people_and_single_cases_leave_in_no_file(measure, part, some_of_everything):
    desk = at_desk(cast.hate_crime_lead())

    assert f"{PATH}{measure}/" not in desk.get(f"{PATH}?part={part}").content.decode()
    assert desk.get(f"{PATH}{measure}/csv/").status_code == 404
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
        if measure.leaves:
            said = json.loads(desk.get(f"{PATH}{measure.code}/json/").content)
            numbers = [cell for row in said["rows"] for cell in row.values() if not isinstance(cell, str)]
            assert all(number == 0 or number == {"part": 0, "whole": 0} for number in numbers), measure.code


def test_an_unknown_measure_or_format_is_no_file():
    desk = at_desk(cast.hate_crime_lead())

    assert desk.get(f"{PATH}nonsense/csv/").status_code == 404
    assert desk.get(f"{PATH}stages/xml/").status_code == 404

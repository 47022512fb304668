"""THRIVE in its six parts and over time, what the service notices and says why, needs and rights of the victim, the plan."""

import datetime as dt

import pytest

from hatereport import clock
from incidents.models import Classification
from tests import cast
from tests.triage import chain
from tests.triage.chain import crime_in, does, incident_in, report_received
from tests.triage.desk_browser import address, at_desk
from triage.case_page.case_file import CaseFile
from triage.case_page.thrive import assess_again, history
from triage.case_page.victim_needs import enhanced_rights
from triage.first_looks import with_first_look
from triage.models import Case
from triage.placing import risks
from triage.records import RECORD_OF, THRIVE_PARTS
from triage.refusals import Incomplete
from triage.scope import visible_to

pytestmark = pytest.mark.django_db

PARTS = {f"thrive_{name}" for name, _label, _hint in THRIVE_PARTS}
ONE_SENTENCE = {"risk_level": "low", "assessment": "Words in passing; nobody hurt."}


def read(case: Case) -> CaseFile:
    who = cast.control_room_sergeant()
    return CaseFile(with_first_look(visible_to(who).filter(pk=case.pk), who).get(), who)


def sent(case: Case, **thrive: str) -> None:
    answers = chain.dispatching(cast.officer(), cast.supervising_sergeant())
    kept = {name: value for name, value in answers.items() if not name.startswith("thrive_")}
    does(cast.control_room_sergeant(), "review_and_dispatch", case, **kept | thrive)


# --- THRIVE -----------------------------------------------------------------------------------------------------------


def test_the_six_parts_stand_in_their_order_and_none_is_folded_away() -> None:
    fields = [field for field in RECORD_OF["thrive"].fields if field.name.startswith("thrive_")]

    names = ["Threat", "Harm", "Risk", "Investigation", "Vulnerability", "Engagement"]
    assert [field.label for field in fields] == names
    assert not any(field.fold for field in fields)


def test_an_obvious_case_takes_one_sentence() -> None:
    case = report_received()

    sent(case, **ONE_SENTENCE)

    assert case.state == "dispatched"


@pytest.mark.parametrize("level", ["high", "critical"])
def test_a_high_risk_asks_for_every_part_and_says_why(level: str) -> None:
    with pytest.raises(Incomplete) as refusal:
        sent(report_received(), risk_level=level, assessment="It is bad.")

    assert refusal.value.errors.keys() == PARTS
    assert f"the risk is {level}" in refusal.value.errors["thrive_threat"]


def test_a_grave_flag_asks_for_every_part_and_is_named() -> None:
    case = report_received(what={"words": "He had a knife.", "kinds": ["weapon", "hit"]})

    with pytest.raises(Incomplete) as refusal:
        sent(case, **ONE_SENTENCE)

    assert refusal.value.errors.keys() == PARTS
    assert "flagged “a weapon”" in refusal.value.errors["thrive_harm"]


def test_a_danger_stays_on_top_until_somebody_is_sent_whatever_level_was_typed() -> None:
    case = report_received(**chain.NO_CRIME | {"danger": {"danger": "yes"}})

    does(cast.control_room_sergeant(), "assess_as_incident", case, **chain.assessment(case))
    assert (case.danger, case.risk) == (True, 4)
    does(cast.control_room_operator(), "dispatch_now", case, log_number="CC-1")

    assert (case.danger, case.risk < 4) == (False, True)


def test_a_grade_is_lowered_for_a_reason() -> None:
    case = report_received()
    sent = chain.dispatching(cast.officer(), cast.supervising_sergeant()) | {"grade": "scheduled"}

    with pytest.raises(Incomplete, match="why the grade is lowered"):
        does(cast.control_room_sergeant(), "review_and_dispatch", case, **sent)
    does(cast.control_room_sergeant(), "review_and_dispatch", case, **sent, grade_reason="He has left the country.")

    assert case.countersignatures.get().act == "review_and_dispatch"


def test_assessments_stand_side_by_side_with_who_when_and_what_changed() -> None:
    case = crime_in("dispatched")
    does(cast.officer(), "assess_again", case, **chain.THRIVE | {"risk_level": "high", "thrive_risk": "He lives near."})

    found = history(read(case))

    assert found is not None
    assert [column.by for column in found.columns] == [cast.control_room_sergeant().name, cast.officer().name]
    rows = dict(found.rows)
    assert [(said.words, said.changed) for said in rows["Level"]] == [("Medium", False), ("High", True)]
    assert [said.changed for said in rows["Risk"]] == [False, True]
    assert [said.changed for said in rows["Harm"]] == [False, False]


def test_something_new_asks_for_another_look_until_somebody_has_looked() -> None:
    with clock.at(clock.now() - dt.timedelta(hours=2)):
        case = crime_in("dispatched")
    assert assess_again(read(case)) == ()

    does(cast.officer(), "record_attendance", case, **chain.attendance())
    assert any("the victim was visited" in reason for reason in assess_again(read(case)))
    assert "Assess again" in at_desk(cast.officer()).get(address(case)).content.decode()

    with clock.at(clock.now() + dt.timedelta(minutes=1)):
        does(cast.officer(), "assess_again", case, **chain.THRIVE)
    assert assess_again(read(case)) == ()


# --- what the service notices -----------------------------------------------------------------------------------------


def test_a_second_report_of_the_same_person_and_place_is_flagged_with_the_reason() -> None:
    report_received()
    again = report_received()

    assert {"repeat_victim", "repeat_place"} <= set(again.flags)
    page = at_desk(cast.control_room_sergeant()).get(address(again)).content.decode()
    assert "Another report in the last twelve months has the same contact details." in page


def test_a_place_is_forgotten_after_ninety_days_and_a_person_after_a_year() -> None:
    with clock.at(clock.now() - dt.timedelta(days=100)):
        report_received()
    again = report_received()

    assert "repeat_victim" in again.flags
    assert "repeat_place" not in again.flags


def test_an_end_without_action_before_is_flagged_for_the_same_person() -> None:
    crime_in("closed")
    again = report_received()

    assert "nfa_before" in again.flags


def test_three_of_one_strand_in_an_area_are_a_cluster() -> None:
    first, second, third = (report_received() for _ in range(3))

    assert "cluster" not in first.flags + second.flags
    assert "cluster" in third.flags


def test_what_other_reports_say_shortens_no_clock_and_raises_no_level() -> None:
    first = report_received()
    again = report_received()

    assert not risks(again.flags)
    assert again.risk == first.risk
    length = [row.due_at - row.started_at for row in (case.clocks.get(kind="first_read") for case in (first, again))]
    assert length[0] == length[1]


def test_another_force_s_reports_are_not_felt_here() -> None:
    report_received(where={"place_type": "street", "postcode": "LE1 1AA"})
    here = report_received()

    assert not {"repeat_victim", "cluster"} & set(here.flags)


# --- the victim -------------------------------------------------------------------------------------------------------


def test_every_victim_of_a_hate_crime_has_enhanced_rights_and_reads_why() -> None:
    case = crime_in("dispatched")

    assert enhanced_rights(read(case)) == ("hate crime is one of the most serious crimes of the Victims' Code",)
    assert enhanced_rights(read(incident_in("local_focus", **chain.ELSEWHERE | chain.NO_CRIME))) == ()


def test_being_under_18_and_targeted_again_are_said_beside_it() -> None:
    case = report_received(who={"filer": "victim", "under_18": "yes"}, when={"when": "unsure", "repeat": "many"})

    assert {"under 18", "targeted again and again"} <= set(enhanced_rights(read(case)))


def test_needs_and_special_measures_are_codes_and_shown() -> None:
    case = crime_in("under_investigation")
    needs = {"needs_coded": ["bsl", "fear"], "needs_found": "Signs at home.", "measures_wanted": "yes"}

    does(cast.officer(), "assess_needs", case, **needs, measures=["screens", "intermediary"])

    page = at_desk(cast.officer()).get(address(case)).content.decode()
    assert "British Sign Language, Fear of the suspect, or of revenge" in page
    assert "Screens (s.23), An intermediary (s.29)" in page


def test_needed_measures_are_named() -> None:
    case = crime_in("under_investigation")

    with pytest.raises(Incomplete) as refusal:
        does(cast.officer(), "assess_needs", case, needs_coded=["none"], needs_found="-", measures_wanted="yes")

    assert set(refusal.value.errors) == {"measures"}


def test_a_worry_about_immigration_is_no_answer_here() -> None:
    asked = [field for kind in ("attendance", "needs_assessment") for field in RECORD_OF[kind].fields]
    said = " ".join(
        f"{field.label} {field.hint} {field.choices if not callable(field.choices) else ''}" for field in asked
    )

    assert "migra" not in said.lower()


def test_no_reachable_victim_needs_why_and_what_was_tried_and_nothing_of_a_victim() -> None:
    case = crime_in("dispatched")
    rest = {"attendance_safety": "None there.", "evidence": "None yet.", "support": "not_reached"}

    with pytest.raises(Incomplete) as refusal:
        does(cast.officer(), "record_attendance", case, victim_seen="none", **rest)
    does(cast.officer(), "record_attendance", case, victim_seen="none", none_reachable="Asked next door.", **rest)

    assert set(refusal.value.errors) == {"none_reachable"}
    assert case.state == "under_investigation"


# --- supervisor and specialist ----------------------------------------------------------------------------------------


def test_the_plan_shows_its_open_lines_and_when_it_is_looked_at_again() -> None:
    case = crime_in("under_investigation")
    plan = {"plan": "As before.", "plan_lines": ["cctv", "witnesses"], "plan_done": ["cctv"], "review_hours": "48"}

    does(cast.supervising_sergeant(), "supervise", case, **plan)

    page = at_desk(cast.supervising_sergeant()).get(address(case)).content.decode()
    assert "<li>Witnesses</li>" in page
    assert "CCTV and doorbells: finished" in page
    assert case.clocks.filter(kind="supervision_review", state="running").exists()


def test_the_specialist_settles_the_strands_and_the_old_ones_stay_in_the_history() -> None:
    case = crime_in("dispatched")
    said = {"strands_right": "no", "strands_settled": ["race", "religion"], "strands_words": "The scarf."}

    does(cast.hate_crime_sergeant(), "specialist_review", case, **chain.specialist() | said)

    rows = Classification.objects.filter(report=case.report).order_by("at")
    assert case.strands == ["race", "religion"]
    assert rows.last().strands == ["race", "religion"]  # type: ignore[union-attr]  # there is one
    assert rows.last().reasons == ["The scarf."]  # type: ignore[union-attr]  # there is one
    assert ["race"] in [row.strands for row in rows]


def test_the_aggravated_form_is_settled_offence_by_offence() -> None:
    case = crime_in("dispatched")
    officer = cast.officer()
    does(officer, "record_attendance", case, **chain.attendance())
    does(officer, "record_offence", case, offence="criminal_damage", offence_row="new")
    second = case.offences.get(number=2)

    does(
        cast.hate_crime_sergeant(),
        "specialist_review",
        case,
        **chain.specialist() | {"aggravated_rows": [str(second.pk)]},
    )

    assert [row.aggravated for row in case.offences.all()] == [False, True]


def test_a_form_that_no_law_has_is_not_settled() -> None:
    case = crime_in("dispatched")
    does(cast.officer(), "record_attendance", case, **chain.attendance())
    row = str(case.offences.get().pk)
    does(cast.officer(), "record_offence", case, offence="theft", offence_row=row)

    with pytest.raises(Incomplete) as refusal:
        does(cast.hate_crime_sergeant(), "specialist_review", case, **chain.specialist())

    assert "1. Theft" in refusal.value.errors["aggravated_considered"]

"""Offences settled against tables: groups, aggravated forms by day and strand, whose offence, when recorded."""

import datetime as dt

import pytest

from hatereport import clock
from incidents.models import Party
from tests import cast
from tests.triage import chain
from tests.triage.chain import crime_in, does, report_received
from triage.law import aggravation
from triage.law.aggravation import PROVISIONS, provision_for
from triage.law.offences import OFFENCE_BY_CODE, OFFENCES, OUTCOME_BY_CODE, OUTCOMES
from triage.models import Case
from triage.refusals import Incomplete

pytestmark = pytest.mark.django_db

#: domain.md 2.2, the Home Office's own words.
GROUPS = {
    "Violence with injury",
    "Violence without injury",
    "Public fear, alarm or distress",
    "Stalking and harassment",
    "Other offences against the state or public order",
    "Criminal damage",
    "Arson",
    "Theft",
    "Robbery",
    "Burglary",
    "Fraud",
    "Rape",
    "Other sexual offences",
}


def dispatched(case: Case, **more: object) -> None:
    answers = chain.dispatching(cast.officer(), cast.supervising_sergeant()) | more
    does(cast.control_room_sergeant(), "review_and_dispatch", case, **answers)


def test_every_offence_stands_in_a_group_of_the_home_office() -> None:
    assert {kind.group for kind in OFFENCES} == GROUPS
    assert len(OFFENCE_BY_CODE) == len(OFFENCES)


def test_the_outcome_codes_are_those_of_the_home_office() -> None:
    numbered = {str(number) for number in range(1, 23)}

    assert OUTCOME_BY_CODE.keys() == numbered | {"1A", "2A", "3A"}
    assert all(outcome.label for outcome in OUTCOMES)


@pytest.mark.parametrize("row", PROVISIONS, ids=lambda row: row.law)
def test_a_provision_names_offences_that_exist_and_owns_up_to_what_is_unverified(
    row: aggravation.AggravatedProvision,
) -> None:
    assert set(row.offences) <= OFFENCE_BY_CODE.keys()
    assert row.source
    assert not row.verified


@pytest.mark.parametrize(
    ("offence", "strands", "on", "holds"),
    [
        ("common_assault", ["race"], dt.date(2026, 11, 1), True),
        ("common_assault", ["race"], dt.date(1998, 9, 29), False),
        ("common_assault", ["religion"], dt.date(2001, 12, 13), False),
        ("common_assault", ["religion"], dt.date(2001, 12, 14), True),
        ("common_assault", ["disability"], dt.date(2026, 11, 1), False),
        ("common_assault", ["disability", "race"], dt.date(2026, 11, 1), True),
        ("theft", ["race"], dt.date(2026, 11, 1), False),
        ("wounding_with_intent", ["race"], dt.date(2026, 11, 1), False),
        ("strangulation", ["race"], dt.date(2022, 6, 6), False),
    ],
)
def test_an_aggravated_form_holds_by_offence_strand_and_day(
    offence: str, strands: list[str], on: dt.date, holds: bool
) -> None:
    assert (provision_for(offence, strands, on) is not None) == holds


def test_what_nobody_has_dated_is_in_force_for_nobody() -> None:
    undated = [row for row in PROVISIONS if row.in_force_from is None]

    assert undated
    for row in undated:
        assert not any(row.covers(offence, row.strands, dt.date(2999, 1, 1)) for offence in row.offences)


def test_an_aggravated_form_that_is_no_law_is_refused_with_the_uplift_in_its_place() -> None:
    case = report_received(why={"strands": ["disability"], "reason": "My chair."})

    with pytest.raises(Incomplete) as refusal:
        dispatched(case, strands=["disability"], aggravated="yes")
    dispatched(case, strands=["race"], aggravated="yes")

    assert "Sentencing Act 2020 s.66" in refusal.value.errors["aggravated"]
    assert case.offences.get().aggravated


def test_an_offence_without_an_aggravated_form_keeps_none_of_another() -> None:
    case = report_received()
    dispatched(case, strands=["race"], aggravated="yes")
    row = case.offences.get()

    does(cast.officer(), "record_offence", case, offence="criminal_damage", offence_row=str(row.pk))
    assert case.offences.get().aggravated
    does(cast.officer(), "record_offence", case, offence="theft", offence_row=str(row.pk))

    assert not case.offences.get().aggravated


CHAIR: chain.Sections = {"why": {"strands": ["disability"], "reason": "My chair."}}


def test_the_strands_a_sergeant_settled_go_with_an_incident_that_becomes_a_crime() -> None:
    incident = report_received(**chain.NO_CRIME | CHAIR)
    sent = chain.dispatching(cast.officer(), cast.supervising_sergeant()) | {"road": "dispatch", "aggravated": "yes"}

    does(cast.control_room_sergeant(), "assess_as_crime", incident, **sent | {"strands": ["race"]})

    crime = incident.led_to.get()
    assert (incident.strands, crime.strands) == (["race"], ["race"])
    assert crime.offences.get().aggravated


@pytest.mark.parametrize("name", ["escalate_to_crime", "cancel_record", "assess_as_incident", "accept_transfer"])
def test_settled_strands_stay_in_every_case_that_follows(name: str) -> None:
    ellen, fiona = cast.control_room_sergeant(), cast.duty_inspector()
    if name == "escalate_to_crime":
        case = chain.incident_in("local_focus", **CHAIR)  # settled as race by the assessment
        does(cast.local_focus_sergeant(), name, case, offence="harassment", reasons="A third time.")
    elif name == "cancel_record":
        case = crime_in("dispatched", crime_reference="26A/1", **CHAIR)
        does(cast.force_crime_registrar(), name, case, reasons="No crime.")
    elif name == "assess_as_incident":
        case = report_received(**CHAIR)
        Case.objects.filter(pk=case.pk).update(strands=["race"])
        does(ellen, name, case, **chain.assessment(case), reasons="No crime.")
        chain.signs(fiona, case)
    else:
        case = crime_in("dispatched", **CHAIR)
        does(fiona, "offer_transfer", case, to_force="leicestershire", known="All.", transfer_danger="No.")
        does(cast.dev("control_room_sergeant"), name, case)

    assert case.led_to.get().strands == ["race"]


def test_an_offence_is_the_victim_s_and_recorded_on_the_day_it_got_its_reference() -> None:
    case = report_received()
    with clock.at(dt.datetime(2026, 3, 2, 23, 30, tzinfo=dt.UTC)):
        dispatched(case, crime_reference="26A/1")

    row = case.offences.get()

    assert row.victim == Party.objects.get(report=case.report, is_filer=True)
    assert row.recorded_on == dt.date(2026, 3, 2)


def test_the_law_is_of_the_day_in_london() -> None:
    with clock.at(dt.datetime(2026, 6, 30, 23, 30, tzinfo=dt.UTC)):  # half past midnight of the first of July
        case = crime_in("dispatched")

    assert case.offences.get().day_of_law == dt.date(2026, 7, 1)


def test_without_a_reference_nothing_is_recorded_yet() -> None:
    case = crime_in("dispatched")

    assert case.offences.get().recorded_on is None


def test_a_row_that_is_looked_at_again_keeps_what_was_not_said_anew() -> None:
    case = report_received()
    dispatched(case, crime_reference="26A/1", committed_on="2026-03-01")
    row = case.offences.get()

    does(cast.officer(), "record_offence", case, offence_row=str(row.pk), offence="harassment")

    row.refresh_from_db()
    assert (row.code, row.crime_reference, row.committed_on) == ("harassment", "26A/1", dt.date(2026, 3, 1))
    assert case.offences.count() == 1


def test_another_force_takes_the_rows_over_with_their_limits() -> None:
    case = report_received()
    dispatched(case, committed_on="2026-11-01")
    does(
        cast.officer(), "offer_transfer", case, to_force="leicestershire", known="It was there.", transfer_danger="No."
    )

    does(cast.dev("control_room_sergeant"), "accept_transfer", case)

    theirs = case.led_to.get()
    assert theirs.offences.get().time_limit_on == case.offences.get().time_limit_on
    assert theirs.clocks.filter(kind="time_limit", state="running").count() == 1

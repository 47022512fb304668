"""Of a person blamed in what is no crime nothing is kept but above the threshold, for a signed reason, and for a time."""

import datetime as dt
from typing import Any

import pytest

from hatereport import clock
from hatereport.audit.models import Entry
from incidents.models import SubjectDetail
from partners.models import NonCrimeRegime
from tests import cast
from tests.triage import chain
from tests.triage.chain import crime_in, does, report_received
from tests.triage.desk_browser import address, at_desk
from triage import subjects, tasks
from triage.law import regimes
from triage.models import Case
from triage.refusals import Incomplete, Refused

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 11, 21, 12, tzinfo=dt.UTC)
BLAMED: dict[str, Any] = {"suspect": {"suspect_name": "Barry Smith", "known": "yes"}}
DECIDED = {"threshold": "keep", "threshold_words": "A real risk to others like her."}


def reported(**sections: Any) -> Case:
    return report_received(**chain.NO_CRIME | BLAMED | sections)


def subject(case: Case) -> SubjectDetail:
    return SubjectDetail.objects.select_related("subject").get(report_id=case.report_id)


def assessed(case: Case, **threshold: str) -> None:
    does(cast.control_room_sergeant(), "assess_as_incident", case, **chain.assessment(case) | threshold)


def closed(case: Case) -> None:
    """From the local focus sergeant to the end, with the threshold decided already."""
    chain.finalised(case, threshold="")
    does(cast.local_focus_inspector(), "approve", case, **chain.APPROVAL)


# --- the rules in force -----------------------------------------------------------------------------------------------


def test_every_regime_a_force_can_sign_has_its_rules() -> None:
    assert {regime.code for regime in regimes.REGIMES} == set(NonCrimeRegime.Regime.values)
    assert not any(regime.verified for regime in regimes.REGIMES)
    assert all(regime.source for regime in regimes.REGIMES)


def test_the_newest_signed_row_of_the_day_holds() -> None:
    NonCrimeRegime.objects.create(
        force_id="cumbria",
        regime="asb_intel_2026",
        valid_from=dt.date(2026, 6, 1),
        signed_by="The chief",
        signed_on=dt.date(2026, 5, 1),
    )

    assert regimes.regime_for("cumbria", dt.date(2026, 5, 31)).code == "nchi_code_2023"
    assert regimes.regime_for("cumbria", dt.date(2026, 6, 1)).code == "asb_intel_2026"


def test_without_a_signed_row_nothing_may_be_kept() -> None:
    with clock.at(dt.datetime(2019, 6, 3, 12, tzinfo=dt.UTC)):  # before the day of the row in force
        case = reported()
        with pytest.raises(Incomplete) as refusal:
            assessed(case, **DECIDED)

    assert set(refusal.value.errors) == {"threshold"}


def test_the_question_is_put_in_the_words_of_the_rules_in_force() -> None:
    case = reported()

    page = at_desk(cast.control_room_sergeant()).get(address(case, "assess_as_incident")).content.decode()

    assert "Yes: real risk of significant harm to people with the characteristic" in page


# --- decided at first assessment --------------------------------------------------------------------------------------


def test_the_first_assessment_decides_where_details_are_held() -> None:
    case = reported()

    with pytest.raises(Incomplete) as refusal:
        assessed(case)
    assessed(case, **DECIDED)

    assert set(refusal.value.errors) == {"threshold", "threshold_words"}
    assert subject(case).state == "kept"
    record = case.records.get(kind="threshold")
    assert (record.codes, record.made_by) == ({"threshold": "keep"}, cast.control_room_sergeant())


def test_nothing_is_asked_where_nobody_was_described() -> None:
    case = report_received(**chain.NO_CRIME)

    assessed(case)

    assert not case.records.filter(kind="threshold").exists()


def test_below_the_threshold_the_details_are_gone_at_once_and_the_report_stays() -> None:
    case = reported()

    assessed(case, threshold="remove", threshold_words="Words only.")

    gone = subject(case)
    assert (gone.state, gone.subject.is_shredded) == ("removed", True)
    assert Entry.objects.filter(action="erasure", act="subject_removed").count() == 1
    case.report.refresh_from_db()
    assert case.report.narrative


def test_held_details_cannot_be_called_none() -> None:
    case = reported()

    with pytest.raises(Incomplete):
        assessed(case, threshold="none_held", threshold_words="None.")

    assert subject(case).state == "pending_threshold"


# --- removed in time --------------------------------------------------------------------------------------------------


def test_what_nobody_decides_on_is_removed_after_28_days() -> None:
    with clock.at(NOW - dt.timedelta(days=27)):
        case = reported()

    with clock.at(NOW):
        assert tasks.remove_subjects() == 0
    with clock.at(NOW + dt.timedelta(days=2)):
        assert tasks.remove_subjects() == 1
        assert tasks.remove_subjects() == 0

    assert subject(case).state == "removed"
    assert Entry.objects.get(act="subject_removed").actor_kind == "system"


def test_what_was_kept_stays_while_the_case_is_open_and_28_days_beyond() -> None:
    with clock.at(NOW - dt.timedelta(days=60)):
        case = reported()
        assessed(case, **DECIDED)
    with clock.at(NOW):
        assert subjects.remove_what_is_over() == 0
        closed(case)
    with clock.at(NOW + dt.timedelta(days=27)):
        assert subjects.remove_what_is_over() == 0
    with clock.at(NOW + dt.timedelta(days=29)):
        assert subjects.remove_what_is_over() == 1


def test_a_signed_reason_holds_it_for_longer_and_a_year_at_most() -> None:
    with clock.at(NOW):
        case = reported()
        assessed(case, **DECIDED)
        closed(case)
        focus, until = cast.local_focus_sergeant(), NOW.date() + dt.timedelta(days=90)
        with pytest.raises(Incomplete):
            does(focus, "hold_subject", case, hold_until="2029-01-01", reasons="For ever.")
        does(focus, "hold_subject", case, hold_until=until.isoformat(), reasons="A second report is expected.")

    with clock.at(NOW + dt.timedelta(days=60)):
        assert subjects.remove_what_is_over() == 0
    with clock.at(NOW + dt.timedelta(days=92)):
        assert subjects.remove_what_is_over() == 1
    assert case.moves.get(act="hold_subject").actor == focus


def test_nothing_is_held_that_nobody_has_decided_to_keep() -> None:
    case = reported()
    does(cast.control_room_operator(), "mark_not_a_report", case, not_report_reason="other_service")
    sarah = cast.local_focus_sergeant()
    does(sarah, "reopen", case, what_is_new="It was one.")
    held = {"hold_until": (clock.now() + dt.timedelta(days=30)).date().isoformat(), "reasons": "A second report."}

    with pytest.raises(Refused, match="before the threshold is decided"):
        does(sarah, "hold_subject", case, **held)
    does(sarah, "decide_threshold", case, **DECIDED)
    does(sarah, "hold_subject", case, **held)

    assert subject(case).held_until is not None


def test_nothing_is_held_where_nothing_is() -> None:
    case = report_received(**chain.NO_CRIME)
    assessed(case)

    with pytest.raises(Refused, match="No details"):
        does(cast.local_focus_sergeant(), "hold_subject", case, hold_until="2027-01-01", reasons="Why not.")


def test_a_suspect_of_a_crime_is_another_matter() -> None:
    with clock.at(NOW - dt.timedelta(days=100)):
        case = crime_in("under_investigation", **BLAMED)

    with clock.at(NOW):
        assert subjects.remove_what_is_over() == 0
    assert subject(case).state == "pending_threshold"


def test_an_officer_complained_of_stays_with_professional_standards() -> None:
    with clock.at(NOW - dt.timedelta(days=100)):
        case = reported(what={"words": "An officer swore at me.", "kinds": ["refused"], "who_did": ["police"]})
    assert case.restricted

    with clock.at(NOW):
        assert subjects.remove_what_is_over() == 0

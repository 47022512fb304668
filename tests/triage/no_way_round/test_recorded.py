"""No way round the inspector by the record: reclassified, cancelled, linked, transferred (workflow.md, "No way round").

With the database password of the application it is tried in test_in_sql.py.
"""

import pytest

from partners.models import RoleHeld
from tests import cast
from tests.triage import chain
from tests.triage.chain import crime_in, does, signs
from tests.triage.forging import REFERENCE, also
from tests.triage.no_way_round.refused import everybody, refused
from triage import aftermath
from triage.models import DeskNotice, Move
from triage.refusals import Refused

pytestmark = pytest.mark.django_db


def test_a_recorded_crime_cannot_be_assessed_as_an_incident() -> None:
    case = chain.report_received()
    sergeant = cast.control_room_sergeant()
    does(sergeant, "record_offence", case, offence_row="new", offence="common_assault", crime_reference=REFERENCE)

    refused(sergeant, "assess_as_incident", case, "registrar", **chain.assessment(case), reasons="Not a crime.")


def test_reclassifying_waits_for_the_second_signature() -> None:
    case = chain.report_received()

    does(cast.control_room_sergeant(), "assess_as_incident", case, **chain.assessment(case), reasons="Not a crime.")

    assert case.state == "control_room"
    assert case.open


def test_nobody_signs_their_own_reclassification() -> None:
    sergeant = also(cast.control_room_sergeant(), "duty_inspector")
    case = chain.report_received()
    does(sergeant, "assess_as_incident", case, **chain.assessment(case), reasons="Not a crime.")

    with pytest.raises(Refused, match="Somebody else"):
        signs(sergeant, case)
    assert case.state == "control_room"


def test_a_signature_comes_too_late_once_the_crime_is_recorded() -> None:
    case = chain.report_received()
    sergeant = cast.control_room_sergeant()
    does(sergeant, "assess_as_incident", case, **chain.assessment(case), reasons="Not a crime.")
    does(sergeant, "record_offence", case, offence_row="new", offence="common_assault", crime_reference=REFERENCE)

    with pytest.raises(Refused, match="registrar"):
        signs(cast.duty_inspector(), case)


def test_only_the_registrar_cancels_a_record() -> None:
    case = crime_in("under_investigation", crime_reference=REFERENCE)

    for who in [*everybody(), cast.hate_crime_inspector()]:
        refused(who, "cancel_record", case, reasons="A clerical error.")


def test_professional_standards_do_not_cancel_the_record_of_a_restricted_case() -> None:
    case = crime_in("under_investigation", crime_reference=REFERENCE)
    standards = cast.professional_standards()
    does(cast.duty_inspector(), "restrict", case, reasons="A colleague.")

    refused(standards, "cancel_record", case, reasons="A clerical error.")
    refused(standards, "uphold_nfa", case, **chain.final_review())


def test_a_cancelled_record_leaves_an_open_incident_and_the_inspector_is_told() -> None:
    case = crime_in("under_investigation", crime_reference=REFERENCE)

    done = does(cast.force_crime_registrar(), "cancel_record", case, reasons="Recorded twice.")

    assert isinstance(done, Move)
    aftermath.follow_up(done.pk)
    assert case.state == "cancelled"
    assert case.led_to.get().state == "local_focus"
    assert DeskNotice.objects.get(case=case, what="record_cancelled").team.kind == "hate_crime"


def test_a_cancelled_and_escalated_case_still_knows_its_officers() -> None:
    case = crime_in("under_investigation", crime_reference=REFERENCE)
    does(cast.force_crime_registrar(), "cancel_record", case, reasons="Recorded twice.")
    incident = case.led_to.get()

    does(cast.local_focus_sergeant(), "escalate_to_crime", incident, offence="harassment", reasons="A series.")

    second = incident.led_to.get()
    played = set(second.parts.filter(person=cast.officer()).values_list("part", flat=True))
    assert "oic" in played
    assert second.parts.filter(person=cast.control_room_sergeant(), part="cr_reviewer").exists()


def test_linking_ends_nothing() -> None:
    case, other = crime_in("under_investigation"), crime_in("closed", **chain.ELSEWHERE)

    does(cast.hate_crime_sergeant(), "link_same_event", case, other_reference=other.reference)

    assert case.state == "under_investigation"
    assert case.open


def test_an_offered_transfer_ends_nothing() -> None:
    case = crime_in("under_investigation")

    does(cast.officer(), "offer_transfer", case, to_force="leicestershire", known="All of it.", transfer_danger="No.")

    assert case.state == "under_investigation"
    assert case.clocks.filter(kind="progress_contact", state="running").exists()
    for who in everybody():
        refused(who, "accept_transfer", case)


def test_nobody_accepts_the_transfer_they_offered() -> None:
    officer = cast.officer()
    case = crime_in("under_investigation")
    RoleHeld.objects.create(person=officer, role="control_room_sergeant", force_id="leicestershire")
    does(officer, "offer_transfer", case, to_force="leicestershire", known="All of it.", transfer_danger="No.")

    refused(officer, "accept_transfer", case, "receiving force")


def test_an_officer_alone_does_not_hand_a_case_to_a_force_elsewhere() -> None:
    case = crime_in("under_investigation")
    does(cast.officer(), "offer_transfer", case, to_force="lancashire", known="All of it.", transfer_danger="No.")

    refused(cast.officer(), "accept_transfer", case, acknowledged_by="Somebody", acknowledged_number="1")
    refused(cast.control_room_sergeant(), "accept_transfer", case)  # without who said yes

    does(cast.control_room_sergeant(2), "accept_transfer", case, acknowledged_by="PS Shaw", acknowledged_number="77")
    assert case.state == "transferred"


@pytest.mark.parametrize("role", ["duty_inspector", "control_room_sergeant"])
def test_nobody_acknowledges_for_a_force_elsewhere_what_they_offered(role: str) -> None:
    case, who = crime_in("control_room"), cast.person(role)
    does(who, "offer_transfer", case, to_force="lancashire", known="All of it.", transfer_danger="No.")

    refused(who, "accept_transfer", case, "never who offered it", acknowledged_by="PS Shaw", acknowledged_number="77")


def test_an_accepted_transfer_goes_on_there_as_a_recorded_crime() -> None:
    dev = cast.dev("control_room_sergeant")
    case = crime_in("under_investigation", crime_reference=REFERENCE)
    does(cast.officer(), "offer_transfer", case, to_force="leicestershire", known="All of it.", transfer_danger="No.")

    does(dev, "accept_transfer", case)

    theirs = case.led_to.get()
    assert (theirs.force_id, theirs.state) == ("leicestershire", "control_room")
    refused(dev, "assess_as_incident", theirs, "registrar", **chain.assessment(theirs), reasons="Not a crime.")

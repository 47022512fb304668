"""Reports of the same people, and one against another: alerts for staff, nothing for the public (practice.md 9)."""

import pytest

from incidents.models import ProgressLine
from incidents.progress import BY_CODE
from tests import cast
from tests.triage import chain
from tests.triage.chain import crime_in, does, report_received
from tests.triage.roads.on_the_road import told
from triage.models import Case
from triage.refusals import Refused

pytestmark = pytest.mark.django_db


def lines(case: Case) -> list[tuple[str, str]]:
    told(case)
    said = ProgressLine.objects.filter(report=case.report).order_by("at", "pk")
    return [(line.message_id, str(BY_CODE[line.message_id].text)) for line in said]


def test_the_same_contact_raises_an_alert_for_staff_and_nothing_for_the_public() -> None:
    lone = lines(report_received(**chain.ELSEWHERE))
    report_received()
    second = report_received()

    assert {alert.kind for alert in second.alerts.all()} >= {"same_contact", "same_place"}
    assert lines(second) == lone


def test_a_report_against_the_reporter_raises_an_alert_and_alters_nobody_s_contact() -> None:
    first = report_received()
    before = [(party.role, party.channels, party.contact_details) for party in first.report.parties.all()]
    counter = {**chain.ELSEWHERE, "where": {"place_type": "street", "postcode": "CA1 1AA"}}

    second = report_received(**counter, suspect={"suspect_name": "Amina Yusuf", "known": "yes"})

    assert second.alerts.filter(other=first, kind="same_place", state="open").exists()
    assert not first.alerts.exists()
    assert [(party.role, party.channels, party.contact_details) for party in first.report.parties.all()] == before


def test_an_open_alert_keeps_a_crime_from_its_end_until_somebody_answers() -> None:
    report_received()
    case = crime_in("dispatched")
    does(cast.officer(), "record_attendance", case, **chain.attendance())
    does(cast.hate_crime_sergeant(), "specialist_review", case, **chain.specialist())
    with pytest.raises(Refused, match="pattern alert"):
        chain.proposed(case)

    raised = [str(alert.pk) for alert in case.alerts.filter(state="open")]
    does(cast.officer(), "answer_alert", case, alerts=raised, alert_answer="dismissed", reasons="Another.")
    chain.proposed(case)

    assert case.state == "outcome_proposed"


def test_an_alert_goes_with_the_case_that_follows() -> None:
    report_received(**chain.NO_CRIME)
    incident = report_received(**chain.NO_CRIME)
    kinds = set(incident.alerts.values_list("kind", flat=True))
    road = chain.dispatching(cast.officer(), cast.supervising_sergeant()) | {"road": "dispatch"}

    does(cast.control_room_sergeant(), "assess_as_crime", incident, **road)

    assert kinds
    assert set(incident.led_to.get().alerts.filter(state="open").values_list("kind", flat=True)) == kinds

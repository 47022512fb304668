"""Somebody who hurt her tries the form: her number, her words, a report against her, watching what happens after it.

Each probe meets exactly what the same report meets that matches nobody's: the same addresses, the same bytes but for what
was typed and for tokens, the same signposts and clocks, for the same number of questions to the database.
"""

import re
import time
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hatereport import clock
from incidents.models import Report
from incidents.sending import send_answers
from incidents.views import blank_pages
from tests import cast
from tests.house.addresses import public_addresses
from tests.incidents.conftest import Reporter
from tests.triage import chain
from triage.models import Case, PatternAlert
from triage.receipt import receive

pytestmark = pytest.mark.django_db

HERS = {"phone": "07700 900123", "postcode": "CA1 2AB", "name": "Amina Yusuf", "words": "A man shouted at me. " * 8}
SOMEBODYS = {
    "phone": "07700 900555",
    "postcode": "LA9 4AA",
    "name": "Sam Quick",
    "words": "They spat at us. " * 9,
}
NOBODYS = {"phone": "07700 900877", "postcode": "CA1 3EZ", "name": "Paula Young", "words": "A boy whistled at us. " * 8}
_OWN_TO_A_VISIT = re.compile(
    r'(name="csrfmiddlewaretoken" value="|name="turn" value="|name="key" value=")[^"]*'
    r"|<path [^>]*>"  # the code as a picture
    r"|\b(?:[0-9A-Z]{4}-){4}[0-9A-Z]{4}\b|\bHR-[0-9A-Z]{4}-[0-9A-Z]{4}\b"
)


@pytest.fixture(autouse=True)
def nothing_runs_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a process remembers for a minute is remembered for the whole test."""
    began = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: began)


@dataclass
class Probe:
    """What somebody met, in order: address, status, where it led, page, questions asked of the database."""

    told: dict[str, str]
    met: list[tuple[str, int, str, str, int]] = field(default_factory=list)

    def meets(self, address: str, ask: Any) -> Any:
        with CaptureQueriesContext(connection) as asked:
            response = ask()
        page = _OWN_TO_A_VISIT.sub("", response.content.decode())
        for name, value in self.told.items():
            page = page.replace(value, name).replace(value.strip(), name)
        self.met.append((address, response.status_code, response.get("Location", ""), page, len(asked)))
        return response


def probe(told: dict[str, str], moment: Any, **more: dict[str, Any]) -> tuple[Probe, Report]:
    """File a report with these details, come back with its code, and watch it through receipt and assessment."""
    blank_pages.forget()
    met, reporter = Probe(told), Reporter()
    with clock.at(moment):
        for step in range(1, 8):
            changed = {
                3: {"words": told["words"]},
                5: {"postcode": told["postcode"]},
                7: {"phone": told["phone"], "name": told["name"]},
            }.get(step, {})
            met.meets(f"GET {step}", lambda step=step: reporter.get(f"/report/{step}/"))
            met.meets(f"POST {step}", lambda step=step, changed=changed: reporter.answer(step, **changed))
        for section, given in more.items():
            typed = {name: value.format(**told) for name, value in given.items()}
            met.meets(section, lambda section=section, typed=typed: reporter.answer(section, **typed))
        met.meets("check", lambda: reporter.get("/report/8/"))
        met.meets("send", reporter.send)
        page = met.meets("sent", lambda: reporter.get("/report/sent/")).content.decode()
        report = Report.objects.order_by("-received_at", "-pk").exclude(pk__in=Case.objects.values("report_id"))[0]
        code = re.findall(r"\b(?:[0-9A-Z]{4}-){4}[0-9A-Z]{4}\b", page)[0]
        met.meets("code", lambda: reporter.client.post("/return/", {"code": code}))
    _watched(met, reporter, moment, "before")
    with clock.at(moment + timedelta(seconds=5)):
        case = receive(report.pk)
    _watched(met, reporter, moment + timedelta(minutes=1), "received")
    with clock.at(moment + timedelta(minutes=5)):
        chain.does(
            cast.control_room_sergeant(), "assess_as_incident", case, **chain.assessment(case), reasons="Weighed."
        )
    _watched(met, reporter, moment + timedelta(minutes=6), "assessed")
    return met, report


def _watched(met: Probe, reporter: Reporter, moment: Any, when: str) -> None:
    with clock.at(moment):
        for address in public_addresses("/return/"):
            met.meets(f"{address} {when}", lambda address=address: reporter.get(address))


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"suspect": {"known": "yes", "suspect_name": "{name}", "suspect_online": "{phone}"}},
        {"support": {"wanted": "yes"}},
    ],
    ids=["her number and her words", "a report against her", "asking who would help her"],
)
def test_a_probe_meets_what_a_report_meets_that_matches_nobody(more: dict[str, dict[str, Any]]) -> None:
    moment = clock.now().replace(microsecond=0)
    with clock.at(moment - timedelta(hours=2)):
        hers = receive(
            send_answers(
                {
                    **chain.ANSWERS,
                    "what": {"words": HERS["words"], "kinds": ["called_names"]},
                    "where": {"place_type": "street", "postcode": HERS["postcode"]},
                    "contact": {"contact": "yes", "name": HERS["name"], "phone": HERS["phone"], "channels": ["call"]},
                }
            ).report_id
        )

    probe(SOMEBODYS, moment - timedelta(hours=1), **more)  # what each process reads once is read
    matching, report = probe(HERS, moment, **more)
    alone, _report = probe(NOBODYS, moment, **more)

    assert PatternAlert.objects.filter(case__report=report).exists()  # it does match, and the sergeant is told
    assert not PatternAlert.objects.filter(case__report=_report).exclude(kind="same_words").exists()
    for hit, miss in zip(matching.met, alone.met, strict=True):
        assert hit == miss, hit[0]
    hers.refresh_from_db()
    assert (hers.report.parties.get().contact_details or {})["phone"] == HERS["phone"]


def test_her_own_pages_do_not_change_because_somebody_probed() -> None:
    moment = clock.now().replace(microsecond=0)
    her, _report = probe(HERS, moment - timedelta(hours=2))
    reporter = Reporter()
    with clock.at(moment - timedelta(hours=1)):
        reporter.fill(p3={"words": HERS["words"]}, p5={"postcode": HERS["postcode"]}, p7={"phone": HERS["phone"]})
        reporter.send()
        page = str(reporter.get("/report/sent/").content.decode())
        code = re.findall(r"\b(?:[0-9A-Z]{4}-){4}[0-9A-Z]{4}\b", page)[0]
        reporter.client.post("/return/", {"code": code})
    before, after = Probe(HERS), Probe(HERS)
    _watched(before, reporter, moment - timedelta(minutes=58), "")

    probe(HERS, moment - timedelta(minutes=50))
    _watched(after, reporter, moment - timedelta(minutes=42), "")

    assert before.met == after.met
    assert her.met

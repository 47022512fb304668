"""What the pages say: no more and no less than what is done, in short words, with titles that give nothing away."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from hatereport.working_time import WorkingDays
from incidents import progress, what_next
from incidents.forms import FORMS
from incidents.models import Report
from tests.incidents.conftest import Reporter
from triage.clocks.kinds import CLOCK_KIND
from triage.states import STATES
from triage.workflow import ACT, OPENINGS

pytestmark = pytest.mark.django_db

GIVE_AWAY = re.compile(r"hate|police|crime", re.I)
PUBLIC = ("/", "/report/1/", "/return/", "/privacy/", "/accessibility/", "/report/1/help/", "/report/more/effect/help/")


def title(response: Any) -> str:
    return str(re.findall(r"<title>(.*?)</title>", response.content.decode(), re.S)[0])


def test_a_witness_is_not_told_the_victims_clock() -> None:
    steps = what_next.chain("hate_crime", "yes", danger=False, filer="witness")
    told = " ".join(step.sentence for step in steps)

    assert "1 working day" not in told
    assert "The officer tells the person it happened to." in told
    assert "The officer tells the person it happened to." not in " ".join(
        step.sentence for step in what_next.chain("hate_crime", "yes", danger=False, filer="victim")
    )


def test_titles_and_addresses_give_nothing_away(amina: Reporter) -> None:
    for address in PUBLIC:
        assert title(amina.get(address)) == settings.SERVICE_NAME
    amina.fill()
    for address in ("/report/2/", "/report/7/", "/report/8/", "/report/more/suspect/"):
        assert not GIVE_AWAY.search(title(amina.get(address)))
    amina.send()
    assert title(amina.get("/report/sent/")) == settings.SERVICE_NAME


def test_a_title_says_that_something_is_wrong(amina: Reporter) -> None:
    assert title(amina.client.post("/report/1/", {})) == f"Error: {settings.SERVICE_NAME}"


@pytest.mark.parametrize("contact", Report.ContactChoice.values)
@pytest.mark.parametrize("kind", ["hate_incident", "hate_crime"])
def test_nobody_is_promised_contact_they_refused(kind: str, contact: str) -> None:
    text = " ".join(step.sentence for step in what_next.chain(kind, contact, danger=False))

    wanted = contact in ("yes", "trusted")
    assert ("gets in touch" in text.casefold()) == wanted
    assert ("Nobody contacts you" in text) == (not wanted)


def test_a_crime_is_told_of_the_inspector_who_reviews_every_quiet_end() -> None:
    text = " ".join(f"{step.who} {step.does}" for step in what_next.chain("hate_crime", "yes", danger=False))

    assert "specialist hate crime inspector" in text
    assert "Nobody can close it alone" in text


def test_the_times_are_those_of_the_clocks() -> None:
    spoken = {
        "danger": (timedelta(seconds=60), "at once"),
        "assessment": ({"hate_incident": timedelta(hours=4), "hate_crime": timedelta(hours=1)}, None),
        "attendance": (timedelta(minutes=60), "60 minutes"),
        "first_contact": (timedelta(hours=48), "48 hours"),
        "finalise": (timedelta(days=14), "14 days"),
        "inspector_review": (timedelta(days=7), "7 days"),
        "specialist_review": (timedelta(hours=24), "24 hours"),
        "nfa_review": (WorkingDays(5), "5 working days"),
        "tell_victim": (WorkingDays(1), "1 working day"),
        "police_suspect": (WorkingDays(1), "1 working day"),
        "child": (timedelta(hours=12), "12 hours"),
        "sexual": (timedelta(hours=1), "1 hour"),
    }
    for kind, steps in what_next.CHAIN.items():
        first = [what_next.FIRST_THING[name] for name in ("danger", what_next.POLICE_SUSPECT, kind)]
        beside = [*what_next.BESIDE.values(), *what_next.STANDARDS]
        said: list[what_next.NextStep | what_next.FirstThing] = [*steps, *beside, *first]
        for step in said:
            for code in step.clocks:
                budget, words = spoken[code]
                running = CLOCK_KIND[code].budget_for(kind, flagged=False)
                if isinstance(budget, dict):
                    budget = budget[kind]
                    words = f"{int(budget.total_seconds() // 3600)} hour"
                assert running == budget, code
                assert words is not None
                assert words in str(getattr(step, "by", "") or getattr(step, "sentence", "")), code


def test_every_sentence_of_the_workflow_is_written() -> None:
    asked_for = (
        {stage.public for stage in STATES}
        | {act.public for act in ACT.values()}
        | {opening.public for opening in OPENINGS}
    )

    assert asked_for - {""} <= set(progress.BY_CODE)


def test_danger_comes_first_in_what_happens_next() -> None:
    first, *_rest = what_next.chain("hate_crime", "anonymous", danger=True)

    assert "someone is in danger" in str(first.does)


@pytest.mark.parametrize("kind", ["hate_incident", "hate_crime"])
@pytest.mark.parametrize("contact", Report.ContactChoice.values)
def test_a_report_about_the_police_is_not_told_that_local_officers_read_it(kind: str, contact: str) -> None:
    steps = what_next.chain(kind, contact, danger=False, flags=["police_suspect"])

    assert "professional standards" in str(steps[0].who)
    assert not any("sergeant" in str(step.who) or "local team" in str(step.who) for step in steps)
    assert any("in touch" in str(step.does) for step in steps) == (contact in ("yes", "trusted"))


def test_whoever_blames_the_police_reads_who_has_the_report(amina: Reporter) -> None:
    amina.fill(p3={"who_did": ["police"], "kinds": ["comments"]})
    amina.send()
    page = amina.get("/report/sent/").content.decode()
    code = amina.get("/report/sent/").context["card"].code
    amina.client.post("/return/", {"code": code})
    behind_the_code = amina.get("/return/").content.decode()

    assert "Local officers cannot open it" in page
    assert "other officers take it on" not in page
    assert "A control room sergeant" not in page + behind_the_code
    assert "A specialist team reads it" in behind_the_code


@pytest.mark.parametrize(("flag", "who"), [("under_18", "protect children"), ("sexual", "specialist team")])
def test_what_runs_beside_the_chain_is_told(flag: str, who: str) -> None:
    first, *rest = what_next.chain("hate_crime", "yes", danger=False, flags=[flag])

    assert who in str(first.who)
    assert len(rest) == len(what_next.chain("hate_crime", "yes", danger=False))


def test_an_unknown_place_is_said_and_help_of_the_force_on_duty_is_not_named(amina: Reporter) -> None:
    amina.fill(p5={"postcode": "SW1A 1AA"})
    amina.send()
    page = amina.get("/report/sent/")

    assert "cannot tell which police force" in page.content.decode()
    assert "Cumbria" not in re.findall(r"<main.*?</main>", page.content.decode(), re.S)[0]


def test_the_anonymous_are_told_what_that_means(amina: Reporter) -> None:
    amina.fill(until=6)
    page = amina.get("/report/7/").content.decode()

    assert "We cannot find you from this form" in page
    assert "If a life or a child is at risk" in page


def test_no_page_promises_what_the_code_does_not_do() -> None:
    text = " ".join(Client().get(address).content.decode() for address in PUBLIC).casefold()

    for promise in ("completely anonymous", "untraceable", "guarantee", "we will never", "100%", "always confidential"):
        assert promise not in text


def test_crisis_numbers_stand_on_every_page() -> None:
    for address in PUBLIC:
        page = Client().get(address).content.decode()
        for number in ("999", "116 123", "0800 1111", "08 08 16 89 111", 'href="/exit/"'):
            assert number in page, address


def test_every_core_page_says_why_it_asks() -> None:
    for code in ("danger", "who", "what", "when", "where", "why", "contact"):
        hints = " ".join(str(field.help_text) for field in FORMS[code].base_fields.values())
        assert re.search(r"\b[Ww]e ask|because|so that|you get\b", hints), code


def test_questions_are_short() -> None:
    for form in FORMS.values():
        for name, field in form.base_fields.items():
            assert len(str(field.label).split()) <= 16, name
            for sentence in re.split(r"[.:?]\s", str(field.help_text)):
                assert len(sentence.split()) <= 26, (name, sentence)


def test_forms_ask_the_browser_to_remember_nothing(amina: Reporter) -> None:
    amina.fill(until=6)
    page = amina.get("/report/7/").content.decode()

    boxes = re.findall(r"<(?:input[^>]*type=\"(?:text|tel|email)\"|textarea)[^>]*>", page)
    assert boxes
    assert all('autocomplete="off"' in box for box in boxes)


def test_the_paper_carries_the_code_and_neutral_words_only(amina: Reporter) -> None:
    amina.fill()
    amina.send()
    page = amina.get("/report/sent/").content.decode()

    main = re.findall(r"<main.*?</main>", page, re.S)[0]
    printed = re.sub(r'<div class="no-print">.*?</div>', "", main, flags=re.S)
    kept = re.findall(r'<h2 class="govuk-heading-m">Your code</h2>.*?(?=<div class="no-print">)', main, re.S)[0]
    assert "code--large" in kept
    assert not GIVE_AWAY.search(re.sub(r"<p[^>]*no-print[^>]*>.*?</p>", "", kept, flags=re.S))
    assert printed

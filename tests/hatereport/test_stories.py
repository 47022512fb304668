"""The stories of the demo: possible in the form, told through the acts, spread over every state of both machines."""

import os
from collections.abc import Iterator
from datetime import date, datetime, time
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.http import QueryDict

from hatereport import outbox
from hatereport.demo.cast import FORCES
from hatereport.demo.stories import STORIES
from hatereport.demo.story import Story
from hatereport.demo.telling import moments, submission_key
from hatereport.working_time import LONDON
from incidents.forms import FORMS
from incidents.models import ContactChange, Evidence, Letter, Message, NewsChoice, Party, Report, ReturnCode
from partners.models import Invitation, Person, Terminal
from partners.postcodes import parse_postcode
from tests.databases import clone, drop, pointed_at
from triage.floods import asking, reading
from triage.models import Case, ClockEvent, PatternAlert, Referral, SecondLook, Signpost, Task
from triage.reviewing import second_looks, second_readings
from triage.states import STATES

#: Asked on a page of its own, or kept by the draft.
_NOT_IN_A_FORM = {"narrowed"}


@pytest.fixture(scope="module")
def demo(template: str, test_folder: Path, django_db_blocker: Any) -> Iterator[str]:
    """What the loading says, and the loaded database under Django's connection."""
    name = f"test_demo_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    with django_db_blocker.unblock():
        clone(template, name)
        try:
            with pointed_at(name):
                yield _load()
        finally:
            drop(name)


@pytest.mark.parametrize("story", STORIES, ids=[story.code for story in STORIES])
def test_every_story_could_have_been_typed_into_the_form(db: None, story: Story):
    for section, given in story.answers.items():
        if section == "support":
            continue  # its choices depend on the directory; sending drops what does not take referrals
        form = FORMS[section](_typed(section, given), answers=story.answers)

        assert form.is_valid(), (section, form.errors)


def test_no_postcode_of_a_story_is_anybodys():
    never_in_the_second_half = set("CIKMOV")

    for story in STORIES:
        _first, whole = parse_postcode(story.answers["where"].get("postcode", ""))
        assert not whole or set(whole[-2:]) <= never_in_the_second_half, story.code


@pytest.mark.parametrize("hour", ["00:01", "03:30", "12:00", "23:59"])
@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 26), date(2026, 11, 20)])
def test_no_story_reaches_into_the_future_whenever_it_is_loaded(day: date, hour: str):
    now = datetime.combine(day, time.fromisoformat(hour), LONDON)

    for story in STORIES:
        told = list(moments(story, now))
        assert told == sorted(told, key=lambda entry: entry[0])


def test_the_demo_loads_every_state_and_leaves_nothing_waiting(demo: str):
    reached = set(Case.objects.values_list("kind", "state"))

    assert {(state.kind, state.code) for state in STATES} == reached
    assert 40 <= Case.objects.count() <= 60
    assert not outbox.Notice.objects.filter(done_at=None).exists()
    assert ClockEvent.objects.filter(what="breached").exists()
    assert Case.objects.filter(restricted=True).exists()
    assert Case.objects.filter(danger=True, report__danger_touched_at=None).count() == 1
    assert PatternAlert.objects.filter(kind="same_contact", state="open").exists()
    assert Case.objects.filter(countersignatures__state="asked").count() >= 2
    assert Case.objects.filter(transfers__state="offered").count() >= 2
    assert {"victim-support", "awaz-cumbria"} <= set(Referral.objects.values_list("organisation__code", flat=True))
    assert set(Message.objects.values_list("direction", flat=True)) == {"to_reporter", "from_reporter"}
    assert Signpost.objects.count() > 100


def test_what_people_do_behind_their_codes_is_told_as_well(demo: str):
    assert set(Evidence.objects.values_list("kind", "stripping")) == {("jpeg", "done"), ("text", "kept")}
    assert set(Letter.objects.values_list("kind", "sent_by_channel")) == {
        ("progress", "return_page"),
        ("no_further_action", "return_page"),
    }
    assert ContactChange.objects.filter(state="waiting").count() == 1
    assert NewsChoice.objects.exclude(arrived_at=None).filter(live_at=None, stopped_at=None).count() == 1
    assert ReturnCode.objects.exclude(narrowed_at=None).exclude(replaced_by=None).filter(retired_at=None).exists()
    assert Party.objects.filter(under_18=True, guardian_may_know="no").exists()
    assert Report.objects.exclude(follows=None).exists()
    assert Task.objects.filter(road="another_language", answered_at=None).exists()


def test_what_waits_beside_the_cases_waits_in_the_demo_too(demo: str):
    sergeant = Person.objects.get(email="control.room@cumbria.example")
    inspector = Person.objects.get(email="hate.crime.inspector2@cumbria.example")

    (group,) = asking.groups_of(sergeant, reading.unassessed(sergeant, 1))
    assert (len(group.alike), len(group.standing)) == (5, 1)
    assert second_readings.due_for(inspector).exists()
    assert second_looks.due_for(sergeant, SecondLook.Kind.NOT_A_REPORT).exists()
    assert Invitation.objects.filter(accepted_at=None).count() == len(FORCES)
    assert Terminal.objects.filter(retired_at=None).count() == len(FORCES)


def test_every_story_ends_where_it_says(demo: str):
    ends = {}
    for story in STORIES:
        case = Case.objects.filter(report__submission_key=submission_key(story)).order_by("-opened_at", "-id").first()
        ends[story.code] = (case.kind, case.state) if case else None

    assert ends == {story.code: story.ends for story in STORIES}


def test_loading_twice_changes_nothing_and_says_so(demo: str):
    before = Report.objects.count(), Case.objects.count()

    again = _load()

    assert "here already" in again
    assert "codes" in demo
    assert (Report.objects.count(), Case.objects.count()) == before


def test_a_loading_cut_short_after_its_last_story_is_not_taken_for_whole(demo: str):
    with transaction.atomic():
        Terminal.objects.all().delete()

        with pytest.raises(CommandError, match="cut short"):
            _load()
        transaction.set_rollback(True)


def test_outside_the_demo_nothing_is_loaded(db: None, settings: Any):
    settings.DEMO = False

    with pytest.raises(CommandError, match="loopback"):
        call_command("load_demo")
    assert not Report.objects.exists()


def _load() -> str:
    said = StringIO()
    call_command("load_demo", stdout=said)
    return said.getvalue()


def _typed(section: str, given: dict[str, Any]) -> QueryDict:
    """A saved section as a browser would post it."""
    data = QueryDict(mutable=True)
    for name, value in given.items():
        if name in _NOT_IN_A_FORM:
            continue
        if section == "why" and name == "details":
            for field in FORMS["why"](answers={}).fields:
                if field.startswith("details_"):
                    codes = {code for code, _label in FORMS["why"](answers={}).fields[field].choices}  # type: ignore[attr-defined]  # a choice field
                    data.setlist(field, [code for code in value if code in codes])
        elif isinstance(value, list):
            data.setlist(name, value)
        elif section == "when" and name in ("on", "since", "until"):
            for part, number in zip(("day", "month", "year"), ("1", "1", "2026"), strict=True):
                data[f"{name}_{part}"] = number
        else:
            data[name] = value
    return data

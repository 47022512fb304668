"""A code found on paper: all that can be opened, clicked and posted with it by somebody who wants to know or to harm.

They learn no name, address, time or word of the report, and nothing about whom the police may reach changes. The pages
are found in the urlconf and the forms on the pages, so that new ones are tried as well.
"""

from typing import Any

import pytest
from django.db import models
from django.test import Client

from incidents import messages, progress, return_codes
from incidents.models import (
    Classification,
    Consent,
    ContactChange,
    Evidence,
    LinkKey,
    NewsChoice,
    Party,
    Report,
    ReturnCode,
    SubjectDetail,
)
from incidents.sending import Sent, send_answers
from tests import cast
from tests.house.addresses import public_addresses
from tests.incidents.conftest import Given
from tests.visitor import Form, forms_of

pytestmark = pytest.mark.django_db

#: Each is told in the report and must never be read behind its code.
TOLD = {
    "name": "Amina Canaryname",
    "phone": "07700 900222",
    "email": "amina.canary@example.org",
    "words": "Canarywords by the kiosk",
    "place": "Behind Canaryplace bridge",
    "postcode": "CA1 2AB",
    "reason": "Canaryreason was said",
    "suspect": "Canarysuspect from next door",
    "safe_words": "Canarygreeting",
    "who_must_not_know": "Canarybrother",
}
FINDERS = {"email": "finder@example.net", "phone": "020 7946 0999", "address": "1 Finder Street", "name": "Finder"}
#: What the police go by. Nothing of it changes before staff confirm.
STANDS: tuple[type[models.Model], ...] = (Report, Party, Consent, Classification, SubjectDetail, LinkKey)


@pytest.fixture
def sent(answers: Given) -> Sent:
    sent = send_answers(
        answers(
            what={"words": TOLD["words"], "kinds": ["called_names"], "who_did": ["neighbour"]},
            where={"place_type": "street", "postcode": TOLD["postcode"], "place": TOLD["place"]},
            why={"strands": ["race"], "reason": TOLD["reason"]},
            suspect={"known": "yes", "suspect_name": TOLD["suspect"], "description": TOLD["suspect"]},
            contact={
                "contact": "yes",
                "name": TOLD["name"],
                "channels": ["call", "email"],
                "phone": TOLD["phone"],
                "email": TOLD["email"],
                "bans": ["no_voicemail"],
                "safe_words": TOLD["safe_words"],
                "who_must_not_know": TOLD["who_must_not_know"],
            },
        )
    )
    report = Report.objects.get()
    progress.push(report, "dispatched")
    messages.post_to_reporter(report, cast.local_focus_sergeant(), "We read what you wrote.")
    return sent


@pytest.fixture
def finder(sent: Sent) -> Client:
    client = Client()
    assert client.post("/return/", {"code": return_codes.grouped(sent.return_code)}).status_code == 303
    return client


def standing() -> dict[str, list[dict[str, Any]]]:
    """Every column of every row the police go by, sealed bytes included."""
    return {
        model.__name__: [
            {name: bytes(value) if isinstance(value, memoryview) else value for name, value in row.items()}
            for row in model._default_manager.order_by("pk").values()
        ]
        for model in STANDS
    }


def give_away(text: str) -> list[str]:
    folded = text.casefold()
    words = [word for told in TOLD.values() for word in (told, told.replace(" ", "")) if word.casefold() in folded]
    return words + [word for word in ("canary", "07700", "kiosk") if word.casefold() in folded]


def filled(form: Form, *, last: bool) -> dict[str, list[str]]:
    """As the finder fills it in: own details in every box, the first or the last of every choice."""
    answers: dict[str, str | list[str]] = {}
    for control in form.controls:
        if control.kind in ("radio", "checkbox", "option"):
            if last or control.name not in answers:
                answers[control.name] = control.value
        elif control.kind == "submit" and control.name not in ("language", "easy_read"):
            answers[control.name] = control.value
        elif control.kind not in ("hidden", "submit", "file"):
            answers[control.name] = next(
                (value for name, value in FINDERS.items() if name in control.name), "Write to the finder"
            )
    return form.filled(answers)


def everything(client: Client) -> dict[str, str]:
    """Open every address there is for the public, post every form that is found; what was answered, by address."""
    told: dict[str, str] = {}
    tried: set[str] = set()
    for address in (*public_addresses("/return/"), *public_addresses()):
        if address in ("/return/leave/", "/return/withdraw/", "/return/code/"):  # they end things: told of below
            continue
        page = client.get(address)
        told[f"GET {address}"] = _said(page)
        told[f"POST {address}"] = _said(client.post(address, {"words": "x", "danger": "no", **FINDERS}))
        for form in forms_of(page.content.decode() if "html" in page.get("Content-Type", "") else ""):
            action = form.action or address
            if form.method != "POST" or action in ("/return/leave/", "/language/") or "/report/" in action:
                continue
            for last in (False, True):
                answered = client.post(action, filled(form, last=last))
                tried.add(action)
                told[f"{action} from {address}, {last}"] = _said(answered)
                if answered.status_code in (302, 303):
                    told[f"after {action}, {last}"] = _said(client.get(answered["Location"]))
    assert {"/return/message/"} <= tried
    return told


def _said(response: Any) -> str:
    """Everything of an answer: body, headers, cookies."""
    body = b"".join(response) if response.streaming else response.content
    return f"{body.decode(errors='replace')} {response.headers} {response.cookies}"


def test_nothing_behind_the_code_tells_who_where_when_or_what(finder: Client) -> None:
    for address, said in everything(finder).items():
        assert give_away(said) == [], address


def test_nothing_the_police_go_by_is_changed_behind_the_code(finder: Client) -> None:
    before = standing()

    everything(finder)

    assert standing() == before
    assert "live" not in ContactChange.objects.values_list("state", flat=True)
    assert not NewsChoice.objects.exclude(live_at=None).exists()


def test_what_the_finder_leaves_is_not_shown_to_the_next_finder(finder: Client, sent: Sent) -> None:
    everything(finder)
    second = Client()
    second.post("/return/", {"code": sent.return_code})

    for address in public_addresses("/return/"):
        if address != "/return/leave/":
            said = second.get(address).content.decode()
            assert not [value for name, value in FINDERS.items() if name != "name" and value in said], address


def test_ending_things_behind_the_code_ends_nothing(finder: Client, sent: Sent) -> None:
    """A finder may ask to withdraw or to change the code: the report stands, and its owner can still write."""
    before = standing()
    for address in ("/return/code/", "/return/withdraw/"):
        client = Client()
        client.post("/return/", {"code": sent.return_code})
        for form in forms_of(client.get(address).content.decode()):
            if form.action in ("", address):
                client.post(address, filled(form, last=False))

    assert standing() == before
    assert not ReturnCode.objects.filter(report_id=sent.report_id).exclude(retired_at=None).exists()
    owner = Client()
    assert owner.post("/return/", {"code": sent.return_code}).status_code == 303
    key = "8d9c1e7e-0000-4000-8000-000000000001"
    assert owner.post("/return/message/", {"danger": "yes", "words": "It was not me.", "key": key})["Location"]
    assert Report.objects.get().messages.filter(submission_key=key).exists()


def test_the_finder_takes_nothing_away(finder: Client, sent: Sent) -> None:
    kept = Evidence.objects.count(), ReturnCode.objects.count()

    everything(finder)

    assert (Evidence.objects.count(), ReturnCode.objects.count()) == kept
    assert return_codes.find(sent.return_code).report_id == sent.report_id

"""Every component once, on a public and on a desk page: what the tests of the front look at.

Rendered without a database, and shown to a browser under the headers of the real areas.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory
from django.utils import translation

from hatereport.formkit import (
    Checkboxes,
    ChoiceField,
    DatePartsField,
    MultipleChoiceField,
    NarrativeField,
    QuestionForm,
    Radios,
)
from hatereport.headers import area_of, headers_of
from partners.directory import CrisisLine

HERE = Path(__file__).parent
DIST = HERE.parents[2] / "static" / "dist"
ORIGIN = "https://house.example"

LINES = (
    CrisisLine("Samaritans", "Someone to talk to.", "116 123", "", "Day and night"),
    CrisisLine("Childline", "For anyone under 19.", "0800 1111", "", "Day and night"),
    CrisisLine("Victim Support", "Free help.", "08 08 16 89 111", "", ""),
)
LONG_AGO = datetime(2026, 3, 27, 21, 40, tzinfo=UTC)


class EveryQuestion(QuestionForm):
    """One field of every kind the pack knows."""

    reveals = {"phone": ("contact", "phone"), "strand_other": ("strands", "other"), "witness_name": ("witness", "True")}
    page_heading = "contact"

    contact = ChoiceField(
        label="How may we contact you?",
        help_text="We only use what you choose here.",
        choices=[
            ("phone", "By phone", "We never leave a message unless you say so."),
            ("email", "By email"),
            ("no", "Do not contact me"),
        ],
        widget=Radios(divider_before="no"),
        error_messages={"required": "Choose how we may contact you, or that we may not"},
    )
    phone = forms.CharField(
        label="Phone number", widget=forms.TextInput(attrs={"inputmode": "tel", "data-width": "20"})
    )
    strands = MultipleChoiceField(
        label="Why do you think it happened?",
        help_text="Choose all that fit.",
        choices=[
            ("race", "Race or ethnicity", "For example skin colour, nationality or language."),
            ("religion", "Religion or belief"),
            ("disability", "Disability"),
            ("other", "Something else"),
            ("unsure", "I am not sure"),
        ],
        widget=Checkboxes(exclusive="unsure"),
    )
    strand_other = forms.CharField(label="What was it?")
    story = NarrativeField(label="What happened?", help_text="In your own words.", limit=200)
    when = DatePartsField(
        label="When did it happen?", help_text="For example, 27 3 2026.", not_after=lambda: date(2026, 11, 20)
    )
    before = ChoiceField(
        label="Has it happened before?", choices=[("yes", "Yes"), ("no", "No")], widget=Radios(inline=True)
    )
    place = forms.ChoiceField(
        label="Where was it?", choices=[("", "Choose a place"), ("home", "At home"), ("shop", "In a shop")]
    )
    time = forms.TimeField(label="Time", widget=forms.TimeInput(attrs={"data-width": "5"}))
    secret = forms.CharField(label="Password", widget=forms.PasswordInput)
    picture = forms.FileField(label="A photo", required=False)
    witness = forms.BooleanField(label="Someone else saw it", help_text="You need not know who they are.")
    witness_name = forms.CharField(label="Their name, if you know it", required=False)
    step = forms.CharField(widget=forms.HiddenInput)


class AtTheDesk(EveryQuestion):
    """The same on a page that has its heading already."""

    page_heading = ""


def public_page(form: forms.Form, language: str = "en-gb") -> str:
    return _render("public.html", "/report/1/", language, form=form)


def desk_page(form: forms.Form, language: str = "en-gb") -> str:
    return _render("desk.html", "/desk/", language, form=form)


def _render(name: str, path: str, language: str, **context: Any) -> str:
    request = RequestFactory().get(path)
    request.user = AnonymousUser()
    with translation.override(language):
        template = engines["django"].from_string((HERE / name).read_text())
        return template.render(
            {
                "service_name": "Report and support",
                "languages": [("en-gb", "English", True), ("cy", "Cymraeg", False), ("ar", "العربيّة", False)],
                "english_beside": language != "en-gb",
                "crisis_lines": LINES,
                "foot_links": [("/return/", "Come back with your code"), ("/support/", "Find help")],
                "page": Paginator(range(90), 25).page(2),
                "moment": LONG_AGO,
                "navigation": [
                    {"address": "/desk/", "label": "Queue", "is_current": True, "count": 12},
                    {"address": "/desk/search/", "label": "Search"},
                    {"address": "/desk/patterns/", "label": "Patterns"},
                ],
                "more_ways": [
                    {"address": "/desk/shift/", "label": "Shift"},
                    {"address": "/desk/duty/", "label": "Duty"},
                ],
                "rows": [
                    {"key": "What happened", "value": "Shouting and a broken window", "change_address": "/report/3/"},
                    {
                        "key": "Where",
                        "value": "In the street",
                        "change_address": "/report/5/",
                        "change_label": "the place",
                    },
                ],
                "steps": [
                    {"title": "You sent your report", "about": "27 March 2026, 21:40", "state": "done"},
                    {"title": "A sergeant reads it", "about": "Today, by 23:40", "state": "now"},
                    {"title": "An officer comes to see you", "about": "Only if you said we may"},
                ],
                "entries": [
                    {
                        "title": "Assessed as a hate crime",
                        "by": "Sgt Okafor",
                        "at": LONG_AGO,
                        "text": "THRIVE done.",
                        "tag": "High",
                        "tag_kind": "grave",
                    },
                    {"title": "Received", "by": "the system", "at": LONG_AGO},
                ],
                "calls": [
                    {
                        "words": "Danger reported 2 minutes ago, nobody has opened it.",
                        "address": "/desk/cases/HC-1/",
                        "act_label": "Open it",
                    }
                ],
                **context,
            },
            request,
        )


def show(browser: Any, html: str, path: str = "/report/1/", **how: Any) -> Any:
    """The page in a browser, under the headers of its area; styles and scripts come from static/dist."""
    context = browser.new_context(**how)
    page = context.new_page()
    page.complaints = []
    page.on(
        "console",
        lambda message: page.complaints.append(message.text) if message.type in ("error", "warning") else None,
    )
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    headers = headers_of(area_of(path))

    def answer(route: Any) -> None:
        address = route.request.url.removeprefix(ORIGIN)
        if address.startswith("/static/"):
            kinds = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
            file = DIST / address.removeprefix("/static/")
            route.fulfill(
                body=file.read_bytes(), content_type=kinds[file.suffix[1:]], headers=headers_of(area_of("/static/"))
            )
        else:
            route.fulfill(body=html, content_type="text/html; charset=utf-8", headers=headers)

    context.route("**/*", answer)
    page.goto(ORIGIN + path)
    return page

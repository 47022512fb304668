"""What somebody tells an officer: on the telephone, at a counter, in the street, on a paper form. Typed once, on one page.

The questions and the act of taking are those of the public form (incidents/forms, incidents/sending.py); nothing that only
concerns browsers of strangers is. The report knows who took it, and how.
"""

import uuid
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from django.db import IntegrityError, transaction

from hatereport import clock
from hatereport.formkit import ChoiceField, QuestionForm
from hatereport.sealing import token_digests
from incidents import areas, fresh_codes, sending, support
from incidents.forms import FORMS, SectionForm
from incidents.models import Draft, Report
from incidents.questions import BY_CODE, CORE, Answers
from partners.models import Force, Person
from partners.routing import UNKNOWN_PLACE
from triage.models import Case
from triage.receipt import receive

#: Whoever speaks with people who come or call.
ROLES = (
    "control_room_operator",
    "control_room_sergeant",
    "duty_inspector",
    "officer",
    "supervising_sergeant",
    "local_focus_sergeant",
    "local_focus_inspector",
)
#: Asked in the order of the form; what stands behind the core is folded away.
FOLDED = ("suspect", "harm", "circumstances", "communication", "support")
SECTIONS = (*(section.code for section in CORE), *FOLDED)
#: Beside the routes of partners.routing: nobody said where, and it was told to this force.
TOLD_HERE = "told_here"
#: What a part is called where somebody else is asked than who reads the page.
_TITLES = {"who": "Who they are", "contact": "How to reach them"}
_CHANNELS = tuple(choice for choice in Report.Channel.choices if choice[0] != Report.Channel.WEB)
_FILERS = (
    (Report.Filer.VICTIM, "The person it happened to"),
    (Report.Filer.WITNESS, "Somebody who saw or heard it"),
    (Report.Filer.ON_BEHALF, "Somebody who reports for them"),
    (Report.Filer.ORGANISATION, "An organisation, group or building it happened to"),
    (Report.Filer.OFFICER, "Nobody: you saw or found it yourself"),
)


class TakenForm(QuestionForm):
    """How it came, before anything else is asked but danger."""

    grave: ClassVar[frozenset[str]] = frozenset()

    channel = ChoiceField(
        label="How did it come?", choices=_CHANNELS, error_messages={"required": "Choose how it came."}
    )


class Entry:
    """The forms of the page: how it came, and one for each section of the report."""

    def __init__(self, person: Person, data: Any = None) -> None:
        self.person = person
        self.taken = TakenForm(data, initial={"channel": _usual(person)})
        self.sections = {code: _form(code, person, data) for code in SECTIONS}

    @property
    def core(self) -> list[tuple[str, SectionForm]]:
        """Danger first, then the others; the title of each."""
        return [(_title(code), self.sections[code]) for code in SECTIONS if code not in FOLDED]

    @property
    def folded(self) -> list[tuple[str, SectionForm, bool]]:
        """With whether there is something in it to see."""
        found = [(code, self.sections[code]) for code in FOLDED]
        return [
            (_title(code), form, form.is_bound and (bool(form.errors) or form.has_changed())) for code, form in found
        ]

    def is_valid(self) -> bool:
        """Each form is read, so that everything wrong is said at once."""
        valid = [form.is_valid() for form in self._forms()]
        if all(valid) and self.sections["support"].cleaned_data.get("organisations") and not self._may_be_reached:
            self.sections["support"].add_error(
                "organisations", "They want no contact, so nothing can be passed on. Untick these, or ask them again."
            )
            return False
        return all(valid)

    @property
    def problems(self) -> list[tuple[str, str]]:
        """(id of the control, sentence), in the order of the page."""
        return [line for form in self._forms() for line in form.error_summary] if self.taken.is_bound else []

    @property
    def answers(self) -> Answers:
        """As incidents/questions.py describes them; only of a valid entry."""
        given = {code: form.to_answers() for code, form in self.sections.items()}
        found: Answers = {code: answers for code, answers in given.items() if answers}
        found["placement"] = _placement(found.get("where", {}), self.person)
        return found

    @property
    def channel(self) -> str:
        return str(self.taken.cleaned_data["channel"])

    @property
    def _may_be_reached(self) -> bool:
        return self.sections["contact"].cleaned_data.get("contact") in ("yes", "trusted")

    def _forms(self) -> Iterator[QuestionForm]:
        yield self.sections["danger"]
        yield self.taken
        yield from (form for code, form in self.sections.items() if code != "danger")


def take(entry: Entry, key: uuid.UUID) -> tuple[Report, Case]:
    """The report and its case, opened at once. Sent twice, it is one report; its code waits to be handed over. A key that
    another's report has is no way to it: this is one more report.
    """
    if Report.objects.filter(submission_key=key).exclude(taken_by=entry.person).exists():
        key = uuid.uuid4()
    try:
        with transaction.atomic():
            sent = sending.send_answers(entry.answers, submission_key=key, channel=entry.channel, taken_by=entry.person)
            fresh_codes.keep(code_token(sent.report_id), sent.return_code)
    except IntegrityError:
        if not Report.objects.filter(submission_key=key, taken_by=entry.person).exists():
            raise
    report = Report.objects.get(submission_key=key)
    return report, receive(report.pk)


def code_token(report_id: uuid.UUID) -> str:
    """What finds the code of a report that was taken here; the colon keeps it out of every cookie (drafts.find())."""
    return f"taken:{report_id}"


def code_waits(report_id: uuid.UUID) -> bool:
    """Whether the code of a report taken here was not shown yet, and still can be."""
    digests = [digest for _version, digest in token_digests(code_token(report_id))]
    return Draft.objects.filter(token_digest__in=digests, expires_at__gt=clock.now()).exists()


def _title(code: str) -> str:
    return _TITLES.get(code) or str(BY_CODE[code].title)


def _form(code: str, person: Person, data: Any) -> SectionForm:
    extra: dict[str, Any] = {}
    answers: Answers = {"who": {"filer": "victim", "under_18": "yes"}} if code == "contact" else {}
    if code == "support":
        answers = {"contact": {"contact": "yes"}, "placement": _placement({}, person)}
        extra["choices"] = support.offered(answers)
    form = FORMS[code](data, answers=answers, **extra)
    form.page_heading = ""  # type: ignore[misc]  # of this page, which has one heading for all
    for field in form.fields.values():
        field.help_text = ""
    if code == "who":
        form.fields["filer"].label = "Who is telling you?"
        form.offer("filer", _FILERS)
        form.fields["filer"].widget.hints.clear()
    if code == "what":
        form.fields["words"].label = "What happened, as they say it"
        form.fields["words"].help_text = "The first account, in their own words."
    return form


def _placement(where: Mapping[str, Any], person: Person) -> dict[str, Any]:
    """Where it belongs by what was said; where nothing was said, it belongs to the force it was told to."""
    found = areas.placement(dict(where))
    force = _force(person)
    if found["basis"] != UNKNOWN_PLACE or force is None:
        return found
    return found | {
        "force": force.pk,
        "force_name": force.name,
        "basis": TOLD_HERE,
        "local_strands": list(force.local_strands),
    }


def _force(person: Person) -> Force | None:
    codes = [held.force_id for held in person.roles_held() if held.role in ROLES and held.force_id]
    return Force.objects.filter(pk__in=codes[:1]).first()


def _usual(person: Person) -> str:
    """How reports usually come to this person."""
    if person.holds("control_room_operator", "control_room_sergeant", "duty_inspector"):
        return Report.Channel.CALL
    return Report.Channel.IN_PERSON if person.holds("officer", "supervising_sergeant") else Report.Channel.COUNTER

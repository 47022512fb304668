"""What stands unassessed in a control room, opened to be compared: words and the name that is blamed, for one request.

Who may see which case is scope.py's. Nothing opened here is kept; the view records the one consultation.
"""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet, Value

from hatereport import clock
from incidents.models import Evidence, LinkKey, Message
from partners.models import Person
from triage.models import Case, FirstLook
from triage.scope import visible_to

#: Who works through a flood (workflow.md: mark_not_a_report, and the duty inspector who signs at night).
PROPOSERS = ("control_room_operator", "control_room_sergeant")
CONFIRMERS = (*PROPOSERS, "duty_inspector")
#: More than ever came in a day, the most urgent first; what lies behind is read when these are cleared.
MOST = 6000
_COLUMNS = (
    "reference", "kind", "state", "version", "force", "risk", "flags", "danger", "restricted", "holder", "opened_at",
    "ended_at", "report__filer", "report__contact_choice", "report__language", "report__signals", "report__received_at",
    "report__channel", "report__narrative_sealed", "report__content__force", "report__content__purpose",
    "report__content__kek_id", "report__content__wrapped_dek", "report__subject__description_sealed",
    "report__subject__state", "report__subject__subject__force", "report__subject__subject__purpose",
    "report__subject__subject__kek_id", "report__subject__subject__wrapped_dek",
)  # fmt: skip


@dataclass(frozen=True)
class Opened:
    """One report as it is compared. `target`: the name and the address online of whom it blames, as typed."""

    case: Case
    words: str
    target: str
    has_evidence: bool
    has_message: bool
    left_contact: bool
    #: What the person it was opened for has said of it (first_looks.py): that they know nobody in it, or somebody.
    is_declared: bool = False
    is_aside: bool = False


def unassessed(person: Person, days: int) -> list[Opened]:
    """Reports of this person's force in the control room that nobody has assessed, of the last days, and those they stood
    aside from, wherever these are by now, so that what is alike can be kept from them: asking.py takes these out.
    """
    forces = {held.force_id for held in person.roles_held() if held.role in CONFIRMERS}
    since = clock.now() - dt.timedelta(days=days)
    waiting = visible_to(person).filter(
        force__in=forces, state="control_room", ended_at=None, restricted=False, opened_at__gte=since
    )
    declared = Exists(FirstLook.objects.filter(case=OuterRef("pk"), person=person, conflict=False))
    waiting = waiting.annotate(is_declared=declared).order_by("-danger", "-risk", "opened_at", "id")
    return opened(waiting[:MOST]) + stood_aside_from(person, forces)


def stood_aside_from(person: Person, forces: set[str | None]) -> list[Opened]:
    """What they never see: in any state and of any age, for the same text may come again. An erased one says nothing."""
    theirs = FirstLook.objects.filter(person=person, conflict=True).values("case")
    aside = Case.objects.filter(force__in=forces, pk__in=theirs).annotate(is_aside=Value(True))
    return [one for one in opened(aside.order_by("-opened_at")[:MOST]) if one.words or one.target]


def opened_again(ids: Iterable[uuid.UUID]) -> list[Opened]:
    """The same of named cases, wherever they stand by now; for a clearing that is carried out."""
    return opened(Case.objects.filter(pk__in=list(ids)).order_by("opened_at", "id"))


def seen_again(person: Person, ids: Iterable[uuid.UUID]) -> list[Opened]:
    """Those of named cases that this person may see, wherever they stand: to read what a clearing is about."""
    return opened(visible_to(person).filter(pk__in=list(ids)).order_by("opened_at", "id"))


def opened(cases: QuerySet[Case]) -> list[Opened]:
    """One query, and everything opened."""
    of_report = {"report": OuterRef("report")}
    contact = LinkKey.objects.filter(**of_report, what__in=(LinkKey.What.PHONE, LinkKey.What.EMAIL))
    rows = (
        cases.select_related("report__content", "report__subject__subject")
        .only(*_COLUMNS)
        .annotate(
            has_evidence=Exists(Evidence.objects.filter(**of_report)),
            has_message=Exists(Message.objects.filter(**of_report, direction="from_reporter")),
            left_contact=Exists(contact),
        )
    )
    return [_opened(case) for case in rows]


def _opened(case: Case) -> Opened:
    report = case.report
    subject = getattr(report, "subject", None)
    blamed = (subject.description or {}) if subject is not None else {}
    named = [str(blamed.get(name, "")).strip() for name in ("suspect_name", "suspect_online")]
    return Opened(
        case=case,
        words=report.narrative or "",
        target=", ".join(name for name in named if name),
        has_evidence=case.has_evidence,  # type: ignore[attr-defined]  # annotated
        has_message=case.has_message,  # type: ignore[attr-defined]  # annotated
        left_contact=case.left_contact,  # type: ignore[attr-defined]  # annotated
        is_declared=getattr(case, "is_declared", False),
        is_aside=getattr(case, "is_aside", False),
    )

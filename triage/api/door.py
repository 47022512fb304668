"""Who may use the API, which cases it knows for them, and the line that every look leaves in the log."""

import uuid

from django.db.models import QuerySet
from django.http import Http404
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.views import APIView

from hatereport import audit
from partners.models import Person
from triage.first_looks import with_first_look
from triage.models import Case
from triage.queues import DESK_ROLES
from triage.scope import visible_to

#: Nothing of a case that leaves by the API needs these.
_SEALED = ("report__narrative_sealed", "report__answers_sealed")


class AtTheDesk(IsAuthenticated):
    """Only people who have a desk."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        return bool(super().has_permission(request, view)) and person_of(request).holds(*DESK_ROLES)


def person_of(request: Request) -> Person:
    assert isinstance(request.user, Person)
    return request.user


def cases_of(person: Person) -> QuerySet[Case]:
    """Every case in this person's scope, without a sealed word."""
    return visible_to(person).select_related("report", "came_from").defer(*_SEALED)


def case_or_404(request: Request, reference: str) -> Case:
    """The case with the answer to the question before the first look; out of scope looks like not existing."""
    person = person_of(request)
    case = with_first_look(cases_of(person).filter(reference=reference.upper()), person).first()
    if case is None:
        raise Http404
    return case


def looked(request: Request, what: str, detail: dict[str, int], case: Case | None = None) -> None:
    """The one entry of a look: at a case, else at the list of whoever asks."""
    person = person_of(request)
    subject: tuple[str, uuid.UUID] = ("case", case.pk) if case else ("queue", person.pk)
    audit.record(person.as_actor(), "consultation", *subject, what, detail, force=case.force_id if case else "")

"""Who may open a page of the desk, and what every page of it carries: the ways round the desk, and whether it is called.

What a person sees once inside is scope.py's.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from hatereport import audit, clock
from partners.models import Person
from partners.roles import ADMINISTRATORS
from triage import first_looks, wording
from triage.handling.quick_entry import ROLES as TAKE_REPORTS
from triage.models import Case
from triage.news.alarms import Call, calls_for, fingerprint, is_called
from triage.news.counters import counts_for
from triage.news.counters import drawn as counted
from triage.performance.reach import COUNTS
from triage.queues import DESK_ROLES
from triage.reviewing import second_readings

Rest = ParamSpec("Rest")
View = Callable[Concatenate[HttpRequest, Rest], HttpResponse]

#: More than this would hide the work; the others are on the page of alarms.
IN_A_BANNER = 2
_CSRF = "csrfmiddlewaretoken"


@dataclass(frozen=True)
class Way:
    """One entry of the navigation."""

    address: str
    label: str
    is_current: bool
    #: Where its number stands (counters.py), and the number as of now.
    code: str = ""
    count: str = ""


#: In the order of the bar, what waits first: the first UP stand in it, for whom they are; the rest is behind "More".
_WAYS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("desk", "Queue", tuple(DESK_ROLES)),
    ("desk_new", "New", TAKE_REPORTS),
    ("desk_actions", "Actions", tuple(DESK_ROLES)),
    ("desk_countersign", "To sign", tuple(DESK_ROLES)),
    ("desk_news", "News", tuple(DESK_ROLES)),
    ("desk_search", "Find", tuple(DESK_ROLES)),
    ("desk_standards", "Professional standards", ("professional_standards",)),
    ("desk_final_reviews", "Final reviews", ("hate_crime_inspector", "hate_crime_lead")),
    (
        "desk_second_looks",
        "Second looks",
        ("control_room_sergeant", "local_focus_sergeant", "local_focus_inspector"),
    ),
    (
        "desk_hearings",
        "Hearings",
        ("officer", "supervising_sergeant", "hate_crime_sergeant", "hate_crime_inspector", "hate_crime_lead"),
    ),
    ("desk_second_readings", "Second readings", ("hate_crime_inspector", "hate_crime_lead")),
    ("desk_flood", "Flood", ("control_room_operator", "control_room_sergeant", "duty_inspector")),
    ("desk_search_alarms", "Own searches", ("professional_standards", "auditor")),
    ("desk_shift", "Shift", tuple(DESK_ROLES)),
    ("desk_duty", "On duty", (*DESK_ROLES, "force_administrator")),
    ("desk_performance", "Performance", tuple(COUNTS)),
    ("desk_forces", "Force", tuple(ADMINISTRATORS)),
    ("admin:index", "Back office", tuple(ADMINISTRATORS)),
    ("desk_letters", "Letters", ("force_administrator",)),
    ("desk_audit", "Log", ("auditor",)),
    ("desk_stuck", "Stuck", ("platform_administrator",)),
    ("referrals", "Referrals", ("partner_user", "centre_user")),
)
#: One row of an old monitor holds these beside "More". One entry more than that is shown rather than hidden.
UP = 7


def open_to(*roles: str, asks_first: bool = True) -> Callable[[View[Rest]], View[Rest]]:
    """For people signed in who hold one of the roles today; everybody else is refused, not led round.

    No page under a case's address is shown, and nothing done there, before the person has said whether they know anyone
    in it (first_looks.py). Asked here, so that no page can forget it; of a page that reads the case by case_file(), which
    asks itself, not twice. Before that stands a blind second reading of the case that waits for this person.
    """

    def guard(view: View[Rest]) -> View[Rest]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
            if not me(request).holds(*roles):
                raise PermissionDenied
            reference = str(kwargs["reference"]) if asks_first and "reference" in kwargs else ""
            try:
                if reference:
                    second_readings.refuse_while_waiting(me(request), reference)
                if reference and request.method == "POST":
                    first_looks.refuse_unopened_by(me(request), reference, str(kwargs.get("name", "")))
                answer = view(request, *args, **kwargs)
                if reference and request.method != "POST" and not first_looks.was_asked(me(request), reference):
                    first_looks.refuse_unopened_by(me(request), reference)
                return answer
            except second_readings.Waits as waits:
                messages.info(request, str(waits))
                return redirect("desk_second_reading", waits.look_id)
            except first_looks.Unopened as unopened:
                if not _knows_nobody(request):
                    return _ask_first(request, unopened.case)
                first_looks.declare(me(request), unopened.case, conflict=False, key=uuid.uuid4().hex)
            return view(request, *args, **kwargs)

        return cast("View[Rest]", login_required(guarded))

    return guard


desk = open_to(*DESK_ROLES)


def me(request: HttpRequest) -> Person:
    """The person at the desk; every page is behind open_to."""
    assert isinstance(request.user, Person)
    return request.user


def page(request: HttpRequest, template: str, status: int = 200, **said: Any) -> HttpResponse:
    """Draw a page of the desk with its navigation and, for those who are called, the alarm as it stands.

    It is there from the first moment: coming later it would push the page away under a click.
    """
    return render(request, f"triage/{template}", said | header_of(request), status=status)


def header_of(request: HttpRequest) -> dict[str, Any]:
    """What stands above every page of the desk, and above somebody's own account, so that they find the way back."""
    person = me(request)
    ways = _navigation(request, person)
    up = len(ways) if len(ways) <= UP + 1 else UP
    return {
        "navigation": ways[:up],
        "more_ways": ways[up:],
        "is_behind_more": any(way.is_current for way in ways[up:]),
        "is_called": is_called(person),
        "alarm": SimpleLazyObject(lambda: drawn(calls_for(person), IN_A_BANNER)),
        "has_desk": person.holds(*DESK_ROLES),
    }


def _knows_nobody(request: HttpRequest) -> bool:
    """The answer was sent along with what had been typed."""
    return request.method == "POST" and request.POST.get("declared") == "no"


def _ask_first(request: HttpRequest, case: Case) -> HttpResponse:
    """The small page: nothing of what the case says. What was typed already goes on with the answer."""
    posted, person = request.method == "POST", me(request)
    with transaction.atomic():
        audit.record(person.as_actor(), "consultation", "case", case.pk, "first_look_asked", force=case.force_id)
    typed = [(name, str(value)) for name, values in request.POST.lists() if name != _CSRF for value in values]
    facts = {
        "strands": wording.strand_labels(case.strands),
        "grade": wording.GRADE.get(case.grade, ""),
        "due": wording.due(case.next_due_at, clock.now()) if case.open else None,
    }
    said = {"case": case, "facts": facts, "typed": typed, "posted": posted, "key": uuid.uuid4().hex}
    return page(request, "declare.html", 409 if posted else 200, **said)


def drawn(calls: list[Call], most: int) -> dict[str, Any]:
    """What _calls.html draws: the first calls, how many more there are, and what the page has seen by it."""
    return {
        "calls": calls[:most],
        "more": max(0, len(calls) - most),
        "number": counted(len(calls)),
        "seen": fingerprint(calls),
        "key": uuid.uuid4().hex,
    }


def _navigation(request: HttpRequest, person: Person) -> list[Way]:
    counts = counts_for(person) if person.holds(*DESK_ROLES) else {}
    ways = []
    for name, label, roles in _WAYS:
        if person.holds(*roles):
            address = reverse(name)
            ways.append(Way(address, label, request.path == address, name, counts.get(name, "")))
    if counts:
        overdue = f"{reverse('desk')}?tab=overdue"
        ways.insert(1, Way(overdue, "Overdue", request.get_full_path() == overdue, "overdue", counts["overdue"]))
        ways[0] = replace(ways[0], is_current=ways[0].is_current and not ways[1].is_current)
    return ways

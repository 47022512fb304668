"""Who is away and who covers; and handing over what somebody has in hand who leaves."""

import re
import uuid

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from hatereport import audit
from partners import absences
from partners.models import Absence, Person
from triage.addresses import ReferenceConverter
from triage.choosing import TO_THE_TEAM
from triage.force.forms import AwayForm
from triage.leaving import handing_over
from triage.leaving.open_work import PART
from triage.views.carrying import carried, told, typed
from triage.views.door import desk, me, page


@desk
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def cover(request: HttpRequest) -> HttpResponse:
    """My absence, whom I cover, and the absences of those I supervise."""
    me_here = me(request)
    team = list(absences.supervised(me_here))
    form = AwayForm(typed(request), people=[me_here, *team], covers=list(absences.who_could(me_here, *team)))
    if carried(request, form, lambda: _away(request, form), "The absence is entered."):
        return redirect("desk_cover")
    rows = list(absences.known_to(me_here))
    audit.record(me_here.as_actor(), "consultation", "queue", me_here.pk, "cover", {"count": len(rows)})
    return page(
        request, "cover.html", 422 if form.errors else 200, form=form, team=team,
        mine=[row for row in rows if row.person_id == me_here.pk],
        covering=[row for row in rows if row.cover_id == me_here.pk],
        others=[row for row in rows if me_here.pk not in (row.person_id, row.cover_id)],
    )  # fmt: skip


@desk
@require_POST
@transaction.atomic
def cover_end(request: HttpRequest, absence_id: int) -> HttpResponse:
    """They are back."""
    absence = absences.known_to(me(request)).filter(pk=absence_id).first()
    if absence is None:
        raise Http404
    told(request, lambda: absences.back(me(request), absence), f"{absence.person.name} is back: the cover has ended.")
    return redirect("desk_cover")


@desk
@require_http_methods(["GET", "HEAD", "POST"])
def leaver(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """What somebody has in hand, as far as it is the reader's to see, and to whom it goes."""
    viewer = me(request)
    person = Person.objects.filter(pk=person_id, held__force__in=viewer.force_codes()).distinct().first()
    if person is None:
        raise Http404
    done: list[handing_over.Outcome] = []
    if request.method == "POST":
        part = PART.get(request.POST.get("part", ""))
        if part is None:
            raise Http404
        done = handing_over.hand_over(
            viewer, person, part, _references(request), request.POST.get("taker", ""),
            request.POST.get("reasons", ""), request.POST.get("key", "")[:64],
        )  # fmt: skip
    with transaction.atomic():
        found = handing_over.in_hand(viewer, person)
        count = sum(len(cases) for _, cases in found)
        waiting = handing_over.waiting(viewer, person)
        audit.record(viewer.as_actor(), "consultation", "person", person.pk, "in_hand", {"count": count})
    refused = [one for one in done if one.refused]
    parts = [
        {
            "part": part,
            "cases": cases[: handing_over.AT_ONCE],
            "more": len(cases) > handing_over.AT_ONCE,
            "takers": handing_over.takers(person, part, cases),
            "to_team": TO_THE_TEAM if part.code == "holder" else "",
            # Of a part that was refused, in whole or for some cases, everything stands as it was left.
            "typed": request.POST if refused and request.POST.get("part") == part.code else None,
            "ticked": _references(request),
        }
        for part, cases in found
    ]
    return page(
        request, "leaving.html", 409 if refused else 200, person=person, parts=parts, waiting=waiting, refused=refused,
        handed=[one for one in done if not one.refused], key=uuid.uuid4().hex,
    )  # fmt: skip


def _references(request: HttpRequest) -> list[str]:
    """The cases that were ticked; what no case can be called is passed over like one that is out of sight."""
    return [one for one in request.POST.getlist("case") if re.fullmatch(ReferenceConverter.regex, one)]


def _away(request: HttpRequest, form: AwayForm) -> Absence:
    said = form.cleaned_data
    return absences.away(
        me(request), form.people[said["person"]], form.people[said["cover"]], said["starts_at"], said["ends_at"]
    )

"""Blind second readings: what waits for this inspector, and a case as it stood before the first decided."""

import uuid

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from hatereport import audit
from triage import first_looks
from triage.case_page import timeline
from triage.models import SecondLook
from triage.refusals import Incomplete, Refused
from triage.reviewing import second_readings
from triage.reviewing.lots import SAMPLE
from triage.views.cases import about, file_or_404, look, names_in
from triage.views.door import me, open_to, page
from triage.views.losing import keeps_words

_READERS = SAMPLE[SecondLook.Kind.NFA].roles
MOST = 50


@open_to(*_READERS)
@require_safe
@transaction.atomic
def readings(request: HttpRequest) -> HttpResponse:
    """What waits to be read, and where a second reading came to another view."""
    person = me(request)
    waiting = list(second_readings.due_for(person)[:MOST])
    rows = list(second_readings.differing_for(person)[:MOST])
    count = len(waiting) + len(rows)
    audit.record(person.as_actor(), "consultation", "queue", person.pk, "second_readings", {"count": count})
    opened = first_looks.opened_by(person, [row.case_id for row in rows])
    # What somebody wrote of a case is read by those who have said that they know nobody in it.
    differing = [{"look": row, "is_read": row.case_id in opened} for row in rows]
    return page(request, "second_readings.html", waiting=waiting, differing=differing)


@open_to(*_READERS)
@keeps_words(words="Your reasons")
@require_http_methods(["GET", "HEAD", "POST"])
def reading(request: HttpRequest, look_id: uuid.UUID) -> HttpResponse:
    """The case as the first inspector found it; agree or not, with reasons."""
    errors: dict[str, str] = {}
    with transaction.atomic():
        found = second_readings.due_for(me(request)).filter(pk=look_id).first()
        if found is None:
            raise Http404
        file = file_or_404(request, found.case.reference)
        look(request, file, "second_reading")
    if request.method == "POST":
        try:
            return _left(request, look_id) if "leave" in request.POST else _answered(request, look_id)
        except Incomplete as refusal:
            errors = refusal.errors
        except Refused:  # out of scope, or a colleague was quicker
            raise Http404 from None
    said = about(request, file)
    before = second_readings.as_it_was(file.moves, found.move)
    said["entries"] = timeline.entries(file.case, before, names_in(file), file.letter_ids)
    typed = request.POST if request.method == "POST" else {}
    return page(
        request, "second_reading.html", 422 if errors else 200, **said, look=found, errors=errors, typed=typed
    )  # fmt: skip


def _left(request: HttpRequest, look_id: uuid.UUID) -> HttpResponse:
    case = second_readings.leave(look_id, me(request))
    messages.success(request, "The second reading is left to a colleague. This is the case with all that was decided.")
    return redirect("desk_case", case.reference)


def _answered(request: HttpRequest, look_id: uuid.UUID) -> HttpResponse:
    said = request.POST.get("agrees", "")
    if said not in ("yes", "no"):
        raise Incomplete({"agrees": "Say whether you would have decided the same."})
    second_readings.answer(look_id, me(request), agrees=said == "yes", words=request.POST.get("words", "")[:8000])
    messages.success(request, "Your reading is written down.")
    return redirect("desk_second_readings")

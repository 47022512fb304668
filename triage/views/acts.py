"""The page of an act, and doing it: what was typed stays typed, whatever the answer is."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from hatereport.formkit import ChoiceField
from triage.acting import act, rehearse
from triage.amending import FACTS
from triage.case_page import timeline
from triage.case_page.case_file import CaseFile
from triage.forms import ActForm, act_form, typed_answers
from triage.models import Case, Countersignature, Move
from triage.openness import why_not
from triage.refusals import Incomplete, NotInScope, Overtaken, Refused
from triage.scope import visible_to
from triage.shapes import Act
from triage.situation import Situation
from triage.states import INCIDENT
from triage.views.cases import about, file_or_404, look, names_in
from triage.views.door import desk, me, page
from triage.views.letters import preview
from triage.views.losing import keeps_words
from triage.views.walking import walk_of
from triage.wording import act_label
from triage.workflow import ACT

#: Choosing one of them is choosing between incident and crime; then, and not before, the rules may speak (practice.md 18).
_CHOICES = ("assess_as_incident", "assess_as_crime")


@desk
@keeps_words()
@require_http_methods(["GET", "HEAD", "POST"])
def act_page(request: HttpRequest, reference: str, name: str) -> HttpResponse:
    """Ask what the act asks, beside the reporter's words; or do it."""
    if request.method == "POST":
        return _do(request, reference, name)
    with transaction.atomic():
        return _ask(request, reference, name)


def _do(request: HttpRequest, reference: str, name: str) -> HttpResponse:
    person = me(request)
    case = visible_to(person).filter(reference=reference.upper()).first()
    if case is None or (case.kind, name) not in ACT:
        raise Http404
    row = ACT[case.kind, name]
    if request.POST.get("change"):  # from the letter that was shown, back to what was typed
        return _ask(request, reference, name)
    data, version = typed_answers(row.questions(Situation(case, person, row)), request.POST), _version(request)
    try:
        if row.previews and not request.POST.get("seen"):
            letter = row.previews(rehearse(case.pk, name, person, version=version, data=data))
            if letter is not None:
                return preview(request, reference, row, letter)
        done = act(case.pk, name, person, version=version, key=request.POST.get("key", "")[:64], data=data)
    except NotInScope:
        raise Http404 from None
    except Incomplete as refusal:
        return _ask(request, reference, name, errors=refusal.errors, status=422)
    except Overtaken as refusal:
        return _ask(request, reference, name, overtaken=refusal.moves, status=409)
    except Refused as refusal:
        return _ask(request, reference, name, refused=refusal.reasons, status=409)
    return _go_on(request, case, row, done)


def _ask(
    request: HttpRequest,
    reference: str,
    name: str,
    *,
    errors: dict[str, str] | None = None,
    overtaken: Iterable[Move] = (),
    refused: Iterable[str] = (),
    status: int = 200,
) -> HttpResponse:
    """The page of the act: empty, or with everything typed and the reason why it was not done."""
    with transaction.atomic():
        file = file_or_404(request, reference)
        row = ACT.get((file.case.kind, name))
        if row is None or row.system:
            raise Http404
        look(request, file, name)
    file.ctx.act = row
    form = act_form(file.ctx, request.POST if request.method == "POST" else None)
    form.wrong(errors or {})
    chosen = name in _CHOICES and file.case.kind == INCIDENT
    said: dict[str, Any] = about(request, file)
    said["proposal"] = said["proposal"] or (file.proposal if chosen else None)
    moves = timeline.entries(file.case, overtaken, names_in(file), file.letter_ids)
    return page(
        request, "act.html", status, **said, act=row, form=form, overtaken=moves, refused=list(refused),
        not_open=why_not(file.ctx) or _nothing_offered(form),
        proper=(proper := _proper(file, name)), shut=[label for label, way in proper if way is None],
    )  # fmt: skip


def _nothing_offered(form: ActForm) -> list[str]:
    """What must be chosen where there is nothing to choose yet: an act for later, whatever its guards say."""
    drawn = ((field, form.fields[field.name]) for field in form.asked if field.required and field.kind == "choice")
    empty = (field for field, control in drawn if isinstance(control, ChoiceField) and not control.choices)
    return [f"{field.label} There is nothing to choose yet." for field in empty]


def _proper(file: CaseFile, name: str) -> list[tuple[str, Act | None]]:
    """Beside the amending of words: the act that sets a fact anew, where one is open to this person now."""
    if name != "amend":
        return []
    is_open = {way.act.name: way.act for way in file.openness if way.open}
    file.ctx.act = ACT[file.case.kind, name]
    known = {act for kind, act in ACT if kind == file.case.kind}
    return [
        (fact.label, next((is_open[one] for one in fact.acts if one in is_open), None))
        for fact in FACTS
        if known.intersection(fact.acts)
    ]


def _go_on(request: HttpRequest, case: Case, row: Act, done: Move | Countersignature) -> HttpResponse:
    """To whoever must sign, to a code that was just given, to the next case, or back to this one; where it has left the
    person's sight, to the case it became or the queue.
    """
    if isinstance(done, Countersignature):
        return redirect("desk_signature", done.pk)
    if row.name == "replace_code":
        return redirect("desk_code", case.reference, done.pk)
    messages.success(request, f"{case.reference}: {act_label(case.kind, row.name)}. Done.")
    walk = walk_of(request)
    if request.POST.get("then") == "next":
        return redirect(f"{reverse('desk_next')}?{walk.query}&" + urlencode({"after": walk.at}))
    seen = visible_to(me(request))
    if found := seen.filter(pk=case.pk).first() or seen.filter(came_from=case.pk).first():
        return redirect(walk.back_to(found))
    return redirect(walk.list_address)


def _version(request: HttpRequest) -> int:
    """A page without its number is as old as can be."""
    typed = request.POST.get("version", "")
    return int(typed) if typed.isdecimal() and len(typed) < 9 else 0

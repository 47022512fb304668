"""What a force signs: rules for incidents that are no crime, its own times, its own word on outcomes, its public notice."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from hatereport import clock
from partners import forces
from partners.models import ForceNotice
from triage.clocks import profiles
from triage.clocks.kinds import CLOCK_KIND
from triage.force import own_outcomes
from triage.force.forms import ClockForm, NoticeForm, OutcomeForm, RegimeForm
from triage.law.offences import OUTCOME_BY_CODE
from triage.law.outcome_rules import rule_for
from triage.models import ForceOutcome
from triage.views.carrying import carried, typed
from triage.views.door import me
from triage.views.force.door import administrators, force_or_404, force_page, looked

SIGNED = "It is signed."


@administrators
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def regime(request: HttpRequest, code: str) -> HttpResponse:
    """Every row that was signed, and a form for the next."""
    force = force_or_404(request, code)
    form = RegimeForm(typed(request))
    if carried(request, form, lambda: forces.sign_regime(me(request), force, **form.cleaned_data), SIGNED):
        return redirect("desk_force_regime", force.pk)
    looked(request, force, "regime")
    today = clock.today()
    return force_page(
        request, force, "regime.html", 422 if form.errors else 200, form=form, today=today,
        rows=force.regimes.order_by("-valid_from"), in_force=forces.regime_on(force, today),
    )  # fmt: skip


@administrators
@require_safe
@transaction.atomic
def clocks(request: HttpRequest, code: str) -> HttpResponse:
    """Every clock: the service's time and its basis, and the force's own."""
    force = force_or_404(request, code)
    looked(request, force, "clocks")
    return force_page(request, force, "clocks.html", rows=profiles.budgets(force))


@administrators
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def one_clock(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """A time of the force's own for one kind of clock."""
    force = force_or_404(request, code)
    if kind not in CLOCK_KIND:
        raise Http404
    row = next(row for row in profiles.budgets(force) if row.kind.code == kind)
    form = ClockForm(typed(request), initial={"counted": "days" if row.kind.paperwork else "hours"})
    if carried(request, form, lambda: _settle(request, code, kind, form), SIGNED):
        return redirect("desk_force_clocks", force.pk)
    looked(request, force, "clock", kind=kind)
    return force_page(request, force, "clock.html", 422 if form.errors else 200, row=row, form=form)


@administrators
@require_safe
@transaction.atomic
def outcomes(request: HttpRequest, code: str) -> HttpResponse:
    """Every outcome code as it counts in this force today, and what is signed for later."""
    force = force_or_404(request, code)
    looked(request, force, "outcomes")
    coming = {row.code: row for row in own_outcomes.coming(force)}
    rows = [(rule, coming.get(rule.code)) for rule in own_outcomes.rules(force)]
    return force_page(request, force, "outcomes.html", rows=rows)


@administrators
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def outcome(request: HttpRequest, code: str, outcome: str) -> HttpResponse:
    """The force's rule for one outcome, and every row signed before."""
    force = force_or_404(request, code)
    if outcome not in OUTCOME_BY_CODE:
        raise Http404
    rule = rule_for(force.pk, outcome, clock.today())
    form = OutcomeForm(typed(request), initial={"nfa": "yes" if rule.nfa else "no", "review": rule.scheme})
    if carried(request, form, lambda: _rule(request, code, outcome, form), SIGNED):
        return redirect("desk_force_outcomes", force.pk)
    looked(request, force, "outcome", code=outcome)
    return force_page(
        request, force, "outcome.html", 422 if form.errors else 200, rule=rule, form=form,
        signed=ForceOutcome.objects.filter(force=force, code=outcome).order_by("-valid_from"),
    )  # fmt: skip


@administrators
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def notice(request: HttpRequest, code: str) -> HttpResponse:
    """Who answers to the public for data, complaints and accessibility."""
    force = force_or_404(request, code)
    kept = ForceNotice.objects.filter(force=force).first() or ForceNotice(force=force)
    form = NoticeForm(typed(request), instance=kept)
    if carried(request, form, lambda: forces.keep_notice(me(request), force, form.cleaned_data), "It is kept."):
        return redirect("desk_force_notice", force.pk)
    looked(request, force, "notice")
    return force_page(request, force, "notice.html", 422 if form.errors else 200, form=form)


def _settle(request: HttpRequest, code: str, kind: str, form: ClockForm) -> None:
    said: dict[str, Any] = form.cleaned_data
    profiles.settle(
        me(request), force_or_404(request, code), kind, hours=said["hours"], working_days=said["working_days"],
        valid_from=_day(said["valid_from"]), signed_by=said["signed_by"],
    )  # fmt: skip


def _rule(request: HttpRequest, code: str, outcome: str, form: OutcomeForm) -> None:
    said: dict[str, Any] = form.cleaned_data
    own_outcomes.settle(
        me(request), force_or_404(request, code), outcome, nfa=said["nfa"] == "yes", review=said["review"],
        valid_from=_day(said["valid_from"]), signed_by=said["signed_by"], signed_on=_day(said["signed_on"]),
    )  # fmt: skip


def _day(day: dt.date | None) -> dt.date:
    assert day is not None  # the form has asked for it
    return day

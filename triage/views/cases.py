"""The case page: one read for the decision. The acts themselves are in acts.py."""

import uuid
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language_info
from django.views.decorators.http import require_safe

from hatereport import audit
from partners.models import Person
from triage import choosing, search_alarms, wording
from triage.case_page import asked, awaiting, facts, road_panels, timeline, work_so_far
from triage.case_page.case_file import CaseFile, case_file
from triage.countersigning import may_sign
from triage.floods import signals
from triage.forms import act_form
from triage.handling import attachments, evidence, quarantine
from triage.handling.quick_entry import code_waits
from triage.models import Case, Countersignature
from triage.openness import Openness
from triage.views.door import desk, me, page
from triage.views.walking import walk_of
from triage.wording import act_label
from triage.workflow import ACT


@desk
@require_safe
@transaction.atomic
def case(request: HttpRequest, reference: str) -> HttpResponse:
    """Facts, words, bans, history, what may be done now; the next act's form where there is just one."""
    file = file_or_404(request, reference)
    look(request, file, "open")
    ways = Ways(file)
    return page(
        request,
        "case.html",
        **about(request, file),
        ways=ways,
        form=act_form(ways.ctx_of(ways.inline)) if ways.inline and ways.inline_asks else None,
        evidence=evidence.cards(file),
        attachments=attachments.cards(file.case),
        may_settle=quarantine.may_settle(file.ctx),
        taken_back_because=quarantine.BACK,
        awaited=awaiting.awaited(file),
        running=facts.running(file),
        stopped=facts.stopped(file),
        signing=signing(file, file.ctx.asked_countersignature),
        code_waits=file.case.report.taken_by_id == me(request).pk and code_waits(file.case.report_id),
    )


@desk
@require_safe
@transaction.atomic
def support(request: HttpRequest, reference: str) -> HttpResponse:
    """The help named in this case, on a page to print and hand over: organisations and numbers, and nothing of the case."""
    file = file_or_404(request, reference)
    look(request, file, "support_page")
    named = {row.organisation_id: row.organisation for row in file.signposts}
    return page(request, "support.html", case=file.case, organisations=list(named.values()), walk=walk_of(request))


#: Open, they stand where they belong on the page: in the red banner, and where the names would be.
_ELSEWHERE = frozenset({"dispatch_now", "reveal_identity"})


class Ways:
    """What this reader can do from here, sorted for the page."""

    def __init__(self, file: CaseFile) -> None:
        self.file = file
        shown = [way for way in file.openness if way.act.name not in _ELSEWHERE or not way.open]
        shown = [way for way in shown if not (way.act.name == "reveal_identity" and file.sees_names)]
        self.mains = [way for way in shown if way.open and way.act.main]
        others = [way for way in shown if way.open and way not in self.mains]
        self.waiting, self.first = self._first(shown, others)
        self.inline = self._inline()
        others = [way for way in others if way not in self.first]
        self.at_once = [way for way in others if not self._asks(way)]
        self.steps = [way for way in others if self._asks(way) and not way.act.event]
        self.events = [way for way in others if self._asks(way) and way.act.event]
        self.closed = [way for way in shown if not way.open and not way.for_others]
        self.others = [way for way in shown if way.for_others]
        self.sends_now = any(way.act.name == "dispatch_now" and way.open for way in file.openness)
        self.asking = [way for way in self.mains if self._asks(way)]
        self.inline_asks = self.inline is not None and self._asks(self.inline)

    def _first(self, shown: list[Openness], others: list[Openness]) -> tuple[Openness | None, list[Openness]]:
        """A next step that only waits for other things, and those of them that this reader can do, in its order."""
        for way in shown:
            unmet = [guard for guard in way.act.guards if guard.unmet in way.reasons]
            waits = way.act.to or any(guard.met_by for guard in unmet)  # else it is not waited for: it was done
            if way.act.main and waits and way.reasons and len(unmet) == len(way.reasons):
                by_name = {other.act.name: other for other in others}
                return way, [by_name[guard.met_by] for guard in unmet if guard.met_by in by_name]
        return None, []

    def ctx_of(self, way: Openness) -> Any:
        self.file.ctx.act = way.act
        return self.file.ctx

    def _inline(self) -> Openness | None:
        """The form to show at once: the one next step, or the first of what it waits for; none where there is a choice."""
        if self.mains:
            return self.mains[0] if len(self.mains) == 1 else None
        return next(iter(self.first), None)

    def _asks(self, way: Openness) -> bool:
        """An act may ask something of some readers and nothing of others: then it is one click."""
        return bool(way.act.fields or (way.act.asks and way.act.asks(self.ctx_of(way))))


def file_or_404(request: HttpRequest, reference: str) -> CaseFile:
    """The case, or the page that says there is none: out of scope and not existing look alike."""
    file = case_file(me(request), reference)
    if file is None:
        raise Http404
    return file


def look(request: HttpRequest, file: CaseFile, act: str) -> None:
    """One entry for one page, with whether it showed who is in the case. A danger opens before anybody was asked, and what
    was said of a whole flood was said before any of it was opened.
    """
    search_alarms.opened(me(request), file.case)
    who, detail = me(request).as_actor(), {"version": file.case.version, "names": file.sees_names}
    audit.record(who, "consultation", "case", file.case.pk, act, detail, force=file.case.force_id)


def about(request: HttpRequest, file: CaseFile) -> dict[str, Any]:
    """What the case page and the pages of its acts have in common."""
    of: Case = file.case
    return {
        "file": file,
        "case": of,
        "report": of.report,
        "risk": wording.risk(of),
        "due": wording.due(of.next_due_at, file.now) if of.open else None,
        "due_for": facts.next_deadline(file),
        "age": wording.age(of.opened_at, file.now),
        "silence": wording.span(file.now - of.silence_since),
        "grade": wording.GRADE.get(of.grade, ""),
        "facts": facts.facts(file),
        "warnings": facts.warnings(of.flags),
        "written_in": _language(of.report.language),
        "asked": asked.compared(file),
        "panels": road_panels.panels(file),
        "signals": signals.said(of.report.signals),
        "work": work_so_far.work(file),
        "proposal": file.proposal if file.is_settled else None,
        "entries": timeline.entries(of, file.moves, names_in(file), file.letter_ids),
        "walk": (walk := walk_of(request)),
        "tab": walk.tab,
        "place": walk.place_of(of),
        "key": uuid.uuid4().hex,
    }


def _language(code: str) -> str:
    """Named only where it is not English."""
    if code.startswith("en"):
        return ""
    try:
        return str(get_language_info(code)["name"])
    except KeyError:
        return code


def names_in(file: CaseFile) -> dict[str, str]:
    """What ids in answers are called: people, teams, organisations, offences."""
    referred = {str(row.pk): row.organisation.name for row in file.referrals}
    named = dict(choosing.people_in_it(file.ctx)) | dict(choosing.offences_of_case(file.ctx))
    named |= {str(row.pk): f"{row.get_kind_display()}, {row.on:%-d %B %Y}" for row in file.hearings}
    return file.names | referred | named


def _people_named(file: CaseFile, asked: Countersignature) -> dict[str, str]:
    """People an act names who have no part in the case before it is signed."""
    fields = [field.name for field in ACT[file.case.kind, asked.act].fields if field.kind == "person"]
    ids = [one for name in fields if (one := (asked.answers or {}).get(name))]
    return {str(pk): name for pk, name in Person.objects.filter(pk__in=ids).values_list("pk", "name")} if ids else {}


def signing(file: CaseFile, asked: Countersignature | None) -> dict[str, Any] | None:
    """An act that waits for a second person, as it was typed, and whether that person reads this."""
    if asked is None:
        return None
    answers = asked.answers or {}
    return {
        "asked": asked,
        "label": act_label(file.case.kind, asked.act),
        "said": timeline.answers_said(file.case, asked.act, answers, names_in(file) | _people_named(file, asked)),
        "may_sign": may_sign(file.case, asked, file.person),
    }

"""The person blamed in a report that is no crime: kept above the threshold, held for a signed reason, else removed.

Source: practice.md 19; domain.md 4.1. Removing shreds the envelope of that person's details; the report and its words stay.
A report with a live crime case is none of these: there the person is a suspect, and other rules hold. Nor is one that
professional standards have: a complaint about an officer must name them. What may be kept is in law/regimes.py.
"""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.utils.timezone import localtime

from hatereport import audit, clock
from incidents.models import SubjectDetail
from partners.models import Person
from triage.law.regimes import REGIMES, UNSIGNED, regime_for
from triage.models import Case
from triage.situation import Situation
from triage.states import CRIME

#: The longest somebody's details may be held on one signature; after that somebody decides again.
LONGEST_HOLD = dt.timedelta(days=365)
_REMOVED = SubjectDetail.State.REMOVED


def is_undecided(ctx: Situation) -> bool:
    return ctx.subject is not None and ctx.subject.state == SubjectDetail.State.PENDING_THRESHOLD


def threshold_fits(ctx: Situation) -> Mapping[str, str]:
    """Where details are held, somebody decides on them."""
    if ctx.answers.get("threshold") == "none_held" and ctx.subject:
        return {"threshold": "Details of the person blamed are held. Decide whether they may be kept."}
    return {}


def hold_is_short(ctx: Situation) -> Mapping[str, str]:
    """Held to a day that is to come, and within a year."""
    if not (typed := ctx.answers.get("hold_until")):
        return {}
    today = localtime(ctx.now).date()
    if today < dt.date.fromisoformat(typed) <= today + LONGEST_HOLD:
        return {}
    return {"hold_until": "Enter a day that is to come, within a year from today."}


def decide(ctx: Situation) -> None:
    """What the threshold question was answered with, by somebody."""
    if (subject := ctx.subject) is None:
        return
    if ctx.answers["threshold"] == "remove":
        remove(subject, ctx.now, ctx.person, ctx.role, ctx.case.force_id)
    else:
        subject.state, subject.settled_at = SubjectDetail.State.KEPT, ctx.now
        subject.save(update_fields=["state", "settled_at"])


def hold(ctx: Situation) -> None:
    SubjectDetail.objects.filter(report_id=ctx.case.report_id).update(held_until=ctx.answers["hold_until"])


def remove(subject: SubjectDetail, at: dt.datetime, by: Person | None, role: str, force_id: str) -> None:
    """The details are gone for good. `by` None: the service itself, when their time was over."""
    subject.subject.shred()
    subject.state, subject.settled_at = _REMOVED, at
    subject.save(update_fields=["state", "settled_at"])
    who = by.as_actor(role) if by else audit.SYSTEM
    detail = {} if by else {"over": True}
    audit.record(who, "erasure", "report", subject.report_id, "subject_removed", detail, force=force_id)


def remove_what_is_over(limit: int = 200) -> int:
    """Remove details that nobody decided on in time, and those of cases closed long enough, unless held. Run each hour;
    safe to run twice. What is kept of open cases is passed over by the query, so that nothing waits behind it.
    """
    now, removed = clock.now(), 0
    for key in list(_candidates(now).values_list("pk", flat=True)[:limit]):
        with transaction.atomic():
            rows = (
                _candidates(now).select_related("subject", "report").select_for_update(skip_locked=True, of=("self",))
            )
            subject = rows.filter(pk=key).first()
            if subject is not None and _is_over(subject, now):
                remove(subject, now, None, "", subject.report.force_id)
                removed += 1
    return removed


def _candidates(now: dt.datetime) -> QuerySet[SubjectDetail]:
    """Of reports that are no crime and in no restricted case: not held, old enough, and undecided or ended."""
    cases = Case.objects.filter(report=OuterRef("report"))
    going_on = cases.filter(ended_at=None)
    kept_apart = cases.filter(Q(kind=CRIME) & ~Q(state="cancelled") | Q(restricted=True))
    shortest = min(min(rules.undecided, rules.after_closing) for rules in (*REGIMES, UNSIGNED))
    rows = SubjectDetail.objects.exclude(state=_REMOVED).exclude(held_until__gte=localtime(now).date())
    rows = rows.filter(Q(state=SubjectDetail.State.PENDING_THRESHOLD) | ~Exists(going_on))
    return rows.filter(Exists(cases), ~Exists(kept_apart), report__received_at__lte=now - shortest).order_by("id")


def _is_over(subject: SubjectDetail, now: dt.datetime) -> bool:
    rules = regime_for(subject.report.force_id, localtime(now).date())
    if subject.state == SubjectDetail.State.PENDING_THRESHOLD and now - subject.report.received_at >= rules.undecided:
        return True
    cases = Case.objects.filter(report_id=subject.report_id)
    if cases.filter(ended_at=None).exists():
        return False
    ended: dt.datetime | None = cases.aggregate(last=Max("ended_at"))["last"]
    return ended is not None and now - ended >= rules.after_closing

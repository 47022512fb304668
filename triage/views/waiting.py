"""What waits beside the queue: actions of my teams, news, and notices that could not be delivered."""

import datetime as dt
import uuid
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from hatereport import audit, clock, outbox
from triage import first_looks, wording
from triage.news import waiting
from triage.news.waiting import ACTIONS, NEWS, PAGE
from triage.news.words import news as news_of
from triage.views.door import desk, me, open_to, page


@desk
@require_safe
@transaction.atomic
def actions(request: HttpRequest) -> HttpResponse:
    """Open actions of this person's teams, the most urgent first."""
    person = me(request)
    rows = list(waiting.actions_for(person, ACTIONS.read(request.GET.get("after", "")))[: PAGE + 1])
    shown, now = rows[:PAGE], clock.now()
    audit.record(person.as_actor(), "consultation", "queue", person.pk, "actions", {"count": len(shown)})
    opened = first_looks.opened_by(person, [task.case_id for task in shown])
    tasks = [
        # What somebody wrote of a case is read by those who have said that they know nobody in it.
        {"task": task, "due": wording.due(task.due_at, now), "is_read": task.set_by is None or task.case_id in opened}
        for task in shown
    ]
    after = ACTIONS.place_of(shown[-1]) if len(rows) > PAGE else None
    return page(request, "actions.html", tasks=tasks, next_place=after)


@desk
@require_safe
@transaction.atomic
def news(request: HttpRequest) -> HttpResponse:
    """Unseen notices of this person and their teams, case by case, the newest first."""
    person, now = me(request), clock.now()
    rows = waiting.news_by_case(person, NEWS.read(request.GET.get("after", "")))
    shown = rows[:PAGE]
    audit.record(person.as_actor(), "consultation", "queue", person.pk, "news", {"count": len(shown)})
    return page(
        request,
        "news.html",
        cases=[_said(row, now) for row in shown],
        next_place=NEWS.place_of(shown[-1]) if len(rows) > PAGE else None,
        after=request.GET.get("after", ""),
    )


def _said(row: waiting.NewsOfCase, now: dt.datetime) -> dict[str, Any]:
    """The same thing told twice is one line."""
    lines: dict[str, dict[str, Any]] = {}
    for notice in row.notices:
        line = lines.setdefault(notice.what, {"news": news_of(notice.what), "at": notice.at, "team": "", "times": 0})
        line["times"] += 1
        line["team"] = "" if notice.person_id else notice.team.name
    return {
        "case": row.case,
        "risk": wording.risk(row.case),
        "lines": lines.values(),
        "age": wording.span(now - row.since),
        "ids": ",".join(str(notice.pk) for notice in row.notices),
    }


@desk
@require_POST
def news_seen(request: HttpRequest) -> HttpResponse:
    """The notices whose numbers are sent were read."""
    numbers = ",".join(request.POST.getlist("notice")).split(",")
    waiting.seen(me(request), [int(text) for text in numbers if text.isdecimal() and len(text) < 19])
    return redirect("desk_news")


@open_to("platform_administrator")
@require_safe
@transaction.atomic
def stuck(request: HttpRequest) -> HttpResponse:
    """Work that failed for good: what it was about, as ids and the class of the fault."""
    person, letters = me(request), list(outbox.dead_letters()[:PAGE])
    audit.record(person.as_actor(), "consultation", "outbox", person.pk, "stuck", {"count": len(letters)})
    return page(request, "stuck.html", letters=letters)


@open_to("platform_administrator")
@require_POST
def revive(request: HttpRequest, notice_id: uuid.UUID) -> HttpResponse:
    """Try one again from the start."""
    with transaction.atomic():
        if outbox.revive(notice_id):
            audit.record(me(request).as_actor("platform_administrator"), "alteration", "outbox", notice_id, "revived")
            messages.success(request, "It is tried again.")
    return redirect("desk_stuck")

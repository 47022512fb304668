"""A mail that a case has news: its reference, the way to the desk, and nothing else.

Who hears of what is decided in aftermath.py, the list itself is waiting.py's; here it becomes a mail to those who are
there and want one: at most one a case and hour, none in somebody's quiet hours, none about what is seen already. What
calls has no mail at all, for nobody may come to wait for one (practice.md 25: e-mail is never the alarm). What a person
wants is partners/news_settings.py.
"""

import datetime as dt
import uuid
from collections import defaultdict
from email.utils import formataddr, parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Max, Q
from django.urls import reverse

from hatereport import clock, outbox
from hatereport.working_time import LONDON
from partners.models import DutyTurn, Person, RoleHeld, Team
from triage.clocks.kinds import CLOCK_KINDS
from triage.models import DeskNotice
from triage.news.waiting import news_for

TOPIC = "desk.mail"
AT_MOST_EVERY = dt.timedelta(hours=1)
#: What nobody was there for is mailed to whoever comes first, over a weekend and a bank holiday; not after that.
WORTH_TELLING = dt.timedelta(days=4)
#: More than one round hands over; the next takes the rest.
A_ROUND = 2000
_CALLS = [f"{event}:{kind.code}" for kind in CLOCK_KINDS if kind.alarms for event in ("warned", "breached")]
NEVER_MAILED = frozenset({"danger_reported", *_CALLS})


@transaction.atomic
def hand_over() -> int:
    """Every few minutes: give the outbox one mail a person and case for what nobody has seen. Returns how many."""
    now = clock.now()
    waiting = DeskNotice.objects.filter(mailed_at=None, seen_at=None, at__gt=now - WORTH_TELLING)
    waiting = waiting.exclude(what__in=NEVER_MAILED)
    teams = Team.objects.filter(pk__in=waiting.filter(person=None).values("team"))
    there = {team.pk: found for team in teams if (found := on_duty(team, now))}
    # Asked before the round is cut: what is for teams that are not there must not hold back the rest.
    fresh = list(
        waiting.filter(Q(person__isnull=False) | Q(team__in=list(there)))
        .select_related("person")
        .order_by("-id")
        .select_for_update(of=("self",), skip_locked=True)[:A_ROUND]
    )
    told: dict[tuple[uuid.UUID, uuid.UUID], Person] = {}
    one_each: dict[uuid.UUID, Person] = {}  # and their roles read once
    for row in fresh:
        for person in [row.person] if row.person else there[row.team_id]:
            told[person.pk, row.case_id] = one_each.setdefault(person.pk, person)
    asked = _asked_for(told, now)
    DeskNotice.objects.filter(pk__in=[row.pk for row in fresh]).update(mailed_at=now)
    return asked


def send(person_id: uuid.UUID | str, case_id: uuid.UUID | str) -> None:
    """One mail, if there is still something to tell this person; later where they want quiet now."""
    person, now = Person.objects.get(pk=person_id), clock.now()
    news = news_for(person).filter(case_id=case_id).exclude(what__in=NEVER_MAILED)
    rows = [row for row in news if row.person_id or row.team.on_shift(now)]
    if not rows or not person.is_active or not person.mail_news:
        return
    if wait := quiet_for(person, now):
        outbox.add_for_later(wait, TOPIC, case_id, person_id=person.pk, case_id=case_id)
        return
    _post(person, rows[0].case.reference)
    DeskNotice.objects.filter(pk__in=[row.pk for row in rows]).update(mailed_at=now)


def on_duty(team: Team, now: dt.datetime) -> list[Person]:
    """Who of a team is there: those whose turn it is, else everybody in it; nobody while it is off shift."""
    if not team.on_shift(now):
        return []
    turns = DutyTurn.objects.filter(team=team, starts_at__lte=now, ends_at__gt=now, person__is_active=True)
    if found := [turn.person for turn in turns.select_related("person")]:
        return found
    held = RoleHeld.objects.current().filter(team=team, person__is_active=True).select_related("person")
    return list({row.person_id: row.person for row in held}.values())


def quiet_for(person: Person, now: dt.datetime) -> dt.timedelta:
    """How long from now this person wants no mail; zero outside their quiet hours, which may go over midnight."""
    begins, ends = person.quiet_from, person.quiet_until
    if begins is None or ends is None or begins == ends:
        return dt.timedelta(0)
    there = now.astimezone(LONDON)
    hour = there.time()
    if not (begins <= hour < ends if begins < ends else hour >= begins or hour < ends):
        return dt.timedelta(0)
    day = there.date() if hour < ends else there.date() + dt.timedelta(days=1)
    return dt.datetime.combine(day, ends, LONDON) - now


def _asked_for(told: dict[tuple[uuid.UUID, uuid.UUID], Person], now: dt.datetime) -> int:
    waits = outbox.Notice.objects.filter(topic=TOPIC, done_at=None, dead_at=None)
    rides_along = {(row["person_id"], row["case_id"]) for row in waits.values_list("payload", flat=True)}
    last = _last_mails({case_id for _, case_id in told})
    count = 0
    for (person_id, case_id), person in told.items():
        if not person.mail_news or (str(person_id), str(case_id)) in rides_along:
            continue
        theirs = {person_id, *person.team_ids()}
        before = [at for who, at in last[case_id].items() if who in theirs]
        rest = max((at + AT_MOST_EVERY - now for at in before), default=dt.timedelta(0))
        wait = max(rest, quiet_for(person, now), dt.timedelta(0))
        outbox.add_for_later(wait, TOPIC, case_id, person_id=person_id, case_id=case_id)
        count += 1
    return count


def _last_mails(case_ids: set[uuid.UUID]) -> dict[uuid.UUID, dict[Any, dt.datetime]]:
    """When each person or team of a case was last mailed about it."""
    sent = DeskNotice.objects.filter(case__in=case_ids).exclude(mailed_at=None)
    found: dict[uuid.UUID, dict[Any, dt.datetime]] = defaultdict(dict)
    for row in sent.values("case_id", "person_id", "team_id").annotate(at=Max("mailed_at")):
        found[row["case_id"]][row["person_id"] or row["team_id"]] = row["at"]
    return found


def _post(person: Person, reference: str) -> None:
    says = f"{reference} has news"
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    EmailMessage(
        subject=says,
        body=f"{says}.\n\n{settings.SITE_URL}{reverse('desk_news')}\n",
        from_email=formataddr((settings.SERVICE_NAME, sender)),
        to=[person.email],
        headers={"Auto-Submitted": "auto-generated"},
    ).send()

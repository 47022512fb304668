"""A short message that there is news, and nothing else: by e-mail or text, in words the person chose.

No link, no code, no name (practice.md 6). It begins with a test message; the person says behind their code that it
came, an officer confirms it by the way agreed before, and only then does news go out: at most once a day, in the hours
they called safe, and minutes after what it speaks of, so that its time tells nobody when the police acted. Anybody with
the code can stop it, which needs no confirmation. The address goes when it stops.

Who may be written to is for safe_contact.allowed(); triage calls from its tasks, since it knows who is blocked.
"""

import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from hatereport import audit, clock, outbox
from hatereport.sealing import blind_key
from incidents import carriers, safe_contact
from incidents.models import NewsChoice, Party, Report, ReturnVisit
from partners.models import Person


@dataclass(frozen=True)
class Wording:
    """How such a message reads, as subject and as text: nothing that tells a stranger what it is about."""

    code: str
    text: Promise
    #: With the service's name as sender; the others come from a bare address, as notices of shops do.
    signed: bool = False


WORDINGS: tuple[Wording, ...] = (
    Wording("news", _("There is news.")),
    Wording("order", _("Your order has an update.")),
    Wording("reminder", _("You have a new reminder.")),
    Wording("service", _("There is something new for you."), signed=True),
)
WORDING = {wording.code: wording for wording in WORDINGS}

#: At most one in this time, whatever happens.
AT_MOST_EVERY = timedelta(days=1)
#: Minutes between an act and the message about it, drawn anew each time.
DELAY = (5, 45)
#: How many addresses one person may try in a day: it must not become a way to write to strangers.
TRIES_A_DAY = 3
#: How many test messages one address gets in a day, whoever asks: reports cost nothing, and a hundred of them would
#: be a hundred messages to somebody who asked for none. The page says nothing of it: it would tell who else asked.
TESTS_A_DAY = 5
#: How long a way that is blocked rests before it is asked about again.
BLOCKED_RESTS = timedelta(hours=12)
#: After the last case of a report has ended, for its last message; then the address goes.
KEPT_AFTER_CLOSING = timedelta(days=7)


class TriedOften(Exception):
    """This person tried TRIES_A_DAY addresses within a day."""


def current(party: Party) -> NewsChoice | None:
    """What was chosen and is not stopped, in whatever stage."""
    return party.news_choices.filter(stopped_at=None).select_related("contact").first()


@transaction.atomic
def choose(visit: ReturnVisit, channel: str, address: str, words: str, *, submission_key: uuid.UUID) -> None:
    """Keep the address sealed and ask for the test message. Sent twice, it is one. Raises TriedOften."""
    party = Party.objects.select_for_update(of=("self",)).select_related("contact").get(pk=visit.party_id)
    if current(party) or party.news_choices.filter(submission_key=submission_key).exists():
        return
    now = clock.now()
    if party.news_choices.filter(asked_at__gt=now - timedelta(days=1)).count() >= TRIES_A_DAY:
        raise TriedOften
    choice = NewsChoice(
        party=party, contact=party.contact, channel=channel, words=words, submission_key=submission_key, asked_at=now
    )
    choice.address = address
    choice.save(force_insert=True)
    _record(visit, "collection", "news_choice", choice)
    outbox.add("news.test", key=choice.pk, report_id=visit.report_id, to=_fingerprint(choice))


@transaction.atomic
def came(visit: ReturnVisit) -> None:
    """The person says that the test message arrived: now an officer is asked to confirm that it is theirs."""
    now = clock.now()
    choice = current(visit.party)
    if choice is None or not _still(choice).filter(arrived_at=None).exclude(tested_at=None).update(arrived_at=now):
        return
    _record(visit, "alteration", "news_test_came", choice)
    outbox.add("reporter.asked", key=visit.report_id, report_id=visit.report_id, what="news_choice", of=choice.pk)


@transaction.atomic
def stop(visit: ReturnVisit) -> None:
    """At once, by whoever holds the code: being quieter needs nobody's yes."""
    choice = current(visit.party)
    if choice is not None:
        end(choice)
        _record(visit, "alteration", "news_stopped", choice)


def put_in_force(choice: NewsChoice, by: Person) -> None:
    """Staff have asked the person. Inside the caller's transaction, which audits its act."""
    _still(choice).update(live_at=clock.now(), live_by=by)


def end(choice: NewsChoice) -> None:
    """Nothing is sent any more, and the address is gone."""
    _still(choice).update(stopped_at=clock.now(), address_sealed=None)


def end_for(report_id: uuid.UUID | str) -> int:
    """Of everybody in a report; how many."""
    running = NewsChoice.objects.filter(party__report_id=report_id, stopped_at=None)
    return running.update(stopped_at=clock.now(), address_sealed=None)


def closes(report: Report) -> None:
    """The last case of a report has ended: its addresses go after their last message. Inside a transaction."""
    if NewsChoice.objects.filter(party__report_id=report.pk, stopped_at=None).exists():
        outbox.add_for_later(KEPT_AFTER_CLOSING, "news.over", key=report.pk, report_id=report.pk)


def arrives(report: Report) -> None:
    """There is something new behind the code. Inside the transaction that brings it."""
    live = NewsChoice.objects.filter(party__report_id=report.pk, stopped_at=None).exclude(live_at=None)
    for choice_id in live.values_list("pk", flat=True):
        _wait(choice_id, report.pk, some_minutes())


@transaction.atomic
def send_test(choice_id: uuid.UUID | str, *, blocked: frozenset[str]) -> None:
    """The first message of all, in the words of all that follow; later where it is not safe now."""
    choice = _locked(choice_id)
    if choice is None or choice.tested_at is not None:
        return
    to = _fingerprint(choice)
    wait = _send(choice, blocked) if _tests_before(choice, to) < TESTS_A_DAY else None
    if wait is None:
        _still(choice).update(tested_at=clock.now())
    elif wait:
        outbox.add_for_later(wait, "news.test", key=choice.pk, report_id=choice.party.report_id, to=to)


@transaction.atomic
def tell(choice_id: uuid.UUID | str, *, since: datetime, blocked: frozenset[str], last: bool) -> None:
    """One message for everything since the one before. `since`: when the news came; `last`: the report is closed, so
    that the address goes with this message.
    """
    choice = _locked(choice_id)
    if choice is None or choice.live_at is None or (choice.last_sent_at and choice.last_sent_at >= since):
        return
    now = clock.now()
    rest = choice.last_sent_at + AT_MOST_EVERY - now if choice.last_sent_at else timedelta(0)
    wait = rest if rest > timedelta(0) else _send(choice, blocked)
    if wait is None:
        _still(choice).update(last_sent_at=now)
        if last:
            end(choice)
    elif wait:
        _wait(choice.pk, choice.party.report_id, wait)


def some_minutes() -> timedelta:
    shortest, longest = DELAY
    return timedelta(seconds=60 * shortest + secrets.randbelow(60 * (longest - shortest)))


def _send(choice: NewsChoice, blocked: frozenset[str]) -> timedelta | None:
    """None when it was sent; else how long to wait before it is tried again, zero for not at all."""
    now, party = clock.now(), choice.party
    rules = safe_contact.in_force(party).also_by(choice.channel)
    verdict = safe_contact.allowed(party, choice.channel, now, blocked=blocked, automatic=True, rules=rules)
    if isinstance(verdict, safe_contact.Refused):
        if verdict.code == "blocked":
            return BLOCKED_RESTS
        safe = rules.next_safe_time(now) if verdict.code == "only_times" else None
        return safe - now + some_minutes() if safe else timedelta(0)
    wording = WORDING[choice.words]
    with override(party.report.language):
        words = str(wording.text)
    if choice.channel == NewsChoice.Channel.EMAIL:
        carriers.send_email(choice.address or "", words, signed=wording.signed)
    else:
        carriers.send_text(choice.address or "", words)
    return None


def _record(visit: ReturnVisit, action: str, act: str, choice: NewsChoice) -> None:
    detail, force = {"choice": choice.pk}, visit.report.force_id
    audit.record(audit.REPORTER, action, "report", visit.report_id, act, detail, force=force)


def _fingerprint(choice: NewsChoice) -> int:
    """Of the address: by it the notices of a day are counted, while the address itself is gone as soon as it is stopped."""
    address = choice.address or ""
    if choice.channel == NewsChoice.Channel.TEXT:
        return blind_key("news", carriers.dialled(address))
    name, _at, host = address.casefold().rpartition("@")
    return blind_key("news", f"{name.partition('+')[0]}@{host}")


def _tests_before(choice: NewsChoice, to: int) -> int:
    """How many asked for a test message to the same address within the day before this one. Their ids are in order."""
    asked = outbox.Notice.objects.filter(topic="news.test", payload__to=to, key__lt=str(choice.pk))
    return asked.filter(created_at__gt=choice.asked_at - timedelta(days=1)).values("key").distinct().count()


def _wait(choice_id: uuid.UUID, report_id: uuid.UUID, wait: timedelta) -> None:
    """One notice waits for a choice, however much is new: they are told once."""
    waiting = outbox.Notice.objects.filter(topic="news.waits", key=str(choice_id), done_at=None, dead_at=None)
    if not waiting.exists():
        outbox.add_for_later(wait, "news.waits", key=choice_id, report_id=report_id)


def _locked(choice_id: uuid.UUID | str) -> NewsChoice | None:
    """The choice, if it still stands and its key does too: two workers must not both write."""
    rows = NewsChoice.objects.select_for_update(of=("self",)).select_related(
        "contact", "party__report", "party__contact"
    )
    choice = rows.filter(pk=choice_id, stopped_at=None).exclude(address_sealed=None).first()
    usable = choice and choice.contact.wrapped_dek is not None
    has_gateway = choice and (choice.channel == NewsChoice.Channel.EMAIL or settings.SMS_URL)
    return choice if usable and has_gateway else None


def _still(choice: NewsChoice) -> models.QuerySet[NewsChoice]:
    return NewsChoice.objects.filter(pk=choice.pk, stopped_at=None)

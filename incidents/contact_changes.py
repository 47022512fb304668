"""Other ways to be reached, and other rules for it, asked for behind the code: /return/contact/.

Asking changes nothing that makes contact easier (practice.md 4): an officer confirms it first by the way that was
agreed before. What it makes stricter is kept to at once, by safe_contact.py. What is on file is never read out here.
"""

import uuid
from typing import Any

from django.db import transaction

from hatereport import audit, clock, outbox
from incidents import progress
from incidents.models import ContactChange, Party, ReturnVisit
from partners.models import Person

#: What a proposal holds of a person's details; the rules are codes beside them.
DETAILS = ("name", "phone", "email", "address")


@transaction.atomic
def ask(visit: ReturnVisit, answers: dict[str, Any], *, submission_key: uuid.UUID) -> None:
    """Keep what the person asks for until an officer has confirmed it; a newer wish replaces one that waits.

    Sent twice, it is one.
    """
    party = Party.objects.select_for_update(of=("self",)).select_related("contact").get(pk=visit.party_id)
    if party.contact_changes.filter(submission_key=submission_key).exists():
        return
    now = clock.now()
    waiting = party.contact_changes.filter(state=ContactChange.State.WAITING)
    replaced = waiting.update(state=ContactChange.State.REFUSED, decided_at=now)
    change = ContactChange(party=party, contact=party.contact, submission_key=submission_key, asked_at=now)
    change.proposed = _proposed(answers)
    change.save(force_insert=True)
    if not replaced:  # told once: whoever has the code could bury all other lines under it
        progress.push(visit.report, "contact_asked")
    audit.record(
        audit.REPORTER, "collection", "report", visit.report_id, "contact_change", {"change": change.pk},
        force=visit.report.force_id,
    )  # fmt: skip
    outbox.add("reporter.asked", key=visit.report_id, report_id=visit.report_id, what="contact_change", of=change.pk)


def waiting_of(party: Party) -> ContactChange | None:
    return party.contact_changes.filter(state=ContactChange.State.WAITING).first()


def put_in_force(change: ContactChange, by: Person, channel: str) -> None:
    """The person said by `channel` that it was them. Inside the caller's transaction, which audits its act.

    A number or an address they did not name again goes: it may be in the wrong hands now.
    """
    party, said = change.party, change.proposed or {}
    kept = {name: value for name, value in (party.contact_details or {}).items() if name not in DETAILS[1:]}
    party.contact_details = {**kept, **said["details"]} or None
    party.safe_contact = said["safe_words"] or None
    party.channels, party.bans, party.safe_times = said["channels"], said["bans"], said["safe_times"]
    party.announce = said["announce"]
    party.save(
        update_fields=["contact_details_sealed", "safe_contact_sealed", "channels", "bans", "safe_times", "announce"]
    )
    _decide(change, ContactChange.State.LIVE, by, channel)


def set_aside(change: ContactChange, by: Person) -> None:
    """It was not them, or they do not want it: what was on file is in force alone again."""
    _decide(change, ContactChange.State.REFUSED, by, "")


def _decide(change: ContactChange, state: str, by: Person, channel: str) -> None:
    now = clock.now()
    change.state, change.decided_at, change.decided_by = state, now, by
    change.confirmed_by_channel = channel
    change.save(update_fields=["state", "decided_at", "decided_by", "confirmed_by_channel"])
    # Those it replaced are decided with it, and are no caution any more; one that came since is.
    change.party.contact_changes.filter(decided_by=None, asked_at__lte=change.asked_at).update(
        decided_at=now, decided_by=by
    )


def _proposed(answers: dict[str, Any]) -> dict[str, Any]:
    times, bans = list(answers["safe_times"]), list(answers["bans"])
    if times and "only_times" not in bans:
        bans.append("only_times")
    return {
        "details": {name: answers[name] for name in DETAILS if answers.get(name)},
        "channels": list(answers["channels"]),
        "bans": bans,
        "safe_times": times,
        "announce": answers.get("announce") or "",
        "safe_words": answers.get("safe_words") or "",
    }

"""Whom the police owe what: the victim of a report, and not whoever saw it or reported it for them.

Letters, updates and the right to review follow the victim (workflow.md). How that person may be reached is on the Party
and judged by incidents/safe_contact.py.
"""

import uuid

from incidents.models import Party, Report
from triage.models import Case

#: Parties to whom the Victims' Code speaks; a business or a place of worship through whoever speaks for it.
VICTIMS = ("victim", "reported_for", "organisation")
_WHEN_NOBODY_ELSE = ("reporter", "witness", "trusted_person")


def parties_of(report_id: uuid.UUID) -> list[Party]:
    """Everybody in a report, the filer first, with all that is needed to reach them."""
    rows = Party.objects.filter(report_id=report_id).select_related("contact", "report")
    return list(rows.order_by("-is_filer", "id"))


def party_to_tell(parties: list[Party]) -> Party | None:
    """The victim, the one reported for, else the filer."""
    by_role = {party.role: party for party in parties}
    return next((by_role[role] for role in (*VICTIMS, *_WHEN_NOBODY_ELSE) if role in by_role), None)


def is_victim(party: Party) -> bool:
    return party.role in VICTIMS


def read_it_was_received(report: Report) -> bool:
    """The page after sending, and the one behind the code, acknowledge the report in writing and at once: to the person
    who sent it. Of one that somebody else filed (an officer, a centre, a friend) the victim has nothing in hand yet.
    """
    return Party.objects.filter(report=report, is_filer=True, role__in=VICTIMS, return_codes__isnull=False).exists()


def is_known(case: Case) -> bool:
    """Somebody is owed: a victim is in the report, or an officer has seen one."""
    if Party.objects.filter(report_id=case.report_id, role__in=VICTIMS).exists():
        return True
    return case.records.filter(kind="attendance", codes__victim_seen="seen").exists()

"""The log as an auditor reads it: entries of one force by filter, what a person looked at, who looked at a record.

What belongs to no force (the platform's administrators, the directory, the log's own checks, partners) is a log of its own:
the service's. The duty force answers for what belongs to nobody else, and so its auditor reads it: no administrator of the
platform does, whose own doing it tells of.

Who, when, in which role, what, on which record; never what the record says. One way in (`of_force`) for pages, counts and
export alike. Entries become lines in lines.py; what stands out is in unusual.py. How the log is written and proved is
hatereport/audit's.
"""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db.models import Count, Max, Min, Q, QuerySet

from hatereport.audit.models import Entry
from hatereport.audit.verification import Finding, verify_chain
from incidents.models import Report
from incidents.references import NotAReference, parse_reference
from partners.models import Force, Person, RoleHeld
from triage.auditing.lines import names_of, record_of, references_of, role_said, who_said
from triage.auditing.words import ACTIONS
from triage.models import Case
from triage.places import Order, Place, large, moment

PAGE = 50
ORDER = Order(("-at", "-id"), (moment, large))
#: Records on the page of a person, people on the page of a record.
MOST = 100
#: How far back a person's page and the patterns look.
LATELY = dt.timedelta(days=28)


@dataclass(frozen=True)
class LogOf:
    """Whose log: `pk` in addresses, and `key` as its entries carry it."""

    pk: str
    name: str
    key: str


#: No force is called so: its code has no dot.
SERVICE = LogOf("the.service", "The service itself", "")


def logs_of(auditor: Person) -> list[LogOf]:
    """The forces they are an auditor of today, and no other; behind the duty force the service itself."""
    codes = [held.force_id for held in auditor.roles_held() if held.role == "auditor"]
    forces = list(Force.objects.filter(pk__in=codes).order_by("name"))
    logs = [LogOf(force.pk, force.name, force.pk) for force in forces]
    return [*logs, SERVICE] if any(force.is_duty for force in forces) else logs


def of_force(key: str) -> QuerySet[Entry]:
    return Entry.objects.filter(force=key)


def newest(rows: QuerySet[Entry], after: Place | None = None) -> QuerySet[Entry]:
    """Newest first, from a place on; read along an index and never counted."""
    return (rows.filter(after.beyond()) if after else rows).order_by(*ORDER.fields)


# --- a record, by what it is called ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Record:
    """A case or a report: what it is called, and the chains of the log that tell of it."""

    reference: str
    chains: tuple[str, ...]

    def findings(self) -> list[Finding]:
        """What does not fit in its chains, now."""
        return [finding for chain in self.chains for finding in verify_chain(chain).findings]


def record_called(typed: str, force: str) -> Record | None:
    """A case or report of the force, however its reference is typed. None for another force's: it does not exist here."""
    try:
        reference = parse_reference(typed)
    except NotAReference:
        return None
    if reference.startswith("HR"):
        report = Report.objects.filter(reference=reference, force=force).values_list("pk", flat=True).first()
        cases = Case.objects.filter(report__reference=reference, force=force).values_list("pk", flat=True)
        chains = [f"report:{report}"] if report else []
        chains += [f"case:{case}" for case in cases.order_by("opened_at")]
        return Record(reference, tuple(chains)) if chains else None
    found = Case.objects.filter(reference=reference, force=force).values_list("pk", flat=True).first()
    return Record(reference, (f"case:{found}",)) if found else None


@dataclass(frozen=True)
class Looked:
    """Somebody who did something with a record: how often, from when to when."""

    who: str
    who_id: uuid.UUID | None
    role: str
    said: str
    times: int
    first: dt.datetime
    last: dt.datetime


def who_looked(record: Record, force: str) -> list[Looked]:
    """People, roles and kinds of action on a record, whoever was there last standing first."""
    rows = list(
        of_force(force)
        .filter(chain__in=record.chains)
        .values("actor_kind", "actor_id", "role", "action")
        .annotate(times=Count("id"), first=Min("at"), last=Max("at"))
        .order_by("-last")[:MOST]
    )
    names = names_of(row["actor_id"] for row in rows)
    return [
        Looked(
            who_said(row["actor_kind"], row["actor_id"], names),
            row["actor_id"],
            role_said(row["role"]),
            ACTIONS[row["action"]],
            row["times"],
            row["first"],
            row["last"],
        )
        for row in rows
    ]


# --- a person ----------------------------------------------------------------------------------------------------------


def people_of(key: str) -> QuerySet[Person]:
    """Everybody who holds or ever held a role in the force, and so may be in its log; in the service's, who ever held one
    outside every force, or none.
    """
    held = RoleHeld.objects.filter(force=key or None).values("person")
    known = Q(pk__in=held) if key else Q(pk__in=held) | Q(held=None)
    return Person.objects.filter(known).order_by("name", "email")


@dataclass(frozen=True)
class Seen:
    """A record somebody was at: how often, and when last."""

    record: str
    reference: str
    times: int
    changed: int
    last: dt.datetime


def looked_at(person: Person, force: str, since: dt.datetime) -> list[Seen]:
    """Cases and reports of the force this person looked at, changed or disclosed since then, the last one first."""
    rows = list(
        of_force(force)
        .filter(Q(chain__startswith="case:") | Q(chain__startswith="report:"), actor_id=person.pk, at__gte=since)
        .values("chain")
        .annotate(times=Count("id"), changed=Count("id", filter=~Q(action="consultation")), last=Max("at"))
        .order_by("-last")[:MOST]
    )
    references = references_of(row["chain"] for row in rows)
    return [
        Seen(
            record_of(row["chain"], references),
            references.get(row["chain"], ""),
            row["times"],
            row["changed"],
            row["last"],
        )
        for row in rows
    ]

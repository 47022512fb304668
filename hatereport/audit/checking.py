"""Checking the whole log because somebody asked or a day has passed, and what the last check found.

The result is an entry like any other, in a chain of its own: who checked, when, how much, what did not fit. The walk itself
is verification.py's.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from hatereport import outbox
from hatereport.audit.log import SYSTEM, Actor, record
from hatereport.audit.models import Entry
from hatereport.audit.verification import Verdict, verify
from hatereport.codes import is_code

SUBJECT, WHOLE = "log", "whole"
ASKED, VERIFIED = "log_check_asked", "log_verified"
#: Records named in the result; each tells more on its own page.
NAMED = 20

#: Number of the advisory lock that lets one check run at a time: a message may come twice while one takes its time.
_LOCK = 0x76657269667921


@dataclass(frozen=True, slots=True)
class Checked:
    """What the last check found. `asked_at`: somebody has asked since, and the answer is not here yet."""

    at: datetime | None = None
    chains: int = 0
    entries: int = 0
    findings: int = 0
    #: The first chains that did not fit.
    chains_named: tuple[str, ...] = ()
    #: What stood there at this moment cannot have been cut off since.
    proved_until: datetime | None = None
    asked_at: datetime | None = None

    @property
    def sound(self) -> bool:
        return self.at is not None and not self.findings


@transaction.atomic
def ask(who: Actor) -> None:
    """Have the whole log checked by a worker."""
    record(who, "consultation", SUBJECT, WHOLE, ASKED)
    outbox.add("audit.check", key=WHOLE)


@transaction.atomic
def check() -> Verdict | None:
    """Walk the whole log and leave the result; None while another check is running."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        if not cursor.fetchone()[0]:
            return None
    verdict = verify()
    wrong = [finding.chain for finding in verdict.findings]
    record(
        SYSTEM,
        "consultation",
        SUBJECT,
        WHOLE,
        VERIFIED,
        {
            "chains": verdict.chains,
            "entries": verdict.entries,
            "findings": len(wrong),
            # Whoever slips a chain in may call it what they like.
            "named": [chain for chain in dict.fromkeys(wrong) if is_code(chain)][:NAMED],
            "proved_until": verdict.proved_until,
        },
    )
    return verdict


def last() -> Checked:
    """The newest result, and whether somebody waits for another. Two queries."""
    of_whole = Entry.objects.filter(chain=f"{SUBJECT}:{WHOLE}").order_by("-seq")
    done, asked = of_whole.filter(act=VERIFIED).first(), of_whole.filter(act=ASKED).first()
    waits = asked.at if asked and (done is None or done.seq < asked.seq) else None
    if done is None:
        return Checked(asked_at=waits)
    told = done.detail
    until = told["proved_until"]
    return Checked(
        done.at,
        told["chains"],
        told["entries"],
        told["findings"],
        tuple(told["named"]),
        datetime.fromisoformat(until) if until else None,
        waits,
    )

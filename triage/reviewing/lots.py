"""The lot: which of many decisions a second person looks at again. Who looks and what they answer is second_looks.py's.

Drawn in the transaction of the decision itself, so that none escapes it; the effects of acts may call it.
"""

import datetime as dt
import hmac
import uuid
from dataclasses import dataclass

from hatereport.sealing.keys import keyring
from triage.models import Move, SecondLook


@dataclass(frozen=True)
class Sample:
    """`percent` of decisions are looked at again, by one of `roles`, within `within`; then `told` hears of it."""

    kind: str
    percent: int
    roles: tuple[str, ...]
    within: dt.timedelta
    told: str
    why: str


SAMPLES: tuple[Sample, ...] = (
    Sample(
        SecondLook.Kind.NOT_A_REPORT,
        10,
        ("control_room_sergeant", "local_focus_sergeant", "local_focus_inspector"),
        dt.timedelta(days=7),
        "duty_inspector",
        "workflow.md: 10% sampled by a second person; the roles are those who can reopen it",
    ),
    Sample(
        SecondLook.Kind.NFA,
        5,
        ("hate_crime_inspector", "hate_crime_lead"),
        dt.timedelta(days=14),
        "hate_crime_lead",
        "A blind second reading of 5% of upheld final reviews",
    ),
)
SAMPLE = {sample.kind: sample for sample in SAMPLES}


def draw(move: Move, kind: str, percent: int | None = None) -> SecondLook | None:
    """Cast the lot over a decision, once: asked again it answers the same. None where it does not fall on it."""
    share = SAMPLE[kind].percent if percent is None else percent
    if not _falls(move.pk, kind, share):
        return None
    assert move.actor is not None
    look, _ = SecondLook.objects.get_or_create(
        move=move, defaults={"kind": kind, "case_id": move.case_id, "first_by": move.actor, "asked_at": move.at}
    )
    return look


def _falls(move_id: uuid.UUID, kind: str, percent: int) -> bool:
    """Nobody who decides can tell beforehand: the lot hangs on a key that only the service holds."""
    ring = keyring("audit")
    key = ring.derived("second-look", ring.newest)
    lot = hmac.digest(key, f"{kind}|{move_id}".encode(), "sha256")
    return int.from_bytes(lot[:8], "big") % 100 < percent

"""The log of one report in tests: a sergeant writes in it, and what the verifier finds is read."""

from uuid import uuid4

from django.db import transaction

from hatereport import audit
from hatereport.audit.verification import verify

AMINAS_REPORT = uuid4()
SERGEANT = audit.Actor("person", uuid4(), "control_room_sergeant")


def tell(act: str, subject: object = AMINAS_REPORT, **detail: object) -> None:
    with transaction.atomic():
        audit.record(SERGEANT, "alteration", "report", str(subject), act, detail)


def three_entries() -> str:
    """Its chain."""
    for act in ("received", "assessed", "dispatched"):
        tell(act, grade="priority")
    return f"report:{AMINAS_REPORT}"


def findings() -> list[str]:
    return [finding.problem for finding in verify().findings]

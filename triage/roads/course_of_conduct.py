"""Twice is a course of conduct: the prompt to consider harassment or stalking, with what it rests on. Never an offence by
itself: an officer settles that.

Source: Protection from Harassment Act 1997 s.7(3), at least two occasions; domain.md 1.5. Rests on alerts that somebody
confirmed and on the reporter's own answer; of a suspect no fingerprint is held (practice.md 19).
"""

from triage.models import PatternAlert
from triage.situation import Situation

PROMPT = "Consider harassment or stalking (Protection from Harassment Act 1997), if the same person did it."
_OF_ONE_TARGET = (PatternAlert.Kind.SAME_CONTACT, PatternAlert.Kind.SAME_SUSPECT, PatternAlert.Kind.SAME_WORDS)
_NAMED = {"harassment", "harassment_fear", "stalking", "stalking_fear"}


def reasons(ctx: Situation) -> tuple[str, ...]:
    """Why two occasions are in sight; empty where they are not, or where such an offence is recorded already."""
    if any(row.code in _NAMED for row in ctx.offences):
        return ()
    linked = [
        f"{alert.other.reference} ({alert.get_kind_display().lower()})"
        for alert in ctx.linked_alerts
        if alert.kind in _OF_ONE_TARGET
    ]
    said = ["The reporter says that it happened before."] if ctx.case.report.repeat in ("once", "many") else []
    return (*(["Confirmed as belonging together: " + ", ".join(sorted(set(linked))) + "."] if linked else []), *said)


def in_words(ctx: Situation) -> str:
    """The same as one line beside a question."""
    found = reasons(ctx)
    return " ".join((*found, PROMPT)) if found else "No report is confirmed as linked, and none before was told of."

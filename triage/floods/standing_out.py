"""Which report of a flood may be real: a table of reasons, any one of which keeps it out of every clearing.

A report stands out for what it is, never for what it is not: signals (too fast, honeypot) are hints and excuse nothing.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from incidents.models import Report
from triage.floods.grouping import LITTLE, Group, Words, own_words, plain
from triage.floods.reading import Opened
from triage.states import CRIME

#: What only says that others were sent of the same place or strand: a flood raises it on every report of its own.
MADE_BY_MANY = frozenset({"cluster", "repeat_place"})


@dataclass(frozen=True)
class Reason:
    code: str
    label: str
    holds: Callable[[Opened], bool]
    why: str


REASONS: tuple[Reason, ...] = (
    Reason("danger", "Danger", lambda one: one.case.danger, "A life comes first, true or not."),
    Reason(
        "flags",
        "A risk or special road",
        lambda one: bool(set(one.case.flags) - MADE_BY_MANY),
        "Each has an owner and a clock.",
    ),
    Reason(
        "victim",
        "Speaks as or for a victim",
        lambda one: one.case.report.filer != Report.Filer.WITNESS,
        "It happened to somebody: to the person who wrote it, or to whom they speak for.",
    ),
    Reason(
        "contact",
        "Can be reached",
        lambda one: one.left_contact or one.case.report.contact_choice in ("yes", "trusted"),
        "Whoever leaves a way to be asked can be asked.",
    ),
    Reason(
        "evidence", "Added a file", lambda one: one.has_evidence, "A file is looked at before anything is said of it."
    ),
    Reason("message", "Wrote again behind the code", lambda one: one.has_message, "Somebody came back."),
    Reason(
        "language",
        "Another language",
        lambda one: not one.case.report.language.startswith("en"),
        "Nobody here has read it yet (practice.md 23).",
    ),
    Reason(
        "channel",
        "Taken by a person",
        lambda one: one.case.report.channel != Report.Channel.WEB,
        "An officer or call handler has heard who said it.",
    ),
    Reason(
        "crime", "May be a crime", lambda one: one.case.kind == CRIME, "Only an incident can be marked (workflow.md)."
    ),
    Reason(
        "begun",
        "Somebody has begun on it",
        lambda one: one.case.version > 1 or one.case.holder_id is not None or one.case.state != "control_room",
        "A colleague knows more of it than its text.",
    ),
)
OWN_WORDS = "Words of its own"
ANOTHER_NAME = "Blames somebody else, or nobody"


@dataclass(frozen=True)
class Sorted:
    """A group as two people see it: what stands out and is opened one by one, and what can be cleared together."""

    group: Group
    standing: tuple[tuple[Opened, tuple[str, ...]], ...]
    alike: tuple[Opened, ...]

    @property
    def lead(self) -> Opened:
        """By whom the group is named in addresses for as long as it stands: the first that came."""
        return min((*self.group.members, *self.group.others), key=lambda one: (one.case.opened_at, one.case.pk))

    @property
    def size(self) -> int:
        return len(self.standing) + len(self.alike)


def reasons(one: Opened, common: Words) -> tuple[str, ...]:
    """Why this report may be real; empty when nothing says so."""
    found = [reason.label for reason in REASONS if reason.holds(one)]
    if len(own_words(common, plain(one.words))) > LITTLE:
        found.append(OWN_WORDS)
    return tuple(found)


def sort(group: Group) -> Sorted:
    judged = [(one, reasons(one, group.common)) for one in group.members]
    judged += [(one, (*reasons(one, group.common), ANOTHER_NAME)) for one in group.others]
    return Sorted(
        group,
        tuple((one, why) for one, why in judged if why),
        tuple(one for one, why in judged if not why),
    )


def is_urgent(one: Opened) -> bool:
    """On top of everything, whatever group it is in."""
    return one.case.danger or one.case.risk >= 3


def urgent(reports: Iterable[Opened]) -> list[Opened]:
    return sorted((one for one in reports if is_urgent(one)), key=lambda one: (-one.case.risk, one.case.opened_at))

"""Codes in the words officers read: deadlines, ages, risk, flags, acts, answers. No rule lives here and nothing is decided.

What the public reads is in incidents/progress.py, what news says in news/words.py.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from incidents import flags, kinds, places, strands
from partners.roles import ROLE
from triage.models import Case
from triage.roads.advisory_flags import ADVISORY
from triage.states import GRADES
from triage.workflow import WORKFLOW

_UNITS = (("day", 86400), ("hour", 3600), ("minute", 60))
_SOON = dt.timedelta(hours=1)
_FAR = 8000
GRADE = dict(GRADES)
RISKS = {
    0: ("standard", "Not weighed"),
    1: ("standard", "Low"),
    2: ("medium", "Medium"),
    3: ("high", "High"),
    4: ("high", "Critical"),
}
#: Stages whose code alone says little.
_STAGES = {"nfa_notice": "No further action", "charge_court": "Charge and court", "post_attendance": "After the visit"}
#: Acts of the engine itself, which have no row in the table.
_ENGINE_ACTS = {
    "receive": "Received and placed",
    "ask_countersignature": "Countersignature asked for",
    "refuse_countersignature": "Countersignature refused",
}


@dataclass(frozen=True)
class Badge:
    """A few words and how loud they are."""

    text: str
    kind: str = ""


def span(length: dt.timedelta) -> str:
    """ "2 hours", "40 minutes", "less than a minute"; the largest whole unit."""
    seconds = int(abs(length.total_seconds()))
    for name, size in _UNITS:
        number = seconds // size
        if number >= (2 if name == "day" else 1):
            return f"{number} {name}{'s' if number != 1 else ''}"
    return "less than a minute"


def due(moment: dt.datetime, now: dt.datetime) -> Badge:
    """A deadline in words; nothing where none runs."""
    if moment.year > _FAR:
        return Badge("No deadline runs")
    if moment < now:
        return Badge(f"overdue by {span(now - moment)}", "late")
    return Badge(f"due in {span(moment - now)}", "soon" if moment - now <= _SOON else "")


def age(since: dt.datetime, now: dt.datetime) -> str:
    return f"{span(now - since)} old"


def risk(case: Case) -> Badge:
    """The level as a word; danger above all others."""
    if case.danger:
        return Badge("Danger", "danger")
    level, text = RISKS[case.risk]
    return Badge(text, level)


def flag_labels(codes: Iterable[str]) -> list[str]:
    return [_FLAGS.get(code, short(code)) for code in codes]


def kind_labels(codes: Iterable[str]) -> list[str]:
    return [_KINDS.get(code, short(code)) for code in codes]


def strand_labels(codes: Iterable[str]) -> list[str]:
    return [str(strands.BY_CODE[code].label) if code in strands.BY_CODE else short(code) for code in codes]


def detail_labels(codes: Iterable[str]) -> list[str]:
    return [_DETAILS.get(code, short(code)) for code in codes]


def place_label(code: str) -> str:
    return str(places.BY_CODE[code].label) if code in places.BY_CODE else short(code)


def stage_of_help(code: str) -> str:
    """When help was named (partners/signposting.py)."""
    return _STAGES.get(code, short(code))


def role_label(code: str) -> str:
    return str(ROLE[code].label) if code in ROLE else short(code)


def act_label(kind: str, name: str) -> str:
    return _ENGINE_ACTS.get(name) or _ACTS.get((kind, name)) or short(name)


def short(code: str) -> str:
    """A code as words, where a whole sentence has no room: "sexual_orientation" is "Sexual orientation"."""
    return code.replace("_", " ").capitalize()


_FLAGS = {flag.code: str(flag.label) for flag in flags.FLAGS} | {flag.code: flag.label for flag in ADVISORY}
_KINDS = {kind.code: str(kind.label) for kind in kinds.KINDS}
_DETAILS = {detail.code: str(detail.label) for strand in strands.STRANDS for detail in strand.details}
_ACTS = {(act.kind, act.name): act.label for act in WORKFLOW}

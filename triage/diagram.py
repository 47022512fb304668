"""The workflow drawn from its table, as Mermaid state diagrams: for the README, which a test holds to this."""

from triage.states import STATE_OF
from triage.workflow import OPENINGS, WORKFLOW

#: Ways that exist from nearly everywhere would hide the chain; they are told in words beside the picture.
_FROM_ANYWHERE = frozenset(
    {"ask_for_information", "information_received", "go_on_without_answer", "accept_transfer", "cancel_record"}
)


def mermaid(kind: str) -> str:
    """One machine: states with their labels, ways with the acts that take them."""
    lines = ["stateDiagram-v2"]
    lines += [
        f"    {code}: {state.label}" for (of, code), state in STATE_OF.items() if of == kind and _drawn(kind, code)
    ]
    lines += [f"    [*] --> {way.to}: {_said(way.act)}" for way in OPENINGS if way.kind == kind]
    for act in WORKFLOW:
        if act.kind == kind and act.to and act.name not in _FROM_ANYWHERE:
            lines += [f"    {frm} --> {to}: {_said(act.name)}" for frm in act.frm for to in act.to]
    ends = [code for (of, code), state in STATE_OF.items() if of == kind and not state.open and _drawn(kind, code)]
    lines += [f"    {code} --> [*]" for code in ends]
    return "\n".join(lines)


def _said(act: str) -> str:
    return act.replace("_", " ")


def _drawn(kind: str, code: str) -> bool:
    ways = [act for act in WORKFLOW if act.kind == kind and code in act.to and act.name not in _FROM_ANYWHERE]
    return bool(ways) or any(way.kind == kind and way.to == code for way in OPENINGS)

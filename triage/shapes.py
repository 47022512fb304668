"""The shape of a row of the workflow table: what an act is made of. The rows themselves are in workflow/."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from triage.fields import Field

#: Takes a Situation (situation.py, which builds on this file).
Predicate = Callable[[Any], bool]


@dataclass(frozen=True)
class Guard:
    """Something that must be true first; `unmet` is the whole sentence shown beside an act that is not open yet."""

    code: str
    unmet: str
    met: Predicate
    met_by: str = ""  # the act that would meet it


@dataclass(frozen=True)
class Act:
    """One row: who may do what from where, what it asks, what must stand behind it, where it leads.

    `frm`/`to`: states; `to` empty is an event that leaves the state as it is. With several `to`, `chooses` picks one.
    `roles`: who, by role; empty means the roles that own the state, and the duty inspector. `relation`: who, by their
    place in this case (a key of relations.RELATIONS). `countersigners`: roles of which a second person must sign;
    `countersigned_if` limits that to some answers. `barred`: parts whose players may not do it. `part`: the part the
    actor plays by doing it. `does`: what else changes, in the same transaction.
    """

    name: str
    label: str
    kind: str  # hate_incident | hate_crime
    frm: tuple[str, ...]
    why: str
    source: str
    to: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    relation: str = ""
    records: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    asks: Callable[[Any], tuple[Field, ...]] | None = None
    checks: tuple[Callable[[Any], Mapping[str, str]], ...] = ()
    guards: tuple[Guard, ...] = ()
    countersigners: tuple[str, ...] = ()
    countersigned_if: Predicate | None = None
    barred: tuple[str, ...] = ()
    part: str = ""
    starts: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    chooses: Callable[[Any], str] | None = None
    does: Callable[[Any], None] | None = None
    #: The letter it would send (an incidents.letters Written), shown before anything is kept; None where it sends none.
    previews: Callable[[Any], Any] | None = None
    system: bool = False  # done by a task, never by a person
    public: str = ""  # message id the reporter reads, where it is not the one of the state it leads to
    main: bool = False  # the next step of the chain: shown first
    road: str = ""  # only in a case on this special road, a flag of roads/table.py; "" in any

    @property
    def event(self) -> bool:
        return not self.to

    def questions(self, ctx: Any) -> tuple[Field, ...]:
        """Everything it asks in this case, in order."""
        return self.fields + (self.asks(ctx) if self.asks else ())


#: What a page looks at before anybody has chosen an act.
NO_ACT = Act("", "", "", (), "", "")


@dataclass(frozen=True)
class Opening:
    """A way in which a case begins: the act that opens it and the state it begins in."""

    kind: str
    act: str
    to: str
    roles: tuple[str, ...]
    countersigners: tuple[str, ...] = ()
    public: str = ""  # message id the reporter reads

"""Entries of the log as lines to read: ids become names and references, codes words. Nothing else of a case is read."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hatereport.audit.models import Entry
from incidents.models import Report
from partners.models import Person, Team
from partners.roles import ROLE
from triage.auditing.words import ACTIONS, act_said, detail_said, record_said
from triage.models import Case

_KINDS = {"reporter": "The reporter", "system": "The service"}


@dataclass(frozen=True)
class Line:
    """One entry as it is read: who, in which role, when, what, on which record. `reference` where the record has one."""

    entry: Entry
    who: str
    role: str
    action: str
    act: str
    record: str
    reference: str
    detail: str


def lines(entries: Sequence[Entry]) -> list[Line]:
    """Entries in plain words. Four queries at most, however many there are."""
    chains = {entry.chain for entry in entries}
    names = names_of([*(entry.actor_id for entry in entries), *_people_of(chains)])
    references, teams = references_of(chains), _teams_of(chains)
    return [
        Line(
            entry,
            who_said(entry.actor_kind, entry.actor_id, names),
            role_said(entry.role),
            ACTIONS[entry.action],
            act_said(entry.act),
            _called(entry.chain, references | teams, names),
            references.get(entry.chain, ""),
            detail_said(entry.detail),
        )
        for entry in entries
    ]


def called(chains: Sequence[str]) -> list[str]:
    """What records are called: by reference or name, or what kind of thing they are. Four queries at most."""
    known, names = references_of(chains) | _teams_of(chains), names_of(_people_of(chains))
    return [_called(chain, known, names) for chain in chains]


def _called(chain: str, known: dict[str, str], names: dict[str, str]) -> str:
    """Only a person's own record bears their name: their lists and what waits for them are under the same key."""
    return (names.get(_key(chain)) if _kind(chain) == "person" else None) or record_of(chain, known)


def _people_of(chains: Iterable[str]) -> list[str]:
    return [_key(chain) for chain in chains if _kind(chain) == "person"]


def names_of(ids: Iterable[uuid.UUID | str | None]) -> dict[str, str]:
    wanted = {found for one in ids if one is not None and (found := _uuid(str(one)))}
    if not wanted:
        return {}
    return {str(pk): name for pk, name in Person.objects.filter(pk__in=wanted).values_list("pk", "name")}


def _teams_of(chains: Iterable[str]) -> dict[str, str]:
    """chain -> name, for those of teams."""
    wanted = {key for chain in chains if _kind(chain) == "team" and (key := _key(chain)).isdecimal() and len(key) < 10}
    rows = Team.objects.filter(pk__in=map(int, wanted)).values_list("pk", "name") if wanted else ()
    return {f"team:{pk}": name for pk, name in rows}


def references_of(chains: Iterable[str]) -> dict[str, str]:
    """chain -> reference, for those of cases and reports."""
    wanted = set(chains)
    found: dict[str, str] = {}
    for kind, model in (("case", Case), ("report", Report)):
        ids = [key for chain in wanted if _kind(chain) == kind and (key := _uuid(_key(chain)))]
        if ids:
            rows = model.objects.filter(pk__in=ids).values_list("pk", "reference")
            found |= {f"{kind}:{pk}": reference for pk, reference in rows}
    return found


def role_said(code: str) -> str:
    return str(ROLE[code].label) if code in ROLE else code


def who_said(kind: str, key: uuid.UUID | None, names: dict[str, str]) -> str:
    return _KINDS.get(kind) or names.get(str(key), "A person no longer known")


def record_of(chain: str, references: dict[str, str]) -> str:
    return references.get(chain) or record_said(_kind(chain), _key(chain))


def _kind(chain: str) -> str:
    return chain.partition(":")[0]


def _key(chain: str) -> str:
    return chain.partition(":")[2]


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None

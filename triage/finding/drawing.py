"""The filters as the page of the search draws them: groups of questions, and what is chosen as tags to take away."""

from dataclasses import dataclass

from triage.finding.facets import FACETS, GROUPS, Choice, Facet
from triage.finding.filters import Filters, Offered


@dataclass(frozen=True)
class Asked:
    """One filter: its answers with those chosen, or what was typed."""

    facet: Facet
    choices: tuple[tuple[str, str, bool], ...]
    text: str
    error: str


@dataclass(frozen=True)
class Group:
    """Filters under one heading, folded away while nothing of it is chosen."""

    heading: str
    asked: tuple[Asked, ...]
    opened: bool


@dataclass(frozen=True)
class Tag:
    """One answer that is in force; `address` is that of the search without it."""

    text: str
    address: str


def groups(chosen: Filters, offered: Offered) -> list[Group]:
    found = []
    for heading in GROUPS:
        asked = tuple(_asked(facet, chosen, offered) for facet in FACETS if facet.group == heading)
        opened = any(row.error or chosen.texts.get(row.facet.code) for row in asked)
        found.append(Group(heading, asked, opened))
    return found


def tags(chosen: Filters, offered: Offered) -> list[Tag]:
    found = []
    for facet in FACETS:
        called = dict(_choices(facet, chosen, offered))
        for text in chosen.texts.get(facet.code, ()):
            if facet.code in chosen.values:
                said = facet.label if called.get(text) == "Yes" else f"{facet.label}: {called.get(text, text)}"
                found.append(Tag(said, chosen.without((facet.code, text))))
    return found


def _asked(facet: Facet, chosen: Filters, offered: Offered) -> Asked:
    said = chosen.texts.get(facet.code) or (["open"] if facet.code == "open" else [])  # where nothing else is said
    choices = tuple((code, label, code in said) for code, label in _choices(facet, chosen, offered))
    return Asked(
        facet,
        choices,
        "" if choices else (said or [""])[0],
        chosen.errors.get(facet.code, "").removeprefix(f"{facet.label}: "),
    )


def _choices(facet: Facet, chosen: Filters, offered: Offered) -> list[Choice]:
    """As offered; a person who was named by an address stands among them, so that the answer is not lost."""
    choices = offered.of(facet) if facet.asked_as == "choices" else []
    known = {code for code, _ in choices}
    strangers = [text for text in chosen.texts.get(facet.code, ()) if facet.read and choices and text not in known]
    return [*choices, *((text, "A colleague") for text in strangers)]

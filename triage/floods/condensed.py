"""Many texts as few lines: each wording once, with how many have it and the words it adds to the common one."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from triage.floods.grouping import Words, own_words, plain
from triage.floods.reading import Opened

#: Lines on a page.
PAGE = 100


@dataclass(frozen=True)
class Wording:
    """`adds`: words the common text does not have; empty where it is the same word for word, or shorter."""

    text: str
    times: int
    adds: tuple[str, ...]
    reference: str


def wordings(alike: Iterable[Opened], common: Words) -> list[Wording]:
    """Those that differ most first, for they are the ones to read; then the commonest."""
    by_words: dict[Words, list[Opened]] = defaultdict(list)
    for one in alike:
        by_words[plain(one.words)].append(one)
    found = [
        Wording(same[0].words, len(same), tuple(own_words(common, words)), same[0].case.reference)
        for words, same in by_words.items()
    ]
    return sorted(found, key=lambda one: (-len(one.adds), -one.times, one.reference))

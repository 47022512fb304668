"""Which reports are one text, word for word or but for a few words, and blame one name. Pure, in memory, nothing kept.

Errs towards leaving a report alone: what is not surely alike is an ordinary case of the queue.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from triage.floods.reading import Opened

#: So many alike make a group; fewer are opened one by one.
FEW = 5
#: Three words in a row are compared; so large a share of them in common makes two texts one template.
_ROW, _ALIKE = 3, 0.5
#: A row of words that so many different texts use says nothing about belonging together.
_COMMONPLACE = 60
#: So many words of its own and a text is no mere variation: a name, a number, a place changed.
LITTLE = 3

Words = tuple[str, ...]


@dataclass(frozen=True)
class Group:
    """Reports of one text that blame one name, or nobody. `text`: the words most of them have, as one wrote them."""

    members: tuple[Opened, ...]
    text: str
    target: str
    #: Of the same text, but blaming somebody else.
    others: tuple[Opened, ...] = ()

    @cached_property
    def common(self) -> Words:
        return plain(self.text)


def plain(text: str) -> Words:
    """A text without case, marks and spaces; two that look alike read alike."""
    return tuple(re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold()))


def own_words(common: Words, words: Words) -> list[str]:
    """What a text says beyond the common one, in its order."""
    left = Counter(common)
    found = []
    for word in words:
        if left[word]:
            left[word] -= 1
        else:
            found.append(word)
    return found


def are_alike(one: Words, other: Words) -> bool:
    """Whether two texts share most of their rows of words."""
    rows, others = _rows(one), _rows(other)
    return len(rows & others) >= _ALIKE * len(rows | others)


def groups(reports: Iterable[Opened]) -> list[Group]:
    """The groups, largest first, each of one force. Whoever is in none of them is single."""
    by_force: dict[str, list[Opened]] = defaultdict(list)
    for report in reports:
        by_force[report.case.force_id].append(report)
    found = [group for of_one in by_force.values() for group in _of_one_force(of_one)]
    return sorted(found, key=lambda group: -len(group.members))


def _of_one_force(reports: Iterable[Opened]) -> list[Group]:
    by_words: dict[Words, list[Opened]] = defaultdict(list)
    for report in reports:
        by_words[plain(report.words)].append(report)
    found: list[Group] = []
    for texts in _templates(by_words):
        alike = [report for words in texts for report in by_words[words]]
        if len(alike) >= FEW:
            # What somebody stood aside from is compared and never shown, not even as the text of the others.
            shown = next((report for report in alike if not report.is_aside), alike[0])
            found += _by_target(alike, shown.words)
    return found


def _templates(by_words: dict[Words, list[Opened]]) -> list[list[Words]]:
    """Different texts that share most of their rows of words, the commonest text first. Each text joins the leading
    text it is most like, so that no chain of small steps leads from one text to another.
    """
    led: list[list[Words]] = []
    sizes: list[int] = []
    using: dict[Words, list[int]] = defaultdict(list)
    for words in sorted(by_words, key=lambda words: (-len(by_words[words]), words)):
        rows = _rows(words)
        shared = Counter(leader for row in rows if len(using[row]) <= _COMMONPLACE for leader in using[row])
        leader, count = max(shared.items(), key=lambda one: one[1], default=(-1, 0))
        if count and count >= _ALIKE * (len(rows) + sizes[leader] - count):
            led[leader].append(words)
            continue
        for row in rows:
            using[row].append(len(led))
        led.append([words])
        sizes.append(len(rows))
    return led


def _rows(words: Words) -> frozenset[Words]:
    if len(words) < _ROW:
        return frozenset({words})
    return frozenset(words[at : at + _ROW] for at in range(len(words) - _ROW + 1))


def _by_target(alike: Sequence[Opened], text: str) -> list[Group]:
    """Each name that several blame is a group of its own; who blames another stands beside the largest."""
    by_target: dict[Words, list[Opened]] = defaultdict(list)
    for report in alike:
        by_target[plain(report.target)].append(report)
    ordered = sorted(by_target.values(), key=lambda reports: -len(reports))
    large = [reports for reports in ordered if len(reports) >= FEW]
    rest = tuple(report for reports in ordered if len(reports) < FEW for report in reports)
    return [
        Group(tuple(reports), text, reports[0].target, rest if place == 0 else ())
        for place, reports in enumerate(large)
    ]

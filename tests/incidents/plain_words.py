"""How hard a text is to read: the Flesch-Kincaid grade, in years of school (Kincaid and others, 1975).

Syllables are counted by groups of vowels with the usual corrections for English, which is right for the words of a
form (a test below holds it to some); no word list is worth a dependency for that.
"""

import re
from collections.abc import Iterable

_SILENT_E = re.compile(r"(?:[^laeiouy]|[aeiouy]l)e$")
_SILENT_ED = re.compile(r"[^aeioudty]ed$")
_SILENT_ES = re.compile(r"[^aeiouysxzcgh]es$")
_TWO_VOWELS_APART = re.compile(r"i(?:a|o(?!n)|u)|eo(?!u|ple)|ea$|ua|ying|[^tcsg]ion|uie|eing|oing")
#: "some" and "one" in "someone" are spoken as they are alone.
_SOME = re.compile(r"some(?=[a-z])")


def syllables(word: str) -> int:
    letters = re.sub(r"[^a-z]", "", word.lower())
    found = len(re.findall(r"[aeiouy]+", letters)) + len(_TWO_VOWELS_APART.findall(letters))
    for silent in (_SILENT_E, _SILENT_ED, _SILENT_ES, _SOME):
        found -= bool(silent.search(letters))
    return max(1, found)


def sentences(texts: Iterable[str]) -> list[list[str]]:
    """The words of each sentence; a label or an answer without a full stop is a sentence of its own."""
    parts = (part for text in texts for part in re.split(r"[.?!:]+(?:\s|$)|\n", text))
    return [words for part in parts if (words := re.findall(r"[A-Za-z][A-Za-z'\u2019]*", part))]


def grade(texts: Iterable[str]) -> float:
    """0.39 times words a sentence, plus 11.8 times syllables a word, minus 15.59."""
    read = sentences(texts)
    words = [word for sentence in read for word in sentence]
    return 0.39 * len(words) / len(read) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59

"""Letters: every kind in every language is whole, plain and neutral outside; strict where something is missing; and no
word of an officer becomes markup.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django.template import Engine
from django.template.base import Template, VariableNode
from django.template.defaulttags import ForNode, IfNode
from django.template.loader_tags import IncludeNode

from hatereport.languages.table import BY_CODE, LANGUAGES, SOURCE, TRANSLATED
from incidents.letters.filling import FOLDER, NotGiven, escaped, fill
from incidents.letters.invented import _GIVEN, invented
from incidents.letters.kinds import KINDS, LetterKind, variables
from incidents.letters.rendering import as_page, as_words

EVERY_KIND = [kind.code for kind in KINDS]
EVERY_LANGUAGE = [language.code for language in LANGUAGES]
GIVE_AWAY = re.compile(r"hate|police|crime", re.I)
#: Facts that switch a part of a letter on or off.
SWITCHES: tuple[dict[str, bool], ...] = (
    {},
    {"holds_code": False, "can_review": False, "stands": False, "is_crime": False, "words_in_english": False},
)


def written(kind: str, language: str, **other: object) -> str:
    return fill(kind, language, _GIVEN | other)


def names_in(nodes: Iterable[Any]) -> Iterator[str]:
    """Every variable a template names, of whatever tag, with those of the parts it includes."""
    for node in nodes:
        if isinstance(node, VariableNode):
            yield _first(node.filter_expression)
        elif isinstance(node, IfNode):
            for condition, inner in node.conditions_nodelists:
                if condition is not None:
                    yield _first(condition.value)
                yield from names_in(inner)
        elif isinstance(node, IncludeNode):
            yield from names_in(part(_first(node.template)).nodelist)
        elif isinstance(node, ForNode):
            yield _first(node.sequence)
            yield from (name for name in names_in(node.nodelist_loop) if name not in node.loopvars)


def _first(expression: Any) -> str:
    return str(expression.var)


def part(name: str) -> Template:
    return Engine(dirs=[str(FOLDER)]).get_template(name)


@pytest.mark.parametrize("language", EVERY_LANGUAGE)
@pytest.mark.parametrize("kind", EVERY_KIND)
def test_every_kind_is_written_in_every_language(kind: str, language: str) -> None:
    for switched in SWITCHES:
        letter = written(kind, language, **switched)

        assert "{{" not in letter
        assert "{%" not in letter
        assert "[" not in letter  # a gap of the translation
        assert "HR" in as_words(letter)
        assert all(number in as_words(letter) for number in ("101", "999", "HR-0000-0000", "08 08 16 89 111"))


@pytest.mark.parametrize("language", EVERY_LANGUAGE)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_a_template_names_what_its_kind_allows_and_nothing_else(kind: LetterKind, language: str) -> None:
    used = set(names_in(part(f"{language}/{kind.code}.md").nodelist))

    assert used <= variables(kind.code)
    assert not kind.variables - used - ({"words_in_english"} if language == SOURCE.code else set())


@pytest.mark.parametrize("language", [language.code for language in TRANSLATED])
@pytest.mark.parametrize("kind", EVERY_KIND)
def test_a_translation_says_as_much_as_the_english_and_in_other_words(kind: str, language: str) -> None:
    for switched in SWITCHES:
        switched = switched | {"words_in_english": False}
        english, theirs = written(kind, "en-gb", **switched), written(kind, language, **switched)

        assert english.count("## ") == theirs.count("## ")
        assert len(english.split("\n\n")) == len(theirs.split("\n\n"))
        shared = {line for line in english.splitlines() if len(line) > 12} & set(theirs.splitlines())
        assert not {line for line in shared if not re.match(r"^(- |Here stand)", line)}


def test_what_nobody_has_given_stops_the_letter() -> None:
    with pytest.raises(NotGiven, match="reference"):
        fill("received", "en-gb", {name: value for name, value in _GIVEN.items() if name != "reference"})


def test_a_template_that_names_something_else_stops_the_letter(tmp_path, monkeypatch) -> None:
    (tmp_path / "en-gb").mkdir()
    (tmp_path / "en-gb" / "received.md").write_text("Hello {{ surname }}")
    monkeypatch.setattr("incidents.letters.filling._ENGINE", Engine(dirs=[str(tmp_path)]))

    with pytest.raises(NotGiven, match="surname"):
        written("received", "en-gb")


@pytest.mark.parametrize(
    "typed",
    [
        "1. He said\n2. She said",
        "# Big",
        "<b>bold</b> & <script>",
        "[a link](https://x.example)",
        "*stars* _low_",
        "a\n===",
        "    x",
    ],
)
def test_words_of_an_officer_stay_words(typed: str) -> None:
    letter = written("closed", "en-gb", words=typed)

    assert typed.replace("    ", "") in as_words(letter)
    page = as_page(letter)
    assert not re.search(r"<(?:b|script|a|ol|em|h1|code|pre)\b", page)


def test_lines_and_paragraphs_of_an_officer_are_kept() -> None:
    page = as_page(escaped("First line\nsecond line\n\nNext paragraph"))

    assert page == "<p>First line<br />\nsecond line</p>\n<p>Next paragraph</p>\n"


def test_a_letter_as_words_has_no_signs_of_markdown() -> None:
    words = as_words(written("no_further_action", "en-gb"))

    assert "\\" not in words
    assert not re.search(r"^#|\*\*", words, re.M)
    assert "- Victim Support: 08 08 16 89 111" in words


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_the_outside_and_the_first_heading_give_nothing_away(kind: str) -> None:
    letter = invented(kind, "en-gb")
    head = " ".join(letter.sheets[0].words.split("\n\n")[:3])  # the greeting, the number, the heading

    assert not GIVE_AWAY.search(letter.sender + " ".join(letter.to))
    assert not GIVE_AWAY.search(head)


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_a_letter_says_what_happens_next_who_to_ask_and_how_to_complain(kind: str) -> None:
    letter = as_words(written(kind, "en-gb"))

    for sentence in (
        "What happens next",
        "ask for the officer",
        "If you want support",
        "You have the right to complain",
    ):
        assert sentence in letter


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_sentences_of_a_letter_are_short(kind: str) -> None:
    sentences = re.split(r"[.?!:]\s|\n", as_words(written(kind, "en-gb")))
    lengths = [len(sentence.split()) for sentence in sentences if sentence.strip()]

    assert max(lengths) <= 26
    assert sum(lengths) / len(lengths) <= 12


def test_the_right_to_review_is_told_with_its_day_and_only_where_there_is_one() -> None:
    with_it = as_words(written("no_further_action", "en-gb", can_review=True))
    without = as_words(written("no_further_action", "en-gb", can_review=False))

    assert "Ask us by 2 June 2026" in with_it
    assert "10 working days" in with_it
    assert "2 June 2026" not in without
    assert "It does not cover this decision" in without


def test_dates_are_written_as_each_language_does() -> None:
    for code in BY_CODE:
        letter = written("court_date", code)
        assert "2026" in as_words(letter), code
    assert "18 maja 2026" in as_words(written("court_date", "pl"))
    assert "2026年5月18日" in as_words(written("court_date", "zh-hans"))


def test_an_officer_s_english_in_a_letter_that_is_not_is_said_to_be_english() -> None:
    assert "po angielsku" in written("closed", "pl", words_in_english=True)
    assert "Te słowa" not in written("closed", "pl", words_in_english=False)


@pytest.mark.parametrize("language", ["ar", "ur"])
def test_a_number_of_several_parts_is_read_in_its_own_direction(language: str) -> None:
    letter = as_words(written("received", language))

    for number in ("18001 101", "08 08 16 89 111"):
        assert f"\u2066{number}\u2069" in letter

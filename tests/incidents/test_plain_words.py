"""The form in numbers: how many years of school its words ask for, usual and Easy Read."""

from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django import forms

from hatereport.formkit import DatePartsField
from incidents import easy_read
from incidents.forms import FORMS, AreaForm, SectionForm
from incidents.questions import SECTIONS, Section
from tests.incidents.plain_words import grade, sentences, syllables

HIGHEST = 6.0
#: Words in a sentence of Easy Read; what a sentence of ours may have there at most.
LONGEST_EASY = 12
#: Somebody who sees every question.
ANYBODY: dict[str, Any] = {"who": {"filer": "victim", "under_18": "yes"}, "placement": {"local_strands": ["age"]}}
SPOKEN = {
    "danger": 2,
    "police": 2,
    "happened": 2,
    "organisation": 5,
    "someone": 2,
    "anonymous": 4,
    "religion": 3,
    "anything": 3,
    "choose": 1,
    "area": 3,
    "people": 2,
    "shouted": 2,
    "being": 2,
    "noises": 2,
    "names": 1,
    "changes": 2,
    "violent": 3,
    "identity": 4,
}


def words_of(form: SectionForm) -> Iterator[str]:
    """Everything a form may say: questions, hints, answers, and what is said of a mistake."""
    for field in form.fields.values():
        yield str(field.label)
        yield str(field.help_text)
        yield from _answers(field)
        yield from (str(text) for code, text in field.error_messages.items() if _is_said(field, code))


def _answers(field: forms.Field) -> Iterator[str]:
    if not isinstance(field.widget, forms.Select):  # names of places and peoples are not ours to simplify
        for code, label in getattr(field, "choices", ()):
            yield str(label)
            yield str(getattr(field.widget, "hints", {}).get(code, ""))


def _is_said(field: forms.Field, code: str) -> bool:
    return isinstance(field, DatePartsField) or (code == "required" and field.required)


def asked(section: Section, *, easy: bool = False) -> SectionForm:
    form = FORMS[section.code](answers=ANYBODY)
    if easy:
        easy_read.put_into(form, section.code)
    return form


def words_of_page(section: Section, *, easy: bool = False) -> list[str]:
    leads: Iterable[Any] = easy_read.LEADS.get(section.code, ()) if easy else (section.lead,)
    return [str(section.title), *map(str, leads), "Continue", *words_of(asked(section, easy=easy))]


def whole(texts: Iterable[str]) -> list[str]:
    """Sentences of four words or more: "Yes" and "No" would make any form look easy."""
    return [" ".join(words) for words in sentences(texts) if len(words) >= 4]


@pytest.mark.parametrize("word", SPOKEN)
def test_syllables_are_counted_as_they_are_spoken(word: str) -> None:
    assert syllables(word) == SPOKEN[word]


def test_a_law_is_found_hard_and_a_rhyme_easy() -> None:
    law = "The controller must implement appropriate technical and organisational measures for ensuring compliance."

    assert grade([law]) > 15
    assert grade(["The cat sat on the mat. The dog ran to the cat."]) < 2


@pytest.mark.parametrize("short_answers_too", [True, False])
def test_the_form_can_be_read_after_six_years_of_school(*, short_answers_too: bool) -> None:
    pages = {section.code: words_of_page(section) for section in SECTIONS}
    pages["area"] = list(words_of(AreaForm(answers={}, choices=[])))
    if not short_answers_too:
        pages = {code: whole(texts) for code, texts in pages.items()}
    by_page = {code: round(grade(texts), 1) for code, texts in pages.items()}

    assert grade(text for texts in pages.values() for text in texts) <= HIGHEST, by_page
    assert max(by_page.values()) <= HIGHEST, by_page


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.code)
def test_easy_read_is_easier_than_the_usual_words(section: Section) -> None:
    usual, easy = (grade(whole(words_of_page(section, easy=easy))) for easy in (False, True))

    assert easy < usual


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.code)
def test_no_sentence_of_easy_read_is_long(section: Section) -> None:
    long = [" ".join(words) for words in sentences(words_of_page(section, easy=True)) if len(words) > LONGEST_EASY]

    assert long == []

"""Gathering, keeping, compiling and checking the catalogues, without GNU gettext."""

import gettext
from pathlib import Path

import pytest

from hatereport.languages import catalogues
from hatereport.languages.checking import problems
from hatereport.languages.gathering import DIRECTORY, Sentence, gather
from hatereport.languages.table import BY_CODE, TRANSLATED

POLISH, ARABIC = BY_CODE["pl"], BY_CODE["ar"]
CALL = Sentence('Call <a href="tel:999">999</a>, %(name)s', files=("a.html",))
PLACES = Sentence("%(number)s place", "%(number)s places", files=("a.html", "b.py"))
AGE = Sentence("Age", context="a reason to be targeted", files=("b.py",))


def written(folder: Path, language: object, words: dict[str, str]) -> None:
    """A translator fills in: msgid (or the line of a form) to msgstr."""
    path = catalogues.po_file(language, folder)  # type: ignore[arg-type]
    text = path.read_text()
    for line, translation in words.items():
        assert line in text
        text = text.replace(line, translation)
    path.write_text(text)


@pytest.fixture(scope="module")
def found() -> dict[tuple[str, str], Sentence]:
    return {sentence.key: sentence for sentence in gather()}


def test_sentences_are_found_wherever_the_public_reads(found):
    places = {
        "Skip to the main part": "templates/base.html",
        "May the police contact you?": "incidents/forms/contact.py",
        "Someone to talk to if you feel you cannot go on.": DIRECTORY,
        "Police, in an emergency": DIRECTORY,
        "Another way to report": "partners/models/organisation.py",
        "Come back with your code": "hatereport/context.py",
    }

    for sentence, place in places.items():
        assert place in found["", sentence].files


def test_context_and_plural_are_kept(found):
    assert ("a reason to be targeted", "Age") in found
    assert found["", "%(number)s place to turn to"].plural == "%(number)s places to turn to"


def test_what_only_staff_read_and_what_is_a_name_is_not_gathered(found):
    texts = {text for _context, text in found}

    assert not texts & {
        "Samaritans",
        "The suspect works for the police",
        "registration with the Information Commissioner",
    }


def test_a_catalogue_gathered_again_keeps_what_was_translated_and_drops_what_is_gone(tmp_path):
    catalogues.refresh([CALL, AGE], tmp_path)
    written(tmp_path, POLISH, {'msgid "Age"\nmsgstr ""': 'msgid "Age"\nmsgstr "Wiek"'})

    catalogues.refresh([PLACES, AGE], tmp_path)

    text = catalogues.po_file(POLISH, tmp_path).read_text()
    assert 'msgctxt "a reason to be targeted"\nmsgid "Age"\nmsgstr "Wiek"' in text
    assert "999" not in text
    assert text.count("msgstr[") == 3
    assert "#: a.html\n#: b.py\n" in text
    before = text
    catalogues.refresh([PLACES, AGE], tmp_path)
    assert catalogues.po_file(POLISH, tmp_path).read_text() == before


def test_a_catalogue_is_compiled_once_and_again_when_it_changed(tmp_path):
    catalogues.refresh([PLACES], tmp_path)
    assert len(catalogues.compile_all(tmp_path)) == len(TRANSLATED)
    assert catalogues.compile_all(tmp_path) == []

    written(
        tmp_path,
        POLISH,
        {f'msgstr[{n}] ""': f'msgstr[{n}] "{w}"' for n, w in enumerate(("miejsce", "miejsca", "miejsc"))},
    )

    assert catalogues.compile_all(tmp_path) == [POLISH]
    with catalogues.po_file(POLISH, tmp_path).with_suffix(".mo").open("rb") as file:
        polish = gettext.GNUTranslations(file)
    said = [polish.ngettext(PLACES.text, PLACES.plural, number) for number in (1, 2, 5, 12, 22, 112)]
    assert said == ["miejsce", "miejsca", "miejsc", "miejsc", "miejsca", "miejsc"]


#: Which form a number takes: {number: form}.
COUNTED = {
    "cy": {1: 0, 2: 1, 5: 2, 8: 3, 11: 3},
    "pl": {1: 0, 2: 1, 12: 2, 22: 1, 112: 2},
    "ro": {1: 0, 0: 1, 5: 1, 20: 2, 101: 1},
    "uk": {1: 0, 21: 0, 22: 1, 11: 2},
    "ar": {0: 0, 1: 1, 2: 2, 5: 3, 14: 4, 100: 5},
    "ur": {1: 0, 2: 1},
    "pa": {1: 0, 2: 1},
    "bn": {1: 0, 2: 1},
    "zh-hans": {1: 0, 7: 0},
    "pt": {1: 0, 2: 1},
    "tr": {1: 0, 2: 1},
}


@pytest.mark.parametrize("language", TRANSLATED, ids=lambda language: language.code)
def test_each_language_counts_in_its_own_way(language):
    which = gettext.c2py(language.plurals.split("plural=")[1].rstrip(";"))

    assert {number: which(number) for number in COUNTED[language.code]} == COUNTED[language.code]
    assert {which(number) for number in range(200)} == set(range(language.forms))


@pytest.mark.parametrize(
    ("translation", "fault"),
    [
        ("", "has no translation"),
        ('Call <a href=\\"tel:999\\">999</a>, %(name)s', "stands in English"),
        ('Zadzwoń <a href=\\"tel:999\\">999</a>', "does not keep its placeholders"),
        ('Zadzwoń <a href=\\"tel:999\\">999</a>, %(nazwa)s', "does not keep its placeholders"),
        ("Zadzwoń 999, %(name)s", "does not keep its tags"),
        ('Zadzwoń <a href=\\"tel:999\\">112</a>, %(name)s', "does not keep its numbers"),
        ('Zadzwoń <a href=\\"tel:999\\">٩٩٩</a>, %(name)s', "does not keep its numbers"),
        (' Zadzwoń <a href=\\"tel:999\\">999</a>, %(name)s', "begins or ends with another space"),
    ],
)
def test_a_faulty_translation_is_named(tmp_path, translation, fault):
    catalogues.refresh([CALL], tmp_path)
    written(tmp_path, POLISH, {'%(name)s"\nmsgstr ""': f'%(name)s"\nmsgstr "{translation}"'})

    assert any(fault in problem for problem in problems(POLISH, [CALL], tmp_path))


def test_a_good_translation_has_no_fault(tmp_path):
    catalogues.refresh([CALL, PLACES], tmp_path)
    words = ("لا مكان", "مكان واحد", "مكانان", "%(number)s أماكن", "%(number)s مكانًا", "%(number)s مكان")
    written(
        tmp_path,
        ARABIC,
        {'%(name)s"\nmsgstr ""': '%(name)s"\nmsgstr "اتصل بالرقم <a href=\\"tel:999\\">999</a>، %(name)s"'}
        | {f'msgstr[{which}] ""': f'msgstr[{which}] "{word}"' for which, word in enumerate(words)},
    )

    assert list(problems(ARABIC, [CALL, PLACES], tmp_path)) == []


def test_a_fuzzy_a_missing_and_a_half_counted_sentence_are_named(tmp_path):
    catalogues.refresh([PLACES], tmp_path)
    written(
        tmp_path, POLISH, {"#: a.html\n": "#: a.html\n#, fuzzy\n", 'msgstr[0] ""': 'msgstr[0] "%(number)s miejsce"'}
    )

    said = "\n".join(problems(POLISH, [PLACES, AGE], tmp_path))

    assert "is marked fuzzy" in said
    assert "has no translation of form 1" in said
    assert "'Age' is not in the catalogue" in said

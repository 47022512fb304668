"""Questions as drawn and as answered: every kind of field, with and without errors."""

from collections import Counter
from datetime import date
from html.parser import HTMLParser
from typing import cast

import pytest
from django import forms
from django.core.exceptions import ImproperlyConfigured
from django.template import engines

from hatereport import formkit
from hatereport.formkit import (
    Checkboxes,
    ChoiceField,
    DatePartsField,
    MultipleChoiceField,
    NarrativeField,
    QuestionForm,
    Radios,
)
from tests.hatereport.gallery import EveryQuestion

HOSTILE = "<script>alert(1)</script>\"'&"
FOCUSABLE = {"input", "textarea", "select"}

#: An answer that each field refuses (the empty one where it refuses nothing else).
WRONG: dict[str, dict[str, object]] = {
    "contact": {},
    "phone": {"contact": "phone"},
    "strands": {"strands": ["race", "unsure"]},
    "strand_other": {"strands": ["other"]},
    "story": {"story": "x" * 201},
    "when": {"when_day": "31", "when_month": "2", "when_year": "2026"},
    "before": {"before": "perhaps"},
    "place": {"place": "moon"},
    "time": {"time": "soon"},
    "secret": {},
    "witness": {},
}


class Reader(HTMLParser):
    """Which elements carry which id, and where the links of the summary lead."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def ids(self) -> Counter[str]:
        return Counter(str(attrs["id"]) for _tag, attrs in self.elements if "id" in attrs)

    def tag_of(self, wanted: str) -> str:
        return next(tag for tag, attrs in self.elements if attrs.get("id") == wanted)

    def links(self) -> list[str]:
        return [str(attrs["href"]).removeprefix("#") for tag, attrs in self.elements if tag == "a"]


def draw(form: forms.Form) -> str:
    page = "{% load formkit crispy_forms_tags %}{% error_summary form %}{% crispy form %}"
    return engines["django"].from_string(page).render({"form": form})


@pytest.mark.parametrize("name", WRONG)
def test_each_error_leads_to_a_control_that_takes_the_focus(name: str) -> None:
    form = EveryQuestion(WRONG[name])

    page = Reader(draw(form))

    assert name in form.errors
    (anchor,) = [formkit.forms.anchor(form[name])]
    assert anchor in page.links()
    assert {page.tag_of(link) for link in page.links()} <= FOCUSABLE


@pytest.mark.parametrize(
    "data", [None, {}, {"contact": "phone", "strands": ["other"], "witness": "on", "story": "x" * 999}]
)
def test_no_id_stands_twice_and_descriptions_exist(data: dict[str, object] | None) -> None:
    page = Reader(draw(EveryQuestion(data)))

    assert [which for which, times in page.ids().items() if times > 1] == []
    described = " ".join(str(attrs.get("aria-describedby") or "") for _tag, attrs in page.elements).split()
    labelled = [str(attrs["for"]) for tag, attrs in page.elements if tag == "label"]
    assert set(described) | set(labelled) <= set(page.ids())


def test_an_error_is_said_beside_its_question_too() -> None:
    html = draw(EveryQuestion({}))

    message = "Choose how we may contact you, or that we may not"
    assert html.count(message) == 2
    assert 'aria-describedby="id_contact-hint id_contact-error"' in html


def test_hostile_words_are_escaped_everywhere() -> None:
    class Hostile(QuestionForm):
        page_heading = "kind"
        reveals = {"why": ("kind", HOSTILE)}
        kind = ChoiceField(label=HOSTILE, help_text=HOSTILE, choices=[(HOSTILE, HOSTILE, HOSTILE)])
        why = forms.CharField(label=HOSTILE, help_text=HOSTILE)
        story = NarrativeField(label=HOSTILE, limit=5)
        when = DatePartsField(label=HOSTILE)
        place = forms.ChoiceField(label=HOSTILE, choices=[(HOSTILE, HOSTILE)])

    typed = {"kind": HOSTILE, "why": "", "story": HOSTILE, "when_day": HOSTILE, "place": "x"}
    html = draw(Hostile(typed)) + draw(Hostile(typed | {"why": HOSTILE, "place": HOSTILE}))

    assert "<script" not in html
    assert html.count("&lt;script&gt;") > 20


def test_an_error_of_the_whole_form_leads_to_its_first_control() -> None:
    form = EveryQuestion({})
    form.add_error(None, "These answers do not fit together")

    assert form.error_summary[0] == ("id_contact", "These answers do not fit together")


def test_a_missing_hidden_answer_leads_to_the_first_control() -> None:
    assert EveryQuestion({}).error_summary[0] == ("id_contact", "Part of this page is missing. Load the page again")


def test_a_form_without_errors_has_no_summary() -> None:
    assert "There is a problem" not in draw(EveryQuestion())


def test_a_form_with_a_prefix_keeps_its_anchors() -> None:
    form = EveryQuestion({}, prefix="first")

    page = Reader(draw(form))

    assert {page.tag_of(link) for link in page.links()} <= FOCUSABLE


def test_the_heading_of_the_page_is_its_question() -> None:
    assert '<h1 class="govuk-fieldset__heading">How may we contact you?</h1>' in draw(EveryQuestion())


def test_a_password_is_never_sent_back() -> None:
    assert "correct horse" not in draw(EveryQuestion({"secret": "correct horse"}))


def test_text_boxes_ask_the_browser_to_keep_nothing() -> None:
    html = draw(EveryQuestion())

    boxes = [
        attrs for tag, attrs in Reader(html).elements if tag in ("input", "textarea") and attrs.get("type") == "text"
    ]
    assert {attrs["autocomplete"] for attrs in boxes} == {"off"}
    assert 'spellcheck="false"' in html


def test_a_third_word_of_a_choice_is_its_hint() -> None:
    field = ChoiceField(choices=[("a", "A", "for example"), ("b", "B")])

    assert field.clean("a") == "a"
    assert cast("Radios", field.widget).hints == {"a": "for example"}
    assert field.choices == [("a", "A"), ("b", "B")]


def test_choices_may_be_worked_out_when_asked() -> None:
    class Late(QuestionForm):
        kind = ChoiceField(label="Kind", choices=lambda: [("a", "A", "for example")])

    assert "for example" in draw(Late())
    assert Late({"kind": "a"}).is_valid()


def test_hints_of_one_form_do_not_reach_another() -> None:
    class First(QuestionForm):
        kind = ChoiceField(choices=[("a", "A", "first")])

    class Second(QuestionForm):
        kind = ChoiceField(choices=[("a", "A")], widget=Radios)

    assert "first" in draw(First())
    assert "first" not in draw(Second())


class Revealing(QuestionForm):
    """A question shown by a choice, and one shown by an answer to that one."""

    reveals = {"phone": ("contact", "phone"), "when": ("calls", "yes"), "calls": ("contact", "phone")}
    contact = ChoiceField(choices=[("phone", "By phone"), ("no", "No")])
    phone = forms.CharField(label="Phone")
    calls = ChoiceField(label="May we leave a message?", choices=[("yes", "Yes"), ("no", "No")])
    when = forms.CharField(label="When?")


def test_what_nobody_could_see_is_neither_demanded_nor_kept() -> None:
    form = Revealing({"contact": "no", "phone": "01228 000000", "calls": "yes", "when": "nights"})

    assert form.is_valid()
    assert form.cleaned_data == {"contact": "no", "phone": "", "calls": "", "when": ""}


def test_what_is_shown_is_demanded_all_the_way_down() -> None:
    assert set(Revealing({"contact": "phone"}).errors) == {"phone", "calls"}
    assert set(Revealing({"contact": "phone", "phone": "1", "calls": "yes"}).errors) == {"when"}


def test_a_revealed_question_stands_under_its_answer_with_the_condition_in_words() -> None:
    html = draw(Revealing({"contact": "phone"}))

    assert html.count('name="phone"') == 1
    assert "If you chose “By phone”" in html
    assert html.index('value="phone"') < html.index('name="phone"') < html.index('value="no"')


def test_only_what_can_be_chosen_may_reveal() -> None:
    class Wrong(QuestionForm):
        reveals = {"b": ("a", "x")}
        a = forms.CharField()
        b = forms.CharField()

    with pytest.raises(ImproperlyConfigured, match="a must be asked with radios or checkboxes to reveal b"):
        draw(Wrong())


def test_an_answer_that_stands_alone_is_refused_in_company() -> None:
    field = MultipleChoiceField(choices=[("a", "A"), ("none", "None of these")], widget=Checkboxes(exclusive="none"))

    assert field.clean(["none"]) == ["none"]
    with pytest.raises(forms.ValidationError, match="on its own"):
        field.clean(["a", "none"])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (["27", "3", "2026"], date(2026, 3, 27)),
        (["1", "March", "2026"], date(2026, 3, 1)),
        (["1", "sept.", "2026"], date(2026, 9, 1)),
        (["٢٧", "٣", "٢٠٢٦"], date(2026, 3, 27)),
        (["", "", ""], None),
    ],
)
def test_a_date_is_read_as_people_write_it(typed: list[str], meant: date | None) -> None:
    assert DatePartsField(required=False).clean(typed) == meant


@pytest.mark.parametrize(
    ("typed", "code", "part"),
    [
        (["31", "2", "2026"], "invalid", "day"),
        (["27", "13", "2026"], "invalid", "month"),
        (["27", "3", "26"], "invalid", "year"),
        (["27", "", "2026"], "incomplete_required", "month"),
        (["27", "3", "9" * 5000], "invalid", "year"),
        (["<", "3", "2026"], "invalid", "day"),
        (["21", "11", "2026"], "future", "day"),
        (["1", "1", "1999"], "past", "day"),
    ],
)
def test_a_wrong_date_leads_to_the_part_that_is_wrong(typed: list[str], code: str, part: str) -> None:
    class When(QuestionForm):
        when = DatePartsField(not_after=lambda: date(2026, 11, 20), not_before=lambda: date(2000, 1, 1))

    form = When({f"when_{name}": text for name, text in zip(("day", "month", "year"), typed, strict=True)})

    assert form.errors.as_data()["when"][0].code == code
    assert form.error_summary[0][0] == f"id_when-{part}"


def test_a_stored_date_fills_its_three_boxes() -> None:
    class When(QuestionForm):
        when = DatePartsField()

    for stored in (date(2026, 3, 27), "2026-03-27", ["27", "3", "2026"]):
        assert 'name="when_year" type="text" inputmode="numeric" autocomplete="off" value="2026"' in draw(
            When(initial={"when": stored})
        )


def test_line_ends_count_once_and_say_how_much_is_too_long() -> None:
    field = NarrativeField(limit=5)

    assert field.clean("ab\r\ncd") == "ab\ncd"
    with pytest.raises(forms.ValidationError, match=r"Shorten your answer by 1 character\. It can be 5"):
        field.clean("ab\r\ncde")


def test_the_browser_is_not_told_to_cut_long_answers_off() -> None:
    assert "maxlength" not in draw(EveryQuestion())


def test_forms_of_other_packages_are_drawn_in_the_same_look() -> None:
    class Foreign(forms.Form):
        login = forms.EmailField(label="E-mail", widget=forms.EmailInput(attrs={"autocomplete": "email"}))
        remember = forms.BooleanField(required=False)
        due = forms.SplitDateTimeField(label="Due")

    form = Foreign({})
    html = engines["django"].from_string(
        "{% load crispy_forms_filters %}{{ form|crispy }}{{ form.login|as_crispy_field }}"
    )

    drawn = html.render({"form": form})

    assert 'autocomplete="email"' in drawn
    assert 'name="due_0"' in drawn
    assert formkit.error_summary(form)[0] == ("id_login", "This field is required.")

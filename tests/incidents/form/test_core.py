"""The form of a report: eight screens, four questions that must be answered, danger first, any words kept as written."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as tries
from hypothesis import strategies as st

from incidents.forms import FORMS
from incidents.models import Report
from incidents.questions import CORE, OPTIONAL
from tests.incidents.conftest import PAGES, Reporter, seen_on

pytestmark = pytest.mark.django_db


def test_eight_screens_lead_from_danger_to_a_report(amina: Reporter) -> None:
    amina.fill()

    response = amina.send()

    assert response.status_code == 303
    assert response["Location"] == "/report/sent/"
    page = amina.get("/report/sent/")
    report = Report.objects.get()
    assert report.reference in page.content.decode()
    assert len(CORE) + 1 == 8


def test_only_four_questions_must_be_answered(amina: Reporter) -> None:
    least: dict[int, dict[str, Any]] = {
        1: {"danger": "no"},
        2: {"filer": "witness"},
        3: {"kinds": ["comments"]},
        4: {},
        5: {},
        6: {},
        7: {"contact": "anonymous"},
    }
    for step, posted in least.items():
        page = amina.get(f"/report/{step}/")
        assert amina.client.post(f"/report/{step}/", {**posted, "seen": seen_on(page)}).status_code == 303

    assert amina.send().status_code == 303
    report = Report.objects.get()
    assert (report.contact_choice, report.filer, report.placement_basis) == ("anonymous", "witness", "duty")


@pytest.mark.parametrize("step", [1, 2, 3, 7])
def test_a_missing_answer_is_a_sentence_that_leads_to_its_control(amina: Reporter, step: int) -> None:
    amina.fill(until=step - 1)

    response = amina.client.post(f"/report/{step}/", {"seen": "0"})

    page = response.content.decode()
    assert response.status_code == 200
    (anchor, message), *_rest = response.context["form"].error_summary
    assert f'href="#{anchor}"' in page
    assert f'id="{anchor}"' in page
    assert len(message) > 15


def test_danger_is_an_interruption_and_then_the_report_goes_on(amina: Reporter) -> None:
    response = amina.answer(1, danger="yes")

    assert response["Location"] == "/report/1/help/"
    page = amina.get("/report/1/help/").content.decode()
    for words in ("999", "55", "18000", "BSL", "emergencySMS", "61016", 'href="/report/2/"'):
        assert words in page
    amina.fill(p1={"danger": "yes"})
    amina.send()
    assert Report.objects.get().danger


@pytest.mark.parametrize(
    ("step", "bad", "field"),
    [
        (4, {"when": "exact", "on_year": "2099"}, "on"),
        (4, {"when": "exact", "on_day": "31", "on_month": "2"}, "on"),
        (4, {"when": "exact", "on_year": "1026"}, "on"),
        (
            4,
            {
                "when": "period",
                "since_day": "3",
                "since_month": "3",
                "since_year": "2026",
                "until_day": "1",
                "until_month": "1",
                "until_year": "2026",
            },
            "until",
        ),
        (5, {"postcode": "not a postcode"}, "postcode"),
        (5, {"area": "area:atlantis"}, "area"),
        (3, {"words": "x" * 50_000}, "words"),
        (3, {"kinds": ["no_such_kind"]}, "kinds"),
        (6, {"strands": ["' OR 1=1 --"]}, "strands"),
        (7, {"phone": ""}, "phone"),
        (7, {"channels": []}, "channels"),
        (7, {"channels": ["email"], "email": "nonsense"}, "email"),
        (7, {"channels": ["visit"], "phone": "", "bans": []}, "address"),
        (7, {"contact": "trusted"}, "trusted_name"),
        (7, {"bans": ["only_times"]}, "safe_times"),
    ],
)
def test_a_wrong_answer_is_told_and_what_was_typed_stays(amina: Reporter, step: int, bad: dict, field: str) -> None:
    amina.fill(until=step - 1)

    response = amina.answer(step, **bad)

    assert response.status_code == 200
    assert field in response.context["form"].errors
    page = response.content.decode()
    for value in bad.values():
        if isinstance(value, str) and value and field not in ("strands", "area", "safe_times"):
            assert value in page


def test_fifty_thousand_characters_are_kept_on_the_page(amina: Reporter) -> None:
    amina.fill(until=2)

    response = amina.answer(3, words="é" * 50_000)

    assert "Shorten your answer by 30000 characters" in response.content.decode()
    assert response.content.decode().count("é" * 50_000) == 1


@pytest.mark.parametrize(
    "words",
    [
        "😀👩‍👩‍👧 called us 🐒",
        "قال لي كلمات سيئة \u200f",
        "\u202eevil\u202c",
        "<script>alert(1)</script>",
        "{{ 7*7 }} {% x %}",
        "a\x00b",
        "zero\u200bwidth",
        "l'été — “quoted”",
    ],
)
def test_any_letters_arrive_as_they_were_written(amina: Reporter, words: str) -> None:
    amina.fill(p3={"words": words})
    amina.get("/report/8/")
    amina.send()

    report = Report.objects.select_related("content").get()
    assert report.narrative == words.replace("\x00", "")


def test_markup_in_answers_is_shown_as_text(amina: Reporter) -> None:
    amina.fill(p3={"words": "<script>alert(1)</script>"})

    page = amina.get("/report/8/").content.decode()

    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_an_answer_too_long_for_its_box_is_told_in_our_words(amina: Reporter) -> None:
    amina.fill(until=4)

    page = amina.answer(5, place="x" * 1_001).content.decode()

    assert "Shorten your answer by 1 character. It can be 1000 characters long" in page
    assert "x" * 1_001 in page


def test_a_machine_is_marked_and_never_refused(amina: Reporter) -> None:
    amina.fill(p3={"website": "https://spam.example"})

    assert amina.send().status_code == 303
    assert Report.objects.get().signals == ["honeypot", "too_fast"]


def test_no_page_takes_more_than_ten_queries(amina: Reporter, django_assert_max_num_queries: Any) -> None:
    for step in range(1, 8):
        with django_assert_max_num_queries(4):  # one for the draft; the picker's list is read once a process
            page = amina.get(f"/report/{step}/")
        with django_assert_max_num_queries(10):
            amina.client.post(f"/report/{step}/", {**PAGES[step], "seen": seen_on(page)})
    for section in OPTIONAL:
        with django_assert_max_num_queries(10):
            amina.get(f"/report/more/{section.code}/")
    with django_assert_max_num_queries(10):
        seen = seen_on(amina.get("/report/8/"))
    with django_assert_max_num_queries(20):
        amina.client.post("/report/8/", {"seen": seen})
    for address in ("/report/sent/", "/", "/return/", "/privacy/", "/accessibility/", "/exit/"):
        with django_assert_max_num_queries(10):
            amina.get(address)


NAMES = [name for form in FORMS.values() for name in form.base_fields]


anything = st.one_of(st.text(max_size=40), st.lists(st.text(max_size=8), max_size=3))


posts = st.dictionaries(st.sampled_from([*NAMES, "seen", "on_day", "on_year", "website"]), anything, max_size=8)


@tries(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(1, 7), posts)
def test_nothing_posted_breaks_a_page(amina: Reporter, step: int, posted: dict[str, Any]) -> None:
    assert amina.client.post(f"/report/{step}/", posted).status_code in (200, 303)
    assert amina.get("/report/8/").status_code in (200, 303)

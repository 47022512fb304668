"""The form as a person without JavaScript meets it: eight screens, Back, two tabs, long breaks, bad input."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as tries
from hypothesis import strategies as st

from hatereport import clock
from incidents import drafts
from incidents.forms import FORMS
from incidents.models import Draft, Report
from incidents.questions import CORE, OPTIONAL, Answers
from incidents.views import blank_pages
from tests.incidents.conftest import PAGES, Reporter, seen_on

pytestmark = pytest.mark.django_db


def saved() -> Answers:
    return Draft.objects.select_related("content").get().given


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


def test_going_back_shows_what_was_answered(amina: Reporter) -> None:
    amina.fill()

    assert "A man shouted at me" in amina.get("/report/3/").content.decode()
    assert 'value="CA1 2AB"' in amina.get("/report/5/").content.decode()
    page = amina.get("/report/4/").content.decode()
    assert 'value="2026"' in page


def test_a_change_from_check_answers_leads_back_there(amina: Reporter) -> None:
    amina.fill()
    page = amina.get("/report/3/?then=check")

    response = amina.client.post("/report/3/?then=check", {"words": "Changed", "seen": seen_on(page)})

    assert response["Location"] == "/report/8/"
    assert saved()["what"] == {"words": "Changed"}


def test_a_second_tab_shows_both_versions_and_loses_neither(amina: Reporter) -> None:
    amina.fill(until=3)
    old_tab = seen_on(amina.get("/report/3/"))
    amina.answer(3, words="From the second tab")

    response = amina.client.post("/report/3/", {"words": "From the first tab", "seen": old_tab})

    page = response.content.decode()
    assert response.status_code == 200
    assert "From the first tab" in page
    assert "From the second tab" in page
    assert saved()["what"]["words"] == "From the second tab"
    again = amina.client.post("/report/3/", {"words": "From the first tab", "seen": seen_on(response)})
    assert again.status_code == 303
    assert saved()["what"]["words"] == "From the first tab"


def test_the_same_answer_from_an_old_tab_just_goes_on(amina: Reporter) -> None:
    amina.fill(until=3)

    response = amina.client.post("/report/3/", {**PAGES[3], "seen": "0"})

    assert response.status_code == 303


@pytest.mark.parametrize("seen", ["", "-1", "9" * 40, "x", "²"])
def test_a_tampered_step_number_breaks_nothing(amina: Reporter, seen: str) -> None:
    amina.fill(until=3)

    assert amina.client.post("/report/3/", {**PAGES[3], "words": "Other", "seen": seen}).status_code == 200
    assert "A man shouted" in saved()["what"]["words"]


def test_steps_that_do_not_exist_are_not_found(amina: Reporter) -> None:
    for address in ("/report/0/", "/report/9/", "/report/more/danger/", "/report/more/nothing/"):
        assert amina.get(address).status_code == 404


def test_after_a_long_break_the_page_is_kept_and_the_rest_is_gone(amina: Reporter) -> None:
    amina.fill(until=2)
    page = amina.get("/report/3/")
    Draft.objects.update(expires_at=clock.now() - timedelta(seconds=1))

    response = amina.client.post("/report/3/", {"words": "Written slowly", "seen": seen_on(page)})

    text = response.content.decode()
    assert response.status_code == 200
    assert "more than 20 minutes" in text
    assert "Written slowly" in text
    fresh = Draft.objects.select_related("content").get(expires_at__gt=clock.now())
    assert fresh.answers == {"what": {"words": "Written slowly"}}
    onwards = amina.client.post("/report/3/", {"words": "Written slowly", "seen": seen_on(response)})
    assert onwards.status_code == 303


def test_danger_told_after_a_long_break_is_answered_with_999_at_once(amina: Reporter) -> None:
    response = amina.client.post("/report/1/", {"danger": "yes", "seen": "1"})

    assert response["Location"] == "/report/1/help/"
    assert Draft.objects.get().given == {"danger": {"danger": "yes"}}


def test_whoever_looks_into_the_history_is_not_told_that_something_was_written(amina: Reporter) -> None:
    page = amina.get("/report/1/?away").content.decode()

    assert "you wrote" not in page
    assert "Nothing is saved here now" in page


def test_an_answer_too_long_for_its_box_is_told_in_our_words(amina: Reporter) -> None:
    amina.fill(until=4)

    page = amina.answer(5, place="x" * 1_001).content.decode()

    assert "Shorten your answer by 1 character. It can be 1000 characters long" in page
    assert "x" * 1_001 in page


def test_the_way_back_to_check_answers_is_kept_on_every_page_of_it(amina: Reporter) -> None:
    amina.fill(p5={"postcode": "CA4"})
    area = amina.get("/report/5/area/?then=check")
    amina.answer(3, words="Saved in another tab")

    assert area.context["back"] == "/report/5/?then=check"
    both = amina.client.post("/report/3/?then=check", {"words": "Typed in this tab", "seen": "1"})
    assert 'href="/report/3/?then=check">Keep what was saved before' in both.content.decode()


def test_after_a_long_break_a_wrong_page_is_kept_too(amina: Reporter) -> None:
    response = amina.client.post("/report/4/", {"when": "exact", "on_day": "99", "on_month": "1", "on_year": "2026"})

    assert "What you typed on this page is still here" in response.content.decode()
    assert 'value="99"' in response.content.decode()


def test_a_new_draft_after_a_break_says_what_is_missing(amina: Reporter) -> None:
    amina.client.post("/report/7/", {**PAGES[7], "seen": "1"})
    page = amina.get("/report/8/")

    response = amina.client.post("/report/8/", {"seen": seen_on(page)})

    text = response.content.decode()
    assert response.status_code == 200
    assert "/report/1/?then=check" in text
    assert "/report/2/?then=check" in text
    assert not Report.objects.exists()


def test_a_page_without_a_draft_leads_to_the_first(amina: Reporter) -> None:
    for address in ("/report/3/", "/report/8/", "/report/more/harm/", "/report/5/area/"):
        assert amina.get(address)["Location"] == "/report/1/?away"
    assert "start again" in amina.get("/report/1/?away").content.decode()


def test_reading_keeps_a_draft_alive(amina: Reporter) -> None:
    amina.fill(until=2)
    soon = clock.now() + timedelta(minutes=19)
    with clock.at(soon):
        amina.get("/report/3/")
    with clock.at(soon + timedelta(minutes=19)):
        assert amina.get("/report/3/").status_code == 200
    with clock.at(soon + timedelta(minutes=60)):
        assert amina.get("/report/3/").status_code == 303


def test_a_lost_token_shows_what_was_typed_and_saves_nothing() -> None:
    strict = Client(enforce_csrf_checks=True)

    response = strict.post("/report/3/", {"words": "Nobody should have to type this twice"})

    text = response.content.decode()
    assert response.status_code == 403
    assert "Nobody should have to type this twice" in text
    assert "still here" in text
    assert not Draft.objects.exists()
    token = response.context["csrf_token"]
    again = strict.post("/report/3/", {"words": "Nobody should have to type this twice", "csrfmiddlewaretoken": token})
    assert again.status_code == 200
    assert Draft.objects.count() == 1


def test_a_replayed_submit_is_one_report_and_one_answer(amina: Reporter) -> None:
    amina.fill()
    seen = seen_on(amina.get("/report/8/"))

    answers = [amina.client.post("/report/8/", {"seen": seen}) for _ in range(3)]

    assert {(answer.status_code, answer["Location"]) for answer in answers} == {(303, "/report/sent/")}
    assert Report.objects.count() == 1


def test_a_change_in_another_tab_is_checked_before_sending(amina: Reporter) -> None:
    amina.fill()
    seen = seen_on(amina.get("/report/8/"))
    amina.answer(3, words="Changed meanwhile")

    response = amina.client.post("/report/8/", {"seen": seen})

    assert response.status_code == 200
    assert "Changed meanwhile" in response.content.decode()
    assert not Report.objects.exists()


def test_typing_into_a_sent_report_is_told_and_kept_on_the_page(amina: Reporter) -> None:
    amina.fill()
    amina.send()

    response = amina.client.post("/report/3/", {"words": "One thing more", "seen": "1"})

    assert response.status_code == 409
    assert "One thing more" in response.content.decode()
    assert "sent already" in response.content.decode()
    assert Report.objects.count() == 1


def test_a_second_report_starts_afresh_after_the_first(amina: Reporter) -> None:
    amina.fill()
    amina.send()
    amina.fill(p3={"words": "Another day"})

    amina.send()

    assert Report.objects.count() == 2


def test_a_split_outcode_asks_which_area(amina: Reporter) -> None:
    amina.fill(until=4)

    response = amina.answer(5, postcode="CA4")

    assert response["Location"] == "/report/5/area/"
    page = amina.get("/report/5/area/")
    assert "Eden" in page.content.decode()
    onwards = amina.client.post("/report/5/area/", {"narrowed": "area:eden"})
    assert onwards["Location"] == "/report/6/"
    assert saved()["placement"]["area"] == "eden"
    amina.answer(6)
    amina.answer(7)
    amina.send()
    assert Report.objects.get().area_id == "eden"


def test_an_answered_area_holds_as_long_as_its_postcode(amina: Reporter) -> None:
    amina.fill(until=4)
    amina.answer(5, postcode="CA4")
    amina.client.post("/report/5/area/", {"narrowed": "area:eden"})

    assert amina.answer(5, postcode="CA4")["Location"] == "/report/6/"
    amina.answer(5, postcode="LE1 1AA")
    assert saved()["placement"]["force"] == "leicestershire"


def test_strands_a_force_counts_are_offered_there_only(amina: Reporter) -> None:
    amina.fill(until=4)
    amina.answer(5, postcode="LE1")
    in_leicester = amina.get("/report/6/").content.decode()
    amina.answer(5, postcode="CA1")
    in_carlisle = amina.get("/report/6/").content.decode()

    assert 'value="alternative_subculture"' in in_leicester
    assert 'value="alternative_subculture"' not in in_carlisle
    assert 'value="age"' in in_carlisle


@pytest.mark.parametrize("section", [section.code for section in OPTIONAL])
def test_each_optional_section_may_be_left_empty(amina: Reporter, section: str) -> None:
    amina.fill()

    assert amina.answer(section)["Location"] == "/report/8/"


def test_a_yes_to_self_harm_shows_who_listens(amina: Reporter) -> None:
    amina.fill()

    response = amina.answer("effect", self_harm="yes")

    page = amina.get(response["Location"]).content.decode()
    assert "116 123" in page
    amina.send()
    assert "suicidal" in Report.objects.get().flags


def test_support_is_offered_per_organisation_and_never_ticked_before(amina: Reporter) -> None:
    amina.fill()

    page = amina.get("/report/more/support/").content.decode()

    assert 'value="victim-support"' in page
    assert "checked" not in page
    assert amina.answer("support", organisations=["victim-support"]).status_code == 200


def test_nobody_is_asked_for_consent_who_chose_no_contact(amina: Reporter) -> None:
    amina.fill(p7={"contact": "anonymous"})

    page = amina.get("/report/more/support/").content.decode()

    assert "you can call them yourself" in page
    assert 'name="organisations"' not in page


def test_text_messages_are_offered_only_where_they_can_be_sent(amina: Reporter, settings: Any) -> None:
    amina.fill(until=6)
    settings.SMS_URL = ""
    without = amina.get("/report/7/").content.decode()
    settings.SMS_URL = "https://sms.example"
    blank_pages.forget()

    assert 'value="text"' not in without
    assert 'value="text"' in amina.get("/report/7/").content.decode()


def test_the_code_is_shown_hidden_and_shown_again_until_the_page_is_over(amina: Reporter) -> None:
    amina.fill()
    amina.send()
    code = amina.get("/report/sent/").context["card"].code

    amina.client.post("/report/sent/", {"code": "saved"})
    assert code not in amina.get("/report/sent/").content.decode()
    amina.client.post("/report/sent/", {"code": "show"})
    assert code in amina.get("/report/sent/").content.decode()

    with clock.at(clock.now() + timedelta(minutes=21)):
        gone = amina.get("/report/sent/")
    assert gone.status_code == 410
    assert code not in gone.content.decode()


def test_a_machine_is_marked_and_never_refused(amina: Reporter) -> None:
    amina.fill(p3={"website": "https://spam.example"})

    assert amina.send().status_code == 303
    assert Report.objects.get().signals == ["honeypot", "too_fast"]


def test_leaving_forgets_on_the_server_and_goes_elsewhere(amina: Reporter) -> None:
    amina.fill(until=3)

    response = amina.get("/exit/")

    assert response.status_code == 303
    assert response["Location"] == settings.EXIT_URL
    assert "cookies" in response["Clear-Site-Data"]
    assert not Draft.objects.exists()
    for cookie in (
        settings.DRAFT_COOKIE,
        settings.RETURN_COOKIE,
        settings.CSRF_COOKIE_NAME,
        settings.LANGUAGE_COOKIE_NAME,
    ):
        assert response.cookies[cookie]["max-age"] == 0


def test_no_cookie_of_the_public_pages_outlives_the_browser(amina: Reporter) -> None:
    amina.fill(until=2)
    amina.get("/report/3/")

    assert settings.CSRF_COOKIE_NAME in amina.client.cookies
    assert not [name for name, cookie in amina.client.cookies.items() if cookie["max-age"] or cookie["expires"]]


def test_the_draft_cookie_is_out_of_reach(amina: Reporter) -> None:
    response = amina.answer(1)

    cookie = response.cookies[settings.DRAFT_COOKIE]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"
    assert not cookie["max-age"]
    assert settings.SESSION_COOKIE_NAME not in response.cookies
    assert bytes(Draft.objects.get().token_digest) != cookie.value.encode()


def test_another_browser_sees_nothing_of_a_draft(amina: Reporter) -> None:
    amina.fill(until=3)

    assert Client().get("/report/3/").status_code == 303


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


def test_a_draft_that_goes_while_it_is_sent_is_no_breakdown(amina: Reporter, monkeypatch: pytest.MonkeyPatch) -> None:
    amina.fill()
    seen = seen_on(amina.get("/report/8/"))
    real = drafts.find

    def found_and_gone(request: Any) -> Draft | None:
        draft = real(request)
        drafts.discard([draft] if draft else [])
        return draft

    monkeypatch.setattr(drafts, "find", found_and_gone)

    assert amina.client.post("/report/8/", {"seen": seen})["Location"] == "/report/1/?away"


NAMES = [name for form in FORMS.values() for name in form.base_fields]
anything = st.one_of(st.text(max_size=40), st.lists(st.text(max_size=8), max_size=3))
posts = st.dictionaries(st.sampled_from([*NAMES, "seen", "on_day", "on_year", "website"]), anything, max_size=8)


@tries(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(1, 7), posts)
def test_nothing_posted_breaks_a_page(amina: Reporter, step: int, posted: dict[str, Any]) -> None:
    assert amina.client.post(f"/report/{step}/", posted).status_code in (200, 303)
    assert amina.get("/report/8/").status_code in (200, 303)

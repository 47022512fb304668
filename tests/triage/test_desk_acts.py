"""Acts from the desk: what was typed stays typed, whoever was quicker, and nothing happens twice."""

import datetime as dt

import pytest

from tests import cast
from tests.triage import chain
from tests.triage.chain import does
from tests.triage.desk_browser import address, at_desk, posted, under_investigation
from triage.models import Case, Countersignature

pytestmark = pytest.mark.django_db
TYPED = "I weighed the words, the place and the child who saw it."


def test_a_routine_crime_is_reviewed_and_sent_from_the_case_page():
    case = chain.report_received()
    browser = at_desk(cast.control_room_sergeant())
    answers = chain.dispatching(cast.officer(), cast.supervising_sergeant())

    answer = browser.post(address(case, "review_and_dispatch"), posted(case, **answers, then="case"))

    case.refresh_from_db()
    assert answer.status_code == 302
    assert answer["Location"].startswith(address(case))
    assert case.state == "dispatched"
    assert case.dispatches.get().log_number == answers["log_number"]


def test_save_and_next_leads_to_the_next_case():
    first, second = chain.report_received(), chain.report_received()
    browser = at_desk(cast.control_room_sergeant())
    place = browser.get(address(first)).context["place"]
    answers = chain.dispatching(cast.officer(), cast.supervising_sergeant())

    answer = browser.post(
        address(first, "review_and_dispatch"),
        posted(first, **answers, then="next", tab="team", place=str(place)),
        follow=True,
    )

    assert answer.context["case"] == second
    assert f"{first.reference}: Review and send an officer. Done." in answer.content.decode()


def test_what_is_missing_is_said_beside_it_and_nothing_is_lost():
    case = chain.report_received()
    browser = at_desk(cast.control_room_sergeant())
    officer = cast.officer()

    page = browser.post(
        address(case, "review_and_dispatch"),
        posted(case, assessment=TYPED, officer=str(officer.pk), strands=["disability"], committed_on_day="31"),
    )
    text = page.content.decode()

    assert page.status_code == 422
    assert TYPED in text
    assert f'value="{officer.pk}" selected' in text
    assert "Choose the level of risk." in text
    assert 'href="#id_log_number"' in text
    assert "Enter a real date" in text
    assert '<details class="govuk-details" open>' in text
    assert case.moves.count() == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("271", "3", "2026"), "Enter a real date, such as 27 3 2026."),
        (("27", "3", "26"), "Enter a real date, such as 27 3 2026."),
        (("27", "3", "1826"), "Enter a real date, such as 27 3 2026."),
        (("1", "8", "9999"), "Enter a real date, such as 27 3 2026."),
        (("27", "3", ""), "Enter a real date, such as 27 3 2026."),
        (("27", "3", "2090"), "Enter a date that is today or in the past."),
    ],
)
def test_a_day_that_cannot_be_is_asked_again_and_never_guessed(typed: tuple[str, str, str], said: str):
    case = under_investigation()
    parts = dict(zip(("committed_on_day", "committed_on_month", "committed_on_year"), typed, strict=True))

    page = at_desk(cast.officer()).post(
        address(case, "record_offence"),
        posted(case, offence="common_assault", offence_row=str(case.offences.get().pk), **parts),
    )

    assert (page.status_code, page.context["form"].errors["committed_on"]) == (422, [said])
    assert page.context["form"]["committed_on"].data == list(typed)
    assert case.offences.get().committed_on is None


def test_a_month_is_read_as_the_public_form_reads_it():
    case = under_investigation()
    parts = {"committed_on_day": "27", "committed_on_month": "March", "committed_on_year": "2026"}
    row = str(case.offences.get().pk)

    answer = at_desk(cast.officer()).post(
        address(case, "record_offence"), posted(case, offence="common_assault", offence_row=row, **parts)
    )

    assert answer.status_code == 302
    assert case.offences.get().committed_on == dt.date(2026, 3, 27)


def test_who_was_overtaken_reads_what_changed_and_keeps_every_word():
    case = chain.report_received()
    read = case.version
    other = cast.control_room_sergeant(2)
    does(other, "take", case)
    browser = at_desk(cast.control_room_sergeant())
    answers = {**chain.dispatching(cast.officer(), cast.supervising_sergeant()), "assessment": TYPED}

    page = browser.post(address(case, "review_and_dispatch"), {"version": read, "key": "mine", **answers})
    text = page.content.decode()

    assert page.status_code == 409
    assert other.name in text
    assert TYPED in text
    assert f'name="version" value="{case.version}"' in text

    again = browser.post(address(case, "review_and_dispatch"), {"version": case.version, "key": "again", **answers})
    case.refresh_from_db()
    assert again.status_code == 302
    assert case.state == "dispatched"


def test_who_comes_too_late_keeps_the_words_to_copy():
    case = chain.report_received()
    read = case.version
    people = cast.officer(), cast.supervising_sergeant()
    does(cast.control_room_sergeant(2), "review_and_dispatch", case, **chain.dispatching(*people))
    browser = at_desk(cast.control_room_sergeant())

    page = browser.post(
        address(case, "review_and_dispatch"),
        {"version": read, "key": "mine", **chain.dispatching(*people), "assessment": TYPED},
    )

    assert page.status_code == 409
    assert TYPED in page.content.decode()
    assert case.dispatches.count() == 1


def test_a_double_click_is_one_act():
    case = chain.report_received()
    browser = at_desk(cast.control_room_sergeant())

    for _ in range(2):
        assert browser.post(address(case, "note"), posted(case, note="Rang the shop.")).status_code == 302

    assert case.moves.filter(act="note").count() == 1


def test_a_refusal_is_a_sentence_and_keeps_the_words():
    case = under_investigation()
    browser = at_desk(cast.officer())

    page = browser.post(
        address(case, "propose_outcome"), posted(case, victims_view="Wants it to stop.", suspect_interviewed="no")
    )
    text = page.content.decode()

    assert page.status_code == 409
    assert "The specialist hate crime sergeant reviews it first." in text
    assert "Wants it to stop." in text


def test_what_the_case_does_not_know_is_not_found():
    case = chain.report_received()
    browser = at_desk(cast.control_room_sergeant())

    for name in ("approve", "no_such_act", "receive", "message_received"):
        assert browser.get(address(case, name)).status_code == 404, name


def test_the_next_signature_is_asked_for_and_given():
    case = chain.report_received()
    ellen, fiona, jack = cast.control_room_sergeant(), cast.duty_inspector(), cast.officer()
    answers = chain.dispatching(jack, cast.supervising_sergeant())
    answers |= {"allocation_reason": "victims_wish", "victims_view": "Wants no visit at home."}

    asked = at_desk(ellen).post(address(case, "allocate_without_attendance"), posted(case, **answers), follow=True)
    assert fiona.name in asked.content.decode()
    waiting = Countersignature.objects.get(case=case)
    assert case.moves.filter(act="allocate_without_attendance").count() == 0

    desk = at_desk(fiona)
    assert "Sign or refuse" in desk.get("/desk/").content.decode()
    form = desk.get(f"/desk/countersign/{waiting.pk}/").content.decode()
    assert "Wants no visit at home." in form
    assert jack.name in form  # whoever signs reads a name, not a number
    done = desk.post(f"/desk/countersign/{waiting.pk}/", {"decision": "sign", "key": "signed"})

    case.refresh_from_db()
    assert done.status_code == 302
    assert case.state == "under_investigation"


def test_who_does_not_sign_must_say_why():
    case = chain.report_received()
    ellen, fiona = cast.control_room_sergeant(), cast.duty_inspector()
    answers = chain.dispatching(cast.officer(), cast.supervising_sergeant())
    answers |= {"allocation_reason": "online", "victims_view": "Wants it gone."}
    does(ellen, "allocate_without_attendance", case, **answers)
    waiting = Countersignature.objects.get(case=case)
    desk = at_desk(fiona)

    page = desk.post(f"/desk/countersign/{waiting.pk}/", {"decision": "refuse", "key": "no"})
    assert page.status_code == 409
    assert "Write why you do not sign it." in page.content.decode()

    desk.post(
        f"/desk/countersign/{waiting.pk}/", {"decision": "refuse", "reasons": "She asked for a visit.", "key": "no"}
    )
    waiting.refresh_from_db()
    case.refresh_from_db()
    assert waiting.state == "refused"
    assert case.state == "control_room"


def test_nobody_signs_their_own_from_the_desk():
    case = chain.report_received()
    ellen = cast.control_room_sergeant()
    answers = chain.dispatching(cast.officer(), cast.supervising_sergeant())
    waiting = does(
        ellen, "allocate_without_attendance", case, **answers, allocation_reason="online", victims_view="Wants it gone."
    )

    page = at_desk(ellen).post(f"/desk/countersign/{waiting.pk}/", {"decision": "sign", "key": "own"})

    assert page.status_code == 409
    assert "Somebody else must sign this" in page.content.decode()


def test_the_chain_goes_from_page_to_page_by_its_main_forms():
    """Every inline form holds exactly what its act needs: filled as shown, the incident goes to closed."""
    case = chain.report_received(what={"words": "They swore at me.", "kinds": ["excluded"]})
    focus, inspector = cast.local_focus_sergeant(), cast.local_focus_inspector()
    _do(cast.control_room_sergeant(), case, "assess_as_incident", **chain.assessment(case))
    _do(focus, case, "take")
    _do(focus, case, "answer_action", task=str(case.tasks.get().pk), task_answer="Called, and talked.")
    _do(
        focus,
        case,
        "record_contact_attempt",
        contact_channel="return_page",
        contact_result="reached",
        contact_words="Talked.",
    )
    _do(focus, case, "review_safeguarding", safeguarding="none_found", safeguarding_words="Looked.")
    _do(focus, case, "check_patterns", pattern="none", pattern_words="Searched.")
    _do(focus, case, "decide_threshold", threshold="none_held", threshold_words="None held.")
    _do(focus, case, "inform_partners", partners_told="no", leaders_told="no", partners_words="Not wanted.")
    _do(focus, case, "finalise", reasons="All done.")
    _do(inspector, case, "approve", **chain.APPROVAL)

    assert case.state == "closed"
    assert at_desk(inspector).get(address(case)).status_code == 200


def _do(who, case: Case, name: str, **answers) -> None:
    """Fill the form of an act as the page draws it: only controls that are there are sent."""
    who.forget_roles()
    browser = at_desk(who)
    form = browser.get(address(case, name)).context["form"]
    drawn = set(form.fields)
    assert set(answers) <= drawn, set(answers) - drawn
    case.refresh_from_db()
    answer = browser.post(address(case, name), {"version": case.version, "key": name, **answers})
    assert answer.status_code == 302, answer.content.decode()
    case.refresh_from_db()

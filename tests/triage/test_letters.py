"""Letters of a case: seen before they leave, only by ways that are safe, kept as they were; and the clock they stop."""

import datetime as dt
import re
import uuid
from typing import Any

import pytest

from hatereport import clock
from hatereport.audit.models import Entry
from incidents.letters.kinds import KINDS
from incidents.letters.rendering import as_words
from incidents.letters.sending import NotSafe, send
from incidents.letters.writing import Facts, Written, write
from incidents.models import LanguageReview, Letter, Message, Party, ProgressLine, ReturnCode
from partners.models import Person
from tests import cast
from tests.triage import chain
from tests.triage.chain import does
from tests.triage.desk_browser import MOST, address, at_desk, at_most, posted
from triage.letters import RULES, choices
from triage.models import Case, Clock, ClockEvent
from triage.refusals import Incomplete
from triage.situation import Situation
from triage.states import STATE_OF
from triage.workflow import ACT

pytestmark = pytest.mark.django_db

#: Somebody who said that a letter is safe, and where.
BY_POST = chain.ANSWERS["contact"] | {
    "channels": ["call", "letter", "return_page"],
    "address": "12 Mill Lane, Carlisle, CA1 1AA",
}
PROGRESS = {"letter_kind": "progress", "letter_language": "en-gb", "letter_words": "We have asked for the CCTV."}
NFA = chain.telling() | {"reasons": "We could not find out who it was.", "contact_channel": "letter"}
GIVE_AWAY = re.compile(r"hate|police|crime", re.I)


def writes(who: Person, case: Case, way: str, **other: Any) -> Letter:
    move = does(who, "write_letter", case, **PROGRESS | {"letter_way": way} | other)
    return Letter.objects.get(pk=move.pk)


def words_of(letter: Letter) -> str:
    written = Written.of(letter)
    assert written is not None
    return "\n".join(as_words(sheet.words) for sheet in written.sheets)


def refused(who: Person, case: Case, way: str, **other: Any) -> dict[str, str]:
    with pytest.raises(Incomplete) as refusal:
        writes(who, case, way, **other)
    assert not Letter.objects.exists()
    return refusal.value.errors


def running(case: Case, kind: str) -> bool:
    return bool(case.clocks.filter(kind=kind, state=Clock.State.RUNNING).exists())


def met(case: Case, kind: str) -> list[str]:
    return list(ClockEvent.objects.filter(clock__case=case, clock__kind=kind).values_list("what", flat=True))


def investigated(**sections: Any) -> Case:
    return chain.crime_in("under_investigation", **sections)


# --- how it leaves ----------------------------------------------------------------------------------------------------


def test_a_letter_by_post_has_name_and_address_and_a_neutral_sender() -> None:
    case = investigated(contact=BY_POST)

    letter = writes(cast.officer(), case, "letter")

    written = Written.of(letter)
    assert written is not None
    assert written.to == ("Amina Yusuf", "12 Mill Lane", "Carlisle", "CA1 1AA")
    assert not GIVE_AWAY.search(written.sender)
    assert "Dear Amina Yusuf" in words_of(letter)
    assert (letter.sent_by_channel, letter.sent_at) == ("letter", letter.made_at)


def test_the_sender_says_who_it_is_only_to_whoever_asked_for_that() -> None:
    case = investigated(contact=BY_POST | {"announce": "police"})

    written = Written.of(writes(cast.officer(), case, "letter"))

    assert written is not None
    assert written.sender == "Cumbria Constabulary"


def test_on_the_return_page_a_letter_has_no_name_and_no_address() -> None:
    case = investigated(contact=BY_POST)

    letter = writes(cast.officer(), case, "return_page")

    message = Message.objects.get(report=case.report)
    assert "We have asked for the CCTV." in (message.words or "")
    for secret in ("Amina", "Yusuf", "Mill Lane", "CA1"):
        assert secret not in (message.words or "")
        assert secret not in words_of(letter)


def test_the_person_reads_that_there_is_a_letter_and_not_what_it_says() -> None:
    case = investigated(contact=BY_POST)
    officer = cast.officer()

    writes(officer, case, "letter")
    writes(officer, case, "return_page")

    lines = ProgressLine.objects.filter(report=case.report, message_id__startswith="letter_").order_by("at")
    assert [line.message_id for line in lines] == ["letter_sent", "letter_here"]
    assert Message.objects.count() == 1


def test_post_is_off_until_it_is_said_to_be_safe() -> None:
    case = investigated()

    errors = refused(cast.officer(), case, "letter")

    assert "did not choose" in errors["letter_way"]
    assert "on their page" in errors["letter_way"]


def test_nothing_is_posted_to_a_home_before_the_domestic_abuse_owner_has_answered() -> None:
    what = chain.ANSWERS["what"] | {"who_did": ["partner"]}
    case = chain.report_received(what=what, contact=BY_POST)
    does(cast.control_room_sergeant(), "take", case)

    assert "domestic abuse" in refused(cast.control_room_sergeant(), case, "letter")["letter_way"]


def test_nothing_is_posted_to_a_child_s_home_before_safeguarding_has_answered() -> None:
    case = chain.report_received(who={"filer": "victim", "under_18": "yes"}, contact=BY_POST)
    does(cast.control_room_sergeant(), "take", case)

    assert "safeguarding" in refused(cast.control_room_sergeant(), case, "letter")["letter_way"]


def test_an_address_is_needed_for_a_letter() -> None:
    case = investigated(contact=BY_POST | {"address": ""})

    assert "no address" in refused(cast.officer(), case, "letter")["letter_way"]


def test_no_email_and_no_text_carries_a_letter() -> None:
    case = investigated(contact=BY_POST | {"channels": ["email", "text", "letter"], "email": "amina@home.example"})

    for way in ("email", "text"):
        assert "letter_way" in refused(cast.officer(), case, way)
    party = Party.objects.get(report=case.report)
    written = write("received", party, "email", "en-gb", Facts(ask_for="officer"))
    with pytest.raises(NotSafe, match="no content"):
        send(written, party, letter_id=uuid.uuid4(), by=cast.officer(), role="officer", at=clock.now())


def test_whoever_reported_for_a_victim_does_not_read_the_victim_s_letters() -> None:
    case = investigated(who={"filer": "on_behalf", "agreement": "yes", "their_name": "Ifrah", "under_18": "no"})

    assert "holds no code" in refused(cast.officer(), case, "return_page")["letter_way"]
    assert not Message.objects.filter(report=case.report).exists()


def test_whoever_asked_to_stop_finds_no_letter_behind_a_dead_code() -> None:
    case = investigated()
    ReturnCode.objects.filter(report=case.report).update(retired_at=clock.now())

    assert "letter_way" in refused(cast.officer(), case, "return_page")


def test_a_name_on_paper_is_for_those_who_may_see_it() -> None:
    case = investigated(contact=BY_POST)
    fiona = cast.duty_inspector()

    assert "show who is in it" in refused(fiona, case, "letter")["letter_way"]
    does(fiona, "reveal_identity", case, reasons="The officer is ill; she must be told today.")
    assert writes(fiona, case, "letter").made_by == fiona


def test_a_letter_that_needs_words_asks_for_them() -> None:
    case = investigated()

    assert "plain words" in refused(cast.officer(), case, "return_page", letter_words="")["letter_words"]


def test_every_letter_is_a_disclosure_in_the_log() -> None:
    case = investigated()

    letter = writes(cast.officer(), case, "return_page")

    entry = Entry.objects.get(action="disclosure", act="letter")
    assert entry.detail["letter"] == str(letter.pk)
    assert "CCTV" not in str(entry.detail)


# --- its languages ----------------------------------------------------------------------------------------------------


def test_the_english_goes_with_a_language_nobody_has_reviewed() -> None:
    case = investigated()
    officer = cast.officer()

    both = Written.of(writes(officer, case, "return_page", letter_language="ar"))
    LanguageReview.objects.create(language="ar", reviewed_by="A. Reader", reviewed_on=dt.date(2026, 3, 1))
    alone = Written.of(writes(officer, case, "return_page", letter_language="ar"))

    assert both is not None
    assert alone is not None
    assert [(sheet.language, sheet.direction) for sheet in both.sheets] == [("ar", "rtl"), ("en-gb", "ltr")]
    assert [sheet.language for sheet in alone.sheets] == ["ar"]


def test_the_officer_s_words_stand_translated_where_somebody_has_translated_them() -> None:
    case = investigated()
    officer = cast.officer()

    plain = words_of(writes(officer, case, "return_page", letter_language="pl"))
    translated = words_of(
        writes(officer, case, "return_page", letter_language="pl", letter_words_translated="Mamy nagranie.")
    )

    assert "Te słowa są po angielsku" in plain
    assert "Mamy nagranie." in translated
    assert "Te słowa" not in translated
    assert "We have asked for the CCTV." in translated  # in the English beside it


# --- which letter, where ----------------------------------------------------------------------------------------------


def test_every_kind_has_its_place_and_every_place_exists() -> None:
    assert {rule.kind for rule in RULES} == {kind.code for kind in KINDS}
    for rule in RULES:
        assert rule.where
        for kind, states in rule.where.items():
            assert all((kind, state) in STATE_OF for state in states)
            assert not rule.after or (kind, rule.after) in ACT


@pytest.mark.parametrize("state", ["control_room", "under_investigation", "outcome_proposed", "nfa_final_review"])
def test_no_letter_of_no_further_action_leaves_before_the_inspector_has_upheld_it(state: str) -> None:
    case = chain.crime_in(state)

    assert "no_further_action" not in dict(choices(Situation(case, cast.officer())))


def test_a_case_that_ended_in_court_is_not_written_of_as_no_further_action() -> None:
    case = chain.crime_in("at_court")
    does(cast.officer(), "record_result", case, result="convicted", uplift_stated="yes", reasons="Guilty.")
    does(cast.officer(), "tell_victim", case, **chain.telling())

    assert Letter.objects.get(report=case.report).kind == "closed"
    assert "no_further_action" not in dict(choices(Situation(case, cast.officer())))


# --- telling the victim -----------------------------------------------------------------------------------------------


def test_telling_by_post_writes_the_reasons_and_the_right_to_review_down_and_closes() -> None:
    case = chain.crime_in("victim_to_be_told", code="15", contact=BY_POST)

    does(cast.officer(), "tell_victim", case, **NFA)

    letter = Letter.objects.get(report=case.report)
    assert (letter.kind, letter.sent_by_channel, case.state) == ("no_further_action", "letter", "closed")
    assert "We could not find out who it was." in words_of(letter)
    assert "You can ask us to look again" in words_of(letter)
    assert met(case, "tell_victim") == ["met"]
    assert not Message.objects.filter(report=case.report).exists()


def test_a_letter_needs_no_answer_on_whether_it_reached_them_and_a_call_does() -> None:
    case = chain.crime_in("victim_to_be_told", contact=BY_POST)
    unsaid = {name: value for name, value in NFA.items() if name != "contact_result"}

    with pytest.raises(Incomplete, match="Say whether you reached them"):
        does(cast.officer(), "tell_victim", case, **unsaid | {"contact_channel": "call"})
    does(cast.officer(), "tell_victim", case, **unsaid)

    assert Letter.objects.get(report=case.report).sent_by_channel == "letter"


def test_a_letter_that_may_not_leave_does_not_close_the_case() -> None:
    case = chain.crime_in("victim_to_be_told", contact=BY_POST | {"address": ""})

    with pytest.raises(Incomplete, match="no address"):
        does(cast.officer(), "tell_victim", case, **NFA)

    assert case.state == "victim_to_be_told"


def test_without_a_right_to_review_the_letter_says_so() -> None:
    case = chain.crime_in("victim_to_be_told", contact=BY_POST)  # nobody was identified

    does(cast.officer(), "tell_victim", case, **NFA)

    assert "It does not cover this decision" in words_of(Letter.objects.get(report=case.report))


def test_whoever_is_told_by_voice_gets_no_letter_until_one_is_written() -> None:
    case = chain.crime_in("victim_to_be_told")
    officer = cast.officer()

    does(officer, "tell_victim", case, **NFA | {"contact_channel": "call"})
    assert not Letter.objects.exists()

    letter = writes(officer, case, "return_page", letter_kind="no_further_action", letter_words="As I said.")
    assert "As I said." in words_of(letter)


def test_nobody_reached_by_voice_finds_the_letter_on_their_page() -> None:
    case = chain.crime_in("victim_to_be_told")

    does(cast.officer(), "tell_victim", case, **NFA | {"contact_channel": "call", "contact_result": "no_answer"})

    assert Letter.objects.get(report=case.report).sent_by_channel == "return_page"
    assert "We could not find out who it was." in (Message.objects.get(report=case.report).words or "")


def test_reasons_go_to_nobody_in_the_victim_s_place() -> None:
    who = {"filer": "on_behalf", "agreement": "yes", "their_name": "Ifrah", "under_18": "no"}
    case = chain.crime_in("victim_to_be_told", who=who)

    does(cast.officer(), "tell_victim", case, **NFA | {"contact_channel": "call", "contact_result": "not_appropriate"})

    assert case.state == "closed"
    assert not Letter.objects.exists()
    assert not Message.objects.filter(report=case.report).exists()


# --- at the desk ------------------------------------------------------------------------------------------------------


def test_the_letter_is_shown_and_nothing_is_kept_before_it_is_sent() -> None:
    case = investigated(contact=BY_POST)
    browser = at_desk(cast.officer())
    typed = posted(case, **PROGRESS, letter_way="letter", then="case")

    shown = browser.post(address(case, "write_letter"), typed)

    page = shown.content.decode()
    assert shown.status_code == 200
    assert "Nothing has been sent or kept yet" in page
    assert "12 Mill Lane" in page
    assert "We have asked for the CCTV." in page
    assert not Letter.objects.exists()
    assert not case.moves.filter(act="write_letter").exists()

    sent = browser.post(address(case, "write_letter"), typed | {"seen": "yes"})

    assert sent.status_code == 302
    assert [sheet.words for sheet in shown.context["letter"].sheets] == [
        sheet.words
        for sheet in Written.of(Letter.objects.get()).sheets  # type: ignore[union-attr]
    ]


def test_back_from_the_letter_everything_typed_stands_there_again() -> None:
    case = investigated()
    browser = at_desk(cast.officer())
    typed = posted(case, **PROGRESS, letter_way="return_page")

    page = browser.post(address(case, "write_letter"), typed | {"seen": "yes", "change": "yes"})

    assert page.status_code == 200
    assert "We have asked for the CCTV." in page.content.decode()
    assert not Letter.objects.exists()


def test_what_is_refused_is_refused_before_anything_is_shown() -> None:
    case = investigated()

    page = at_desk(cast.officer()).post(address(case, "write_letter"), posted(case, **PROGRESS, letter_way="letter"))

    assert page.status_code == 422
    assert "The person did not choose to be reached in this way" in page.content.decode()


def test_telling_by_voice_shows_no_letter() -> None:
    case = chain.crime_in("victim_to_be_told")

    done = at_desk(cast.officer()).post(address(case, "tell_victim"), posted(case, **NFA | {"contact_channel": "call"}))

    assert done.status_code == 302
    assert not Letter.objects.exists()


def test_the_timeline_leads_to_the_letter_as_it_was_sent_and_the_look_is_recorded() -> None:
    case = investigated(contact=BY_POST)
    letter = writes(cast.officer(), case, "letter")
    browser = at_desk(cast.officer())
    link = f"/desk/cases/{case.reference}/letters/{letter.pk}/"

    assert link in browser.get(address(case)).content.decode()
    with at_most(MOST):
        page = browser.get(link)

    assert "Handed to the post" in page.content.decode()
    assert "12 Mill Lane" in page.content.decode()
    assert Entry.objects.filter(action="consultation", act="letter_read").exists()


def test_a_letter_with_a_name_opens_for_those_who_see_names_and_nothing_opens_from_elsewhere() -> None:
    case, other = investigated(contact=BY_POST), chain.report_received(**chain.ELSEWHERE)
    letter = writes(cast.officer(), case, "letter")
    link = f"letters/{letter.pk}"

    assert at_desk(cast.hate_crime_sergeant()).get(address(case, link)).status_code == 403
    assert at_desk(cast.dev("control_room_sergeant")).get(address(case, link)).status_code == 404
    assert at_desk(cast.control_room_sergeant()).get(address(other, link)).status_code == 404


def test_an_erased_letter_says_so() -> None:
    case = investigated()
    letter = writes(cast.officer(), case, "return_page")
    letter.contact.shred()

    assert "have been erased" in at_desk(cast.officer()).get(address(case, f"letters/{letter.pk}")).content.decode()


def test_an_administrator_looks_at_every_template_with_invented_data() -> None:
    LanguageReview.objects.create(language="cy", reviewed_by="M. Evans", reviewed_on=dt.date(2026, 3, 1))
    browser = at_desk(cast.force_administrator())

    with at_most(MOST):
        page = browser.get("/desk/letters/").content.decode()

    assert page.count("Awaiting review") == 10
    assert "Reviewed by M. Evans" in page
    for link in re.findall(r'href="(/desk/letters/\w+/[\w-]+/)"', page):
        assert "Sam Example" in browser.get(link).content.decode(), link
    assert browser.get("/desk/letters/received/xx/").status_code == 404

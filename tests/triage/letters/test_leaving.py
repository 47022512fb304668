"""How a letter leaves: only by ways that are safe, with a neutral sender, in a language the person reads."""

import datetime as dt
import uuid

import pytest

from hatereport import clock
from hatereport.audit.models import Entry
from incidents.letters.sending import NotSafe, send
from incidents.letters.writing import Facts, Written, write
from incidents.models import LanguageReview, Message, Party, ProgressLine, ReturnCode
from tests import cast
from tests.triage import chain
from tests.triage.chain import does
from tests.triage.letters.writing import (
    BY_POST,
    GIVE_AWAY,
    investigated,
    refused,
    words_of,
    writes,
)

pytestmark = pytest.mark.django_db


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

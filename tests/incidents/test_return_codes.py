"""The code's promises: what is mistyped is noticed, what is meant is understood, and nobody learns which codes lived."""

from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as tries
from hypothesis import strategies as st

from hatereport import clock
from hatereport.sealing.key_uses import uses
from incidents import pins, return_codes
from incidents.models import ReturnCode
from incidents.references import (
    ALPHABET,
    NotAReference,
    case_reference,
    check_symbol,
    parse_reference,
    report_reference,
)
from incidents.sending import send_answers
from tests.incidents.conftest import Given

bodies = st.text(ALPHABET, min_size=return_codes.RANDOM_SYMBOLS, max_size=return_codes.RANDOM_SYMBOLS)


def with_check(body: str) -> str:
    return body + check_symbol(body)


@tries(deadline=None, max_examples=20)
@given(bodies)
def test_every_wrong_symbol_is_noticed(body: str) -> None:
    code = with_check(body)

    for place, symbol in enumerate(code):
        for other in ALPHABET:
            if other != symbol:
                with pytest.raises(return_codes.Mistyped):
                    return_codes.parse(code[:place] + other + code[place + 1 :])


@tries(deadline=None, max_examples=20)
@given(bodies)
def test_every_swap_is_noticed(body: str) -> None:
    code = with_check(body)

    for first in range(len(code)):
        for second in range(first + 1, len(code)):
            if code[first] != code[second]:
                swapped = list(code)
                swapped[first], swapped[second] = swapped[second], swapped[first]
                with pytest.raises(return_codes.Mistyped):
                    return_codes.parse("".join(swapped))


@given(bodies, st.sampled_from(["", " ", "-", " - ", ".", "\u2013", "\u00a0", "/"]))
def test_any_separator_and_small_letters_are_understood(body: str, separator: str) -> None:
    code = with_check(body)

    typed = separator.join(code[start : start + 4] for start in range(0, 20, 4)).lower()

    assert return_codes.parse(typed) == code


@given(bodies)
def test_look_alikes_and_wide_forms_are_understood(body: str) -> None:
    code = with_check(body)
    wide = "".join(chr(ord(symbol) + 0xFEE0) for symbol in code)
    arabic = code.translate({ord("0") + value: 0x660 + value for value in range(10)})

    assert return_codes.parse(code.replace("0", "O").replace("1", "l")) == code
    assert return_codes.parse(code.replace("0", "o").replace("1", "I")) == code
    assert return_codes.parse(wide) == code
    assert return_codes.parse(arabic) == code


@given(st.text(max_size=300))
def test_nothing_typed_breaks_the_parser(typed: str) -> None:
    with suppress(return_codes.Mistyped):
        assert len(return_codes.parse(typed)) == return_codes.LENGTH


def test_fresh_codes_are_whole_and_different() -> None:
    codes = {return_codes.fresh() for _ in range(500)}

    assert len(codes) == 500
    assert all(return_codes.parse(return_codes.grouped(code)) == code for code in codes)


def test_references_say_what_they_are() -> None:
    assert report_reference().startswith("HR-")
    assert case_reference("HC").startswith("HC-")
    with pytest.raises(ValueError, match="starts with"):
        case_reference("XX")


def test_a_reference_is_understood_as_spoken_and_checked() -> None:
    reference = report_reference()

    assert parse_reference(reference.lower().replace("-", " ")) == reference
    wrong = reference[:-1] + ("Z" if reference[-1] != "Z" else "Y")
    with pytest.raises(NotAReference):
        parse_reference(wrong)


@pytest.mark.django_db
def test_the_database_never_sees_the_code(answers: Given) -> None:
    sent = send_answers(answers())

    row = ReturnCode.objects.get(report_id=sent.report_id)

    assert sent.return_code.encode() not in bytes(row.lookup)
    assert len(bytes(row.lookup)) == 32
    assert return_codes.find(sent.return_code) == row


@pytest.mark.django_db
def test_unknown_retired_and_expired_are_one_answer_for_one_query(
    answers: Given, django_assert_num_queries: Any
) -> None:
    retired, expired = (send_answers(answers()) for _ in range(2))
    now = clock.now()
    ReturnCode.objects.filter(report_id=retired.report_id).update(retired_at=now)
    ReturnCode.objects.filter(report_id=expired.report_id).update(expires_at=now - timedelta(seconds=1))

    for code in (return_codes.fresh(), retired.return_code, expired.return_code):
        with django_assert_num_queries(1), pytest.raises(return_codes.NoSuchCode):
            return_codes.find(code)


@pytest.mark.django_db
def test_a_code_and_its_pin_move_to_the_newest_pepper_when_they_are_used(answers: Given, settings: Any) -> None:
    sent, older = send_answers(answers()), settings.PEPPERS
    assert pins.set_once(return_codes.find(sent.return_code), sent.return_code, "271828")
    settings.PEPPERS = "2:" + "QkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkI=" + "," + older
    assert uses("pepper", 1) == 1

    with pytest.raises(return_codes.NoSuchCode):
        return_codes.enter(sent.return_code, "314159")
    assert ReturnCode.objects.get().pepper_version == 1, "a wrong PIN moves nothing"
    return_codes.enter(sent.return_code, " 27 18 28 ")

    assert (ReturnCode.objects.get().pepper_version, uses("pepper", 1)) == (2, 0)
    settings.PEPPERS = settings.PEPPERS.split(",")[0]
    assert return_codes.enter(sent.return_code, "271828").report_id == sent.report_id
    with pytest.raises(return_codes.NoSuchCode):
        return_codes.enter(sent.return_code)


@pytest.mark.django_db
def test_a_code_opens_under_an_older_pepper(answers: Given, settings: Any) -> None:
    sent = send_answers(answers())

    settings.PEPPERS = "2:" + "QkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkI=" + "," + settings.PEPPERS

    assert return_codes.find(sent.return_code).report_id == sent.report_id

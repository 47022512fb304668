"""Every page of signing in, in every state, with axe on a phone and on a screen."""

import re
import time
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.totp.internal import auth as totp

from partners import people
from tests import cast
from tests.house.onlooker import Onlooker
from tests.running_house import House


def code_now(secret: str) -> str:
    return str(totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30)))


def go_on(visitor: Onlooker) -> None:
    with visitor.page.expect_navigation():
        visitor.page.click("main form button[type=submit]")


def sign_in(visitor: Onlooker, email: str, password: str = cast.PASSWORD) -> None:
    visitor.page.goto("/accounts/login/")
    visitor.page.fill("input[name=login]", email)
    visitor.page.fill("input[name=password]", password)
    visitor.presses("Sign in")


def test_the_pages_before_signing_in_have_no_barrier(house: House, browser: Any) -> None:
    person = cast.signs_in(cast.person("officer", 1, force="leicestershire"))
    visitor = Onlooker(browser, house.url)
    visitor.opens("/accounts/login/", "/accounts/inactive/", "/accounts/password/reset/")
    go_on(visitor)
    visitor.looks("There is a problem")
    visitor.opens("/accounts/password/reset/done/", "/accounts/password/reset/key/1-x/")
    key = f"{user_pk_to_url_str(person)}-{default_token_generator.make_token(person)}"
    visitor.opens(f"/accounts/password/reset/key/{key}/")
    go_on(visitor)
    visitor.looks("There is a problem")
    visitor.opens("/accounts/password/reset/key/done/")
    for _ in range(9):
        sign_in(visitor, person.email, "not the password")
        if visitor.page.locator("input[name=password]").count() == 0:
            break
        if not visitor.seen[-1].startswith("/accounts/login/"):
            visitor.looks("There is a problem")
    visitor.looks()
    assert visitor.page.locator("input[name=password]").count() == 0, "nobody was locked out"

    assert visitor.closes() == []


def test_the_pages_of_the_own_account_have_no_barrier(house: House, browser: Any) -> None:
    person = cast.signs_in(cast.person("officer", 2, force="leicestershire"))
    visitor = Onlooker(browser, house.url)
    sign_in(visitor, person.email)
    visitor.opens("/accounts/2fa/", "/accounts/password/change/")
    go_on(visitor)
    visitor.looks("There is a problem")
    visitor.opens("/accounts/2fa/totp/activate/")
    visitor.page.fill("input[name=code]", "1")
    go_on(visitor)
    visitor.looks("There is a problem")
    secret = visitor.page.locator(".code", has_text=re.compile("^[A-Z2-7]{16,}$")).text_content()
    visitor.page.fill("input[name=code]", code_now(secret))
    go_on(visitor)
    visitor.page.wait_for_url("**/recovery-codes/")
    visitor.looks()
    visitor.opens("/accounts/2fa/", "/accounts/2fa/recovery-codes/generate/", "/accounts/2fa/totp/deactivate/")
    visitor.opens("/accounts/logout/")

    assert visitor.closes() == []


def test_the_second_step_and_being_asked_again_have_no_barrier(house: House, browser: Any) -> None:
    person = cast.signs_in(cast.person("hate_crime_sergeant", 2, force="leicestershire"))
    totp.TOTP.activate(person, totp.generate_totp_secret())
    visitor = Onlooker(browser, house.url)
    sign_in(visitor, person.email)
    visitor.looks("Second step")
    visitor.page.fill("input[name=code]", "000000")
    visitor.presses("Sign in")
    visitor.looks("There is a problem")
    again = Onlooker(browser, house.url, person)
    again.opens("/accounts/2fa/recovery-codes/generate/")
    assert "reauthenticate" in again.page.url
    go_on(again)
    again.looks("There is a problem")
    again.opens("/accounts/2fa/reauthenticate/")

    assert visitor.closes() + again.closes() == []


def test_somebody_without_a_role_meets_no_barrier(house: House, browser: Any) -> None:
    visitor = Onlooker(browser, house.url, people.add_person(None, "nobody.yet@cumbria.example", "Nobody Yet"))
    visitor.opens("/accounts/landing/", "/desk/", "/desk/stuck/", "/desk/no/such/page/", "/referrals/")

    assert visitor.closes() == []

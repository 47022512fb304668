"""Every page of signing in, in every state, with axe on a phone and on a screen."""

import re
import time
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.test import Client

from hatereport.outbox.nudge import at_rest
from partners import invitations, own_keys, people
from partners.models import Force, Person
from tests import cast
from tests.house.onlooker import Onlooker
from tests.partners.device import HOST, Device
from tests.partners.signing_in import try_to_sign_in
from tests.partners.test_passkeys import adds
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


def test_my_account_and_passkeys_have_no_barrier(house: House, browser: Any) -> None:
    person = cast.signs_in(cast.person("hate_crime_inspector", 2, force="leicestershire"))
    passkey = Authenticator.objects.create(user=person, type="webauthn", data={"name": "My telephone"})
    own_keys.keep(person, {"phone": "07700 900789"})
    visitor = Onlooker(browser, house.url, person)
    visitor.opens("/accounts/me/")
    visitor.presses("Keep as fingerprints")
    visitor.looks("There is a problem")
    visitor.opens("/accounts/2fa/webauthn/")
    visitor.goes(f"/accounts/2fa/webauthn/keys/{passkey.pk}/remove/")
    visitor.page.fill("input[name=password]", cast.PASSWORD)
    visitor.presses("Continue")
    visitor.looks("Remove")
    visitor.opens(f"/accounts/2fa/webauthn/keys/{passkey.pk}/edit/", "/accounts/kept/")
    passkey.delete()
    visitor.opens("/accounts/2fa/webauthn/add/", "/accounts/2fa/webauthn/")

    assert visitor.closes() == []


def test_terminals_have_no_barrier(house: House, browser: Any) -> None:
    visitor = Onlooker(browser, house.url, cast.person("force_administrator", 1, force="leicestershire"))
    visitor.opens("/accounts/terminals/")
    visitor.presses("Enrol this computer")
    visitor.looks("There is a problem")
    visitor.page.fill("input[name=name]", "Desk 4")
    visitor.presses("Enrol this computer")
    visitor.looks("Desk 4")

    assert visitor.closes() == []


def test_an_invitation_has_no_barrier(house: House, browser: Any) -> None:
    force = Force.objects.get(pk="leicestershire")
    with at_rest():
        invitation = invitations.invite(None, "invited@leicestershire.example", "Invited", "officer", force=force)
    visitor = Onlooker(browser, house.url)
    visitor.opens(f"/accounts/invitation/{invitations.token_of(invitation)}/", "/accounts/invitation/x/")
    visitor.goes(f"/accounts/invitation/{invitations.token_of(invitation)}/")
    visitor.presses("Choose and go on")
    visitor.looks("There is a problem")

    assert visitor.closes() == []


def test_being_signed_out_while_sending_has_no_barrier(house: House, browser: Any) -> None:
    person = cast.signs_in(cast.person("control_room_sergeant", 2, force="leicestershire"))
    visitor = Onlooker(browser, house.url)
    sign_in(visitor, person.email)
    visitor.goes("/desk/search/")
    long_ago(person)
    visitor.page.evaluate(
        "() => { const form = document.querySelector('form[action*=logout]'); form.action = '/desk/dispatch/';"
        " form.insertAdjacentElement('beforeend', Object.assign(document.createElement('textarea'),"
        " {name: 'text', value: 'He waits at the gate every morning.'})); form.requestSubmit(); }"
    )
    visitor.page.wait_for_url("**/accounts/login/**")
    visitor.looks("is kept for half an hour")
    visitor.page.fill("input[name=login]", person.email)
    visitor.page.fill("input[name=password]", cast.PASSWORD)
    visitor.presses("Sign in")
    visitor.looks("He waits at the gate every morning.")

    assert visitor.closes() == []


def long_ago(person: Person) -> None:
    """All sessions of a person began thirteen hours ago."""
    for session in Session.objects.all():
        data = session.get_decoded()
        if data.get("_auth_user_id") == str(person.pk):
            for record in data["account_authentication_methods"]:
                record["at"] -= 13 * 3600
            session.session_data = SessionStore().encode(data)
            session.save()


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


def answers_the_device_with_nothing(visitor: Onlooker) -> None:
    with visitor.page.expect_navigation():
        visitor.page.evaluate("() => document.querySelector('form[data-passkey]').submit()")


def test_the_pages_that_ask_for_a_passkey_have_no_barrier(house: House, browser: Any) -> None:
    person = cast.signs_in(cast.person("local_focus_sergeant", 2, force="leicestershire"))
    known = Client(SERVER_NAME=HOST)
    try_to_sign_in(known, person.email)
    assert adds(known, Device()).status_code == 302
    visitor = Onlooker(browser, house.url)
    visitor.goes("/accounts/login/")
    answers_the_device_with_nothing(visitor)
    visitor.looks("The passkey was not accepted.")
    assert visitor.seen == ["/accounts/2fa/webauthn/login/"]
    sign_in(visitor, person.email)
    visitor.looks("Without your passkey")
    answers_the_device_with_nothing(visitor)
    visitor.looks("The passkey was not accepted.")
    go_on(visitor)
    visitor.looks("There is a problem")
    again = Onlooker(browser, house.url, person)
    again.opens("/accounts/2fa/webauthn/reauthenticate/")
    answers_the_device_with_nothing(again)
    again.looks("The passkey was not accepted.")

    assert visitor.closes() + again.closes() == []


def test_somebody_without_a_role_meets_no_barrier(house: House, browser: Any) -> None:
    visitor = Onlooker(browser, house.url, people.add_person(None, "nobody.yet@cumbria.example", "Nobody Yet"))
    visitor.opens("/accounts/landing/", "/desk/", "/desk/stuck/", "/desk/no/such/page/", "/referrals/")

    assert visitor.closes() == []

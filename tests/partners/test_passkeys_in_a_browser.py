"""Passkeys in a real browser with a device of its own, at an https address, with the settings of production."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from partners.models import Person
from tests import cast
from tests.databases import pointed_at
from tests.running_house import House
from tests.tls import Proxy
from tests.window import Window, started

HOST = "reports.example"
#: A telephone that makes sure of its person.
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(scope="module")
def deployment(template: str, test_folder: Path, django_db_blocker: Any) -> Iterator[Proxy]:
    production = {
        "DEMO": "",
        "ALLOWED_HOSTS": f"{HOST},127.0.0.1",
        "EMAIL_URL": "smtp://127.0.0.1:1",
        "CLAMD_URL": "tcp://127.0.0.1:1",
    }
    with (
        django_db_blocker.unblock(),
        House(test_folder, template, own_broker=False, **production) as house,
        pointed_at(house.database, house.broker_url),
        Proxy(house.folder, HOST, house.url).open() as proxy,
    ):
        yield proxy


@pytest.fixture
def chromium(deployment: Proxy, browser: Any) -> Iterator[Any]:
    trusting = started(browser.browser_type, *deployment.trusting())
    yield trusting
    trusting.close()


class Officer(Window):
    """An officer's window, with a device that keeps passkeys unless told."""

    def __init__(self, browser: Any, site: str, **how: Any) -> None:
        super().__init__(browser, site, **how)
        self.cdp = self.context.new_cdp_session(self.page)
        self.cdp.send("WebAuthn.enable")
        self.device = self.cdp.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})["authenticatorId"]

    def signs_in(self, person: Person) -> None:
        self.page.goto("/accounts/login/")
        self.page.fill("input[name=login]", person.email)
        self.page.fill("input[name=password]", cast.PASSWORD)
        self.presses("Sign in")

    def presses(self, label: str) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=label, exact=True).click()

    def adds_a_passkey(self) -> None:
        self.page.goto("/accounts/2fa/webauthn/add/")
        self.page.fill("input[name=name]", "My telephone")
        self.presses("Add this device")

    def signs_out(self) -> None:
        self.page.goto("/accounts/me/")
        self.presses("Sign out")

    def is_sure(self, *, of_its_person: bool) -> None:
        self.cdp.send("WebAuthn.setUserVerified", {"authenticatorId": self.device, "isUserVerified": of_its_person})


def test_a_passkey_is_set_up_signs_in_and_is_the_second_step(deployment: Proxy, chromium: Any) -> None:
    person = cast.signs_in(cast.officer())
    officer = Officer(chromium, deployment.url)

    officer.signs_in(person)
    officer.page.goto("/desk/")
    assert "/2fa/totp/activate/" in officer.page.url
    officer.page.get_by_role("link", name="Use a passkey instead").click()
    officer.adds_a_passkey()
    assert "Your recovery codes" in officer.page.inner_text("main")
    officer.page.goto("/desk/")
    assert officer.page.url.endswith("/desk/")

    # By the passkey alone.
    officer.signs_out()
    officer.page.goto("/accounts/login/")
    officer.presses("Sign in with a passkey")
    officer.page.wait_for_url("**/desk/")

    # As the second step after a password.
    officer.signs_out()
    officer.signs_in(person)
    assert "Second step" in officer.page.inner_text("main")
    officer.presses("Use a passkey")
    officer.page.wait_for_url("**/desk/")

    # Cookies of production, out of reach.
    cookies = {cookie["name"]: cookie for cookie in officer.context.cookies()}
    assert {"__Host-staff", "__Host-token", "__Host-seen"} <= cookies.keys()
    assert all(cookie["secure"] and cookie["httpOnly"] for cookie in cookies.values())

    assert officer.closes() == []


def test_a_device_that_does_not_know_its_person_opens_nothing_and_the_page_says_so(
    deployment: Proxy, chromium: Any
) -> None:
    person = cast.signs_in(cast.officer(2))
    officer = Officer(chromium, deployment.url)
    officer.signs_in(person)
    officer.adds_a_passkey()
    officer.signs_out()

    officer.is_sure(of_its_person=False)
    officer.page.goto("/accounts/login/")
    officer.page.get_by_role("button", name="Sign in with a passkey").click()
    officer.page.get_by_text("No passkey was used. Try again, or use another way.").wait_for()

    officer.is_sure(of_its_person=True)
    officer.presses("Sign in with a passkey")
    officer.page.wait_for_url("**/desk/")
    assert officer.closes() == []


def test_without_a_script_the_code_and_the_password_still_open(deployment: Proxy, chromium: Any) -> None:
    window = Window(chromium, deployment.url, java_script_enabled=False)

    window.page.goto("/accounts/login/")

    assert window.page.get_by_text("needs a browser with scripts switched on").is_visible()
    assert not window.page.get_by_role("button", name="Sign in with a passkey").is_visible()
    assert window.page.get_by_role("button", name="Sign in", exact=True).is_visible()
    assert window.closes() == []

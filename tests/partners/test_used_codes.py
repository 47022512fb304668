"""A code of an app opens once, whichever process is asked, and however many at the same moment."""

import threading
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.db import connections
from django.test import Client, override_settings

from partners import used_codes
from partners.models import Person
from tests import cast
from tests.partners.signing_in import code_now, signed_in, try_to_sign_in, with_second_factor

SECOND_STEP = "/accounts/2fa/authenticate/"


@pytest.fixture(autouse=True)
def not_at_the_turn_of_a_code() -> None:
    """A code lives for 30 seconds: a test that shows one twice begins early in them."""
    if (left := 30 - time.time() % 30) < 8:
        time.sleep(left)


@pytest.mark.django_db
@override_settings(DEMO=False)
def test_another_process_refuses_a_used_code_too(client: Client) -> None:
    person = cast.signs_in(cast.officer())
    code = code_now(with_second_factor(person))
    try_to_sign_in(client, person.email)
    client.post(SECOND_STEP, {"code": code})
    assert signed_in(client)

    cache.clear()  # what this process remembers, another has never known
    onlooker = Client()
    try_to_sign_in(onlooker, person.email)
    page = onlooker.post(SECOND_STEP, {"code": code})

    assert not signed_in(onlooker)
    assert "The code is not right" in page.content.decode()


@pytest.mark.django_db
def test_the_next_code_opens_again(monkeypatch: Any) -> None:
    person = cast.officer()
    with_second_factor(person)
    factor = Authenticator.objects.get(user=person)
    assert used_codes.take(factor)
    assert not used_codes.take(factor)

    later = time.time() + 31
    monkeypatch.setattr(time, "time", lambda: later)

    assert used_codes.take(factor)


def test_of_many_at_once_one_comes_in(own_database: str) -> None:
    person = Person.objects.create(email="many@cumbria.example", name="Many", password="!")
    with_second_factor(person)
    factor = Authenticator.objects.get(user=person)
    together, taken = threading.Barrier(6), []

    def show_it() -> None:
        together.wait()
        taken.append(used_codes.take(factor))
        connections.close_all()

    threads = [threading.Thread(target=show_it) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(taken) == [False] * 5 + [True]

"""Inviting: a mail with a link, a password, a second step, and the desk; once, for a week, and not for strangers."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client, override_settings

from hatereport import clock, outbox
from hatereport.audit.models import Entry
from partners import invitations, looking_after, people
from partners.models import Force, Invitation, Person, Team
from tests import cast

pytestmark = pytest.mark.django_db

NEW = "new.officer@cumbria.example"
CHOSEN = {"password1": "three odd words here", "password2": "three odd words here"}


@pytest.fixture(autouse=True)
def at_an_address() -> Iterator[None]:
    with override_settings(SITE_URL="https://report.example"):
        yield


def invited(email: str = NEW) -> Invitation:
    response = Team.objects.get(code="cumbria-response")
    return invitations.invite(cast.force_administrator(), email, "New Officer", "officer", team=response)


def link_in_the_mail() -> str:
    outbox.sweep()
    found = re.search(r"https://report\.example(/accounts/invitation/\S+)", str(mail.outbox[-1].body))
    assert found
    return found[1]


def acts(person: Person) -> list[str]:
    return list(Entry.objects.filter(chain=f"person:{person.pk}").order_by("seq").values_list("act", flat=True))


@override_settings(DEMO=False)
def test_the_invited_choose_a_password_and_go_on_to_the_second_step(client: Client) -> None:
    person = invited().person
    link = link_in_the_mail()

    page = client.get(link).content.decode()
    response = client.post(link, CHOSEN)

    assert "New Officer" in page
    assert response["Location"] == "/accounts/landing/"
    assert client.get("/desk/")["Location"] == "/accounts/2fa/totp/activate/"
    assert Person.objects.get(pk=person.pk).check_password(CHOSEN["password1"])
    assert acts(person) == ["person_added", "role_given", "invited", "invitation_accepted"]


def test_in_the_demo_the_invited_land_on_their_desk(client: Client) -> None:
    invited()

    response = client.post(link_in_the_mail(), CHOSEN, follow=True)

    assert response.redirect_chain[-1][0] == "/desk/"


def test_the_mail_holds_the_name_of_the_service_and_the_link() -> None:
    invited()
    link = link_in_the_mail()

    message = mail.outbox[-1]
    text = f"{message.subject} {message.body}".lower().replace(link.lower(), "")
    assert message.to == [NEW]
    assert not any(word in text for word in ("officer", "police", "hate", "cumbria", "crime"))


def test_a_link_works_once(client: Client) -> None:
    invited()
    link = link_in_the_mail()
    client.post(link, CHOSEN)

    assert client.get(link).status_code == 410
    assert Client().post(link, CHOSEN).status_code == 410


def test_a_weak_password_is_refused_and_the_link_works_on(client: Client) -> None:
    invited()
    link = link_in_the_mail()

    weak = client.post(link, {"password1": "short", "password2": "short"})

    assert "at least 12 characters" in weak.content.decode()
    assert client.post(link, CHOSEN).status_code == 302


def test_a_link_works_for_a_week(client: Client) -> None:
    invitation = invited()
    link = link_in_the_mail()

    Invitation.objects.filter(pk=invitation.pk).update(invited_at=clock.now() - timedelta(days=7, seconds=-60))
    assert client.get(link).status_code == 200
    Invitation.objects.filter(pk=invitation.pk).update(invited_at=clock.now() - timedelta(days=7, seconds=1))
    assert client.get(link).status_code == 410


def test_a_link_that_was_altered_opens_nothing(client: Client) -> None:
    first, second = invited(), invited("another@cumbria.example")
    forged = first.pk.hex + invitations.token_of(second)[32:]

    assert client.get(f"/accounts/invitation/{forged}/").status_code == 410


def test_another_mail_replaces_the_first(client: Client) -> None:
    first = invited()
    old = link_in_the_mail()

    invitations.resend(cast.force_administrator(), first)
    new = link_in_the_mail()

    assert client.get(old).status_code == 410
    assert client.get(new).status_code == 200


def test_taken_back_before_it_is_sent_no_mail_leaves() -> None:
    invitations.withdraw(cast.force_administrator(), invited())

    outbox.sweep()

    assert mail.outbox == []


def test_taken_back_the_account_is_closed(client: Client) -> None:
    invitation = invited()
    link = link_in_the_mail()
    invitations.withdraw(cast.force_administrator(), invitation)

    person = Person.objects.get(email=NEW)
    assert client.get(link).status_code == 410
    assert (person.is_active, person.roles()) == (False, set())
    with pytest.raises(invitations.NotWaiting):
        invitations.withdraw(cast.force_administrator(), invitation)
    with pytest.raises(invitations.NotWaiting):
        invitations.resend(cast.force_administrator(), invitation)


def test_who_left_may_come_back_with_a_new_password(client: Client) -> None:
    officer = cast.signs_in(cast.officer())
    people.let_go(cast.force_administrator(), officer)

    invited(officer.email)
    client.post(link_in_the_mail(), CHOSEN)

    officer = Person.objects.get(pk=officer.pk)
    assert officer.check_password(CHOSEN["password1"])
    assert officer.roles() == {"officer"}
    assert "account_opened_again" in acts(officer)


def test_who_works_here_is_not_invited_again() -> None:
    with pytest.raises(people.AlreadyHere):
        invited(cast.officer().email)


def test_a_password_chosen_by_another_way_ends_the_link(client: Client) -> None:
    person = invited().person
    link = link_in_the_mail()
    cast.signs_in(person)

    assert client.get(link).status_code == 410


def test_who_else_was_signed_in_at_the_browser_is_signed_out(client: Client) -> None:
    client.force_login(cast.force_administrator())
    person = invited().person

    client.post(link_in_the_mail(), CHOSEN)

    assert client.session["_auth_user_id"] == str(person.pk)


def test_an_administrator_invites_to_their_own_force_only() -> None:
    with pytest.raises(looking_after.NotYourPeople):
        invitations.invite(
            cast.force_administrator(), NEW, "New", "officer", force=Force.objects.get(pk="leicestershire")
        )
    assert not Person.objects.filter(email=NEW).exists()


def test_somebody_without_that_duty_invites_takes_back_and_resends_nothing() -> None:
    invitation, sergeant = invited(), cast.control_room_sergeant()

    with pytest.raises(looking_after.NotYourPeople):
        invitations.invite(sergeant, "x@cumbria.example", "X", "officer", force=Force.objects.get(pk="cumbria"))
    with pytest.raises(looking_after.NotYourPeople):
        invitations.withdraw(sergeant, invitation)
    with pytest.raises(looking_after.NotYourPeople):
        invitations.resend(cast.dev("force_administrator"), invitation)

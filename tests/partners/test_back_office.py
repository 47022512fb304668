"""The back office: for administrators alone, within their own force, each change in the audit log and nowhere else."""

from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.test import Client

from hatereport.audit.models import Entry
from partners import onboarding
from partners.models import Force, ForceNotice, Organisation, Outcode, Person, PolicingArea, RoleHeld, Team
from partners.roles import ADMINISTRATORS, ROLES
from tests import cast

pytestmark = pytest.mark.django_db

PAGES = ("force", "noncrimeregime", "district", "policingarea", "outcode", "team", "organisation", "person")
#: What is only read, and the page of the force that keeps it.
KEPT_BY_THE_FORCE = {
    "noncrimeregime": "regime/",
    "forcenotice": "notice/",
    "district": "areas/",
    "policingarea": "areas/",
    "team": "teams/",
}
OTHERS = [role.code for role in ROLES if role.code not in ADMINISTRATORS and role.code in cast.CHAIN]


def acts(chain: str) -> list[str]:
    return list(Entry.objects.filter(chain=chain).order_by("seq").values_list("act", flat=True))


def person_form(**values: str) -> dict[str, str]:
    empty = {
        "held-TOTAL_FORMS": "0",
        "held-INITIAL_FORMS": "0",
        "held-MIN_NUM_FORMS": "0",
        "held-MAX_NUM_FORMS": "1000",
    }
    return empty | values


def organisation_form(organisation: Organisation, **values: str) -> dict[str, str]:
    kept = ("code", "kind", "name", "about", "hours", "phone", "text_number", "email", "url", "rank", "contact_source")
    form = {name: str(getattr(organisation, name)) for name in kept} | {"accepts_anonymous": "unknown"}
    form |= {
        name: ",".join(getattr(organisation, name)) for name in ("strands", "needs", "forces", "areas", "languages")
    }
    form |= {name: "on" for name in ("is_public", "is_crisis", "takes_referrals") if getattr(organisation, name)}
    return form | values


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_for_administrators(client: Client, page: str) -> None:
    for who in (cast.force_administrator(), cast.platform_administrator()):
        client.force_login(who)

        assert client.get(f"/admin/partners/{page}/").status_code == 200


@pytest.mark.parametrize("role", OTHERS)
def test_the_back_office_is_closed_to_everybody_else(client: Client, role: str) -> None:
    client.force_login(cast.person(role))

    assert client.get("/admin/").status_code in (302, 403)
    assert client.get("/admin/partners/person/").status_code in (302, 403)


def test_partners_have_no_back_office(client: Client) -> None:
    client.force_login(cast.victim_support())

    assert client.get("/admin/partners/organisation/").status_code in (302, 403)


def test_only_what_may_be_read_is_registered() -> None:
    names = {model._meta.label for model in admin.site._registry}

    assert not {"mfa.Authenticator", "account.EmailAddress", "axes.AccessAttempt"} & names


def test_a_force_administrator_sees_one_force(client: Client) -> None:
    client.force_login(cast.force_administrator())
    cast.dev()

    assert "Leicestershire" not in _rows(client, "team")
    assert "dev@leicestershire.example" not in _rows(client, "person")
    other = PolicingArea.objects.get(pk="leicester")
    assert client.get(f"/admin/partners/policingarea/{other.pk}/change/").status_code == 302
    team = Team.objects.get(code="leicestershire-hate-crime")
    assert client.get(f"/admin/partners/team/{team.pk}/change/").status_code == 302


def test_forces_themselves_are_the_platforms(client: Client) -> None:
    client.force_login(cast.force_administrator())
    change = {"name": "Mine", "kind": "territorial", "gss": "", "local_strands": ""}

    assert client.post("/admin/partners/force/cumbria/change/", change).status_code == 403
    assert client.get("/admin/partners/force/add/").status_code == 403


def test_no_force_goes_live_by_the_back_office(client: Client) -> None:
    client.force_login(cast.platform_administrator())
    change = {"name": "Kent Police", "kind": "territorial", "gss": "E23000032", "local_strands": "", "on_board": "on"}

    response = client.post("/admin/partners/force/kent/change/", change)

    assert response.status_code == 302
    assert not Force.objects.get(pk="kent").on_board
    assert acts("force:kent") == ["force_changed"]


@pytest.mark.parametrize(("page", "of_force"), KEPT_BY_THE_FORCE.items())
def test_what_a_force_keeps_on_its_own_pages_is_read_here_and_leads_there(
    client: Client, page: str, of_force: str
) -> None:
    client.force_login(cast.platform_administrator())
    ForceNotice.objects.create(force_id="cumbria")
    row = apps.get_model("partners", page).objects.filter(force="cumbria").first()
    assert row is not None

    shown = client.get(f"/admin/partners/{page}/{row.pk}/change/")
    assert shown.status_code == 200
    assert f'href="/desk/force/cumbria/{of_force}"' in shown.content.decode()
    assert client.get(f"/desk/force/cumbria/{of_force}").status_code == 200
    assert 'href="/desk/force/"' in client.get(f"/admin/partners/{page}/").content.decode()
    assert client.post(f"/admin/partners/{page}/{row.pk}/change/", {"name": "Mine"}).status_code == 403
    assert client.get(f"/admin/partners/{page}/add/").status_code == 403
    assert client.post(f"/admin/partners/{page}/add/", {"name": "Mine"}).status_code == 403


def test_what_an_act_settles_is_no_box_of_the_back_office(client: Client) -> None:
    client.force_login(cast.platform_administrator())
    change = {"name": "Cumbria Police", "gss": "", "local_strands": "", "kind": "special", "valid_from": "2001-01-01"}

    client.post("/admin/partners/force/cumbria/change/", change)

    cumbria = Force.objects.get(pk="cumbria")
    assert (cumbria.name, cumbria.kind, cumbria.valid_from) == ("Cumbria Police", "territorial", cast.SIGNED_ON)
    assert cumbria.is_duty
    assert cumbria.reveal_needs_reason


def gives_duty(client: Client, *forces: str) -> str:
    """What the page says afterwards."""
    ticked = {"action": "give_duty", "_selected_action": forces}
    return client.post("/admin/partners/force/", ticked, follow=True).content.decode()


def test_the_duty_moves_from_one_live_force_to_another_and_never_to_none(client: Client) -> None:
    client.force_login(cast.platform_administrator())

    gives_duty(client, "kent")
    assert "Tick the one force" in gives_duty(client, "cumbria", "leicestershire")
    assert Force.objects.get(is_duty=True).pk == "cumbria"
    said = gives_duty(client, "leicestershire")

    assert Force.objects.get(is_duty=True).pk == "leicestershire"
    assert "Leicestershire Police holds what no live force covers." in said
    assert acts("force:leicestershire") == ["duty_given"]
    with pytest.raises(onboarding.NotYourPlatform):
        onboarding.give_duty(cast.force_administrator(), Force.objects.get(pk="cumbria"))


def test_a_force_that_joins_may_hold_the_duty_while_nobody_is_live(client: Client) -> None:
    platform = cast.platform_administrator()
    client.force_login(platform)
    onboarding.begin(platform, Force.objects.get(pk="kent"))
    gives_duty(client, "kent")
    assert Force.objects.get(is_duty=True).pk == "cumbria"

    Force.objects.update(on_board=False)
    gives_duty(client, "kent")

    assert Force.objects.get(is_duty=True).pk == "kent"


def test_outcodes_between_forces_are_the_platforms(client: Client) -> None:
    row = Outcode.objects.filter(force="cumbria").first()
    assert row is not None
    client.force_login(cast.force_administrator())

    assert client.get(f"/admin/partners/outcode/{row.pk}/change/").status_code == 200
    assert client.post(f"/admin/partners/outcode/{row.pk}/change/", {"rank": "3"}).status_code == 403


def test_adding_a_person_with_a_role(client: Client) -> None:
    angela = cast.force_administrator()
    client.force_login(angela)
    team = Team.objects.get(code="cumbria-response")

    form = person_form(email="New.Officer@cumbria.example", name="New Officer") | {
        "held-TOTAL_FORMS": "1",
        "held-0-role": "officer",
        "held-0-force": "cumbria",
        "held-0-team": str(team.pk),
    }
    response = client.post("/admin/partners/person/add/", form)

    assert response.status_code == 302
    new = Person.objects.get(email="new.officer@cumbria.example")
    assert new.roles("cumbria") == {"officer"}
    assert acts(f"person:{new.pk}") == ["person_added", "role_given"]
    assert not LogEntry.objects.exists()


def test_ending_a_role_keeps_the_row(client: Client) -> None:
    client.force_login(cast.force_administrator())
    officer = cast.officer()
    held = officer.held.get()

    form = person_form(email=officer.email, name=officer.name) | {
        "held-TOTAL_FORMS": "1",
        "held-INITIAL_FORMS": "1",
        "held-0-id": str(held.pk),
        "held-0-person": str(officer.pk),
        "held-0-DELETE": "on",
    }
    response = client.post(f"/admin/partners/person/{officer.pk}/change/", form)

    assert response.status_code == 302
    assert RoleHeld.objects.get(pk=held.pk).valid_to is not None
    assert acts(f"person:{officer.pk}") == ["person_changed", "role_ended"]


def test_nobody_changes_themselves_or_another_force(client: Client) -> None:
    angela = cast.force_administrator()
    client.force_login(angela)
    form = person_form(email="x@cumbria.example", name="X")

    assert client.post(f"/admin/partners/person/{angela.pk}/change/", form).status_code == 403
    assert client.post(f"/admin/partners/person/{cast.dev().pk}/change/", form).status_code == 302
    assert Person.objects.get(email="dev@leicestershire.example").name == "Dev Patel"


@pytest.mark.parametrize(("who", "changes"), [(cast.force_administrator, False), (cast.platform_administrator, True)])
def test_only_the_platform_changes_where_somebody_s_mail_goes(client: Client, who: Any, changes: bool) -> None:
    officer = cast.officer()
    before = officer.email
    client.force_login(who())

    client.post(
        f"/admin/partners/person/{officer.pk}/change/", person_form(email="mine@cumbria.example", name="Jack R")
    )

    officer.refresh_from_db()
    assert officer.name == "Jack R"
    assert officer.email == ("mine@cumbria.example" if changes else before)


def test_a_platform_role_is_not_a_force_administrators_to_give(client: Client) -> None:
    client.force_login(cast.force_administrator())
    officer = cast.officer()
    form = person_form(email=officer.email, name=officer.name) | {
        "held-TOTAL_FORMS": "1",
        "held-0-role": "platform_administrator",
    }

    client.post(f"/admin/partners/person/{officer.pk}/change/", form)

    assert not RoleHeld.objects.filter(person=officer, role="platform_administrator").exists()


@pytest.mark.parametrize("action", ["let_in_again", "take_second_factor", "let_go"])
def test_acts_on_people_reach_the_log(client: Client, action: str) -> None:
    client.force_login(cast.force_administrator())
    officer = cast.officer()

    client.post("/admin/partners/person/", {"action": action, "_selected_action": str(officer.pk)})

    assert len(acts(f"person:{officer.pk}")) == 1


def test_checking_a_contact_shows_it(client: Client) -> None:
    client.force_login(cast.platform_administrator())
    organisation = Organisation.objects.get(code="crimestoppers")

    client.post("/admin/partners/organisation/", {"action": "mark_checked", "_selected_action": str(organisation.pk)})

    organisation.refresh_from_db()
    assert organisation.verified_on is not None
    assert acts("organisation:crimestoppers") == ["contact_checked"]


def test_a_national_row_is_the_platforms_and_a_local_one_the_forces(client: Client) -> None:
    client.force_login(cast.force_administrator())
    national, local = Organisation.objects.get(code="crimestoppers"), Organisation.objects.get(code="awaz-cumbria")

    refused = client.post(
        f"/admin/partners/organisation/{national.pk}/change/", organisation_form(national, name="Mine")
    )
    changed = client.post(
        f"/admin/partners/organisation/{local.pk}/change/", organisation_form(local, phone="01632 960111")
    )

    assert refused.status_code == 403
    assert changed.status_code == 302
    local.refresh_from_db()
    assert local.phone == "01632 960111"
    assert acts("organisation:awaz-cumbria") == ["organisation_changed"]


@pytest.mark.parametrize("lookup", ["password__startswith", "password", "held__person__password__contains"])
def test_hashes_of_passwords_are_not_read_out_by_filters(client: Client, lookup: str) -> None:
    client.force_login(cast.force_administrator())

    assert client.get("/admin/partners/person/", {lookup: "argon2"}).status_code == 400


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_deleted(client: Client, page: str) -> None:
    client.force_login(cast.platform_administrator())
    row = next(model for model in admin.site._registry if model._meta.model_name == page)._default_manager.first()

    if row is not None:
        assert client.post(f"/admin/partners/{page}/{row.pk}/delete/", {"post": "yes"}).status_code == 403
    assert "delete_selected" not in client.get(f"/admin/partners/{page}/").content.decode()


def _rows(client: Client, page: str) -> str:
    text = client.get(f"/admin/partners/{page}/").content.decode()
    return text[text.index('id="changelist-form"') :] if 'id="changelist-form"' in text else ""

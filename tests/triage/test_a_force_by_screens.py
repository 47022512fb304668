"""A third force joins by screens alone: Northamptonshire, from the platform's first click to its first report."""

import datetime as dt

import pytest

from hatereport import clock
from hatereport.audit.models import Entry
from partners import onboarding
from partners.models import District, Force, NonCrimeRegime, Person, PolicingArea, Team
from partners.routing import place
from tests import cast
from tests.triage.desk_browser import MOST, at_desk, at_most
from tests.triage.force_browser import comes_in, day, invites, team_of

pytestmark = pytest.mark.django_db

HERE = "/desk/force/northamptonshire/"
#: Everybody of the force without an area, by the role they are invited in.
CHAIN = onboarding.NEEDED_ROLES


def northamptonshire() -> Force:
    return Force.objects.get(pk="northamptonshire")


def begun() -> Person:
    """Put on board by the platform; its administrator is invited and has come in."""
    platform = at_desk(cast.platform_administrator())
    assert platform.post(f"{HERE}begin/").status_code == 302
    administrator = invites(platform, "northamptonshire", "force_administrator")
    comes_in(administrator)
    return administrator


def with_areas(administrator: Person) -> None:
    browser = at_desk(administrator)
    for name, outcodes in (("West Northamptonshire", "NN1, nn2"), ("North Northamptonshire", "")):
        form = {"what": "area", "name": name, "district": "", "outcodes": outcodes}
        assert browser.post(f"{HERE}areas/", form).status_code == 302


def with_people(administrator: Person) -> None:
    browser = at_desk(administrator)
    people = [invites(browser, "northamptonshire", role) for role in CHAIN if role != "force_administrator"]
    for team in Team.objects.filter(force="northamptonshire", kind="local_focus"):
        for role in onboarding.NEEDED_IN_AN_AREA:
            people.append(invites(browser, "northamptonshire", role, team=team))
    comes_in(*people)


def with_regime(administrator: Person) -> None:
    today = clock.today()
    form = {
        "regime": "nchi_code_2023",
        "signed_by": "DCC J. Wootton",
        **day("valid_from", today),
        **day("signed_on", today),
    }
    assert at_desk(administrator).post(f"{HERE}regime/", form).status_code == 302


def test_a_third_force_joins_by_screens_and_its_first_report_is_its_own():
    assert place(postcode="NN1 1AA").force.pk == "cumbria"
    administrator = begun()
    browser = at_desk(administrator)
    assert "Missing" in browser.get(HERE).content.decode()

    with_areas(administrator)
    with_people(administrator)
    with_regime(administrator)
    page = browser.get(HERE).content.decode()
    assert "Nothing is missing" in page
    browser.post(f"{HERE}live/")

    assert northamptonshire().on_board
    found = place(postcode="NN1 1AA")
    assert (found.force.pk, found.area and found.area.pk) == ("northamptonshire", "west-northamptonshire")
    sergeant = Person.objects.get(held__role="control_room_sergeant", held__force="northamptonshire")
    assert at_desk(sergeant).get("/desk/").status_code == 200
    log = list(Entry.objects.filter(force="northamptonshire", action="alteration").values_list("act", flat=True))
    assert {"force_begun", "area_added", "role_given", "invited", "regime_signed", "force_went_live"} <= set(log)


@pytest.mark.parametrize("left_out", ["areas", "people", "regime"])
def test_no_force_goes_live_while_anything_is_missing(left_out):
    administrator = begun()
    for name, step in {"areas": with_areas, "people": with_people, "regime": with_regime}.items():
        if name != left_out:
            step(administrator)
    browser = at_desk(administrator)

    answer = browser.post(f"{HERE}live/", follow=True)

    assert not northamptonshire().on_board
    assert "Not live yet" in answer.content.decode()
    with pytest.raises(onboarding.NotReady):
        onboarding.go_live(administrator, northamptonshire())
    assert not Entry.objects.filter(act="force_went_live").exists()


def test_who_was_invited_and_has_not_come_in_is_nobody_there():
    administrator = begun()
    with_areas(administrator)
    with_people(administrator)
    with_regime(administrator)
    inspector = Person.objects.get(held__role="duty_inspector", held__force="northamptonshire")
    Person.objects.filter(pk=inspector.pk).update(password="!never")

    at_desk(administrator).post(f"{HERE}live/")

    assert not northamptonshire().on_board
    assert "Duty inspector: invited, and has not come in yet." in at_desk(administrator).get(HERE).content.decode()


def test_rules_that_hold_from_tomorrow_do_not_count_today():
    tomorrow = clock.today()
    with clock.at(clock.now() - dt.timedelta(days=1)):
        administrator = begun()
        with_areas(administrator)
        with_people(administrator)
        NonCrimeRegime.objects.create(
            force=northamptonshire(), regime="local", valid_from=tomorrow, signed_by="DCC", signed_on=clock.today()
        )

        at_desk(administrator).post(f"{HERE}live/")
        assert not northamptonshire().on_board

    onboarding.go_live(administrator, northamptonshire())
    assert northamptonshire().on_board


def test_a_force_is_put_on_board_by_the_platform_alone():
    angela = cast.force_administrator()
    kent = Force.objects.get(pk="kent")

    assert at_desk(angela).post("/desk/force/kent/begin/").status_code == 404
    with pytest.raises(onboarding.NotYourPlatform):
        onboarding.begin(angela, kent)
    with pytest.raises(onboarding.CannotJoin):
        onboarding.begin(cast.platform_administrator(), Force.objects.get(pk="cumbria"))
    with pytest.raises(onboarding.CannotJoin):
        onboarding.begin(cast.platform_administrator(), Force.objects.get(pk="btp"))

    assert not kent.teams.exists()


def test_nothing_is_done_in_a_force_before_it_was_put_on_board():
    platform = cast.platform_administrator()
    browser = at_desk(platform)

    form = {"name": "Somebody", "email": "s@kent.example", "role": "auditor", "team": ""}
    assert browser.post("/desk/force/kent/people/invite/", form).status_code == 422
    browser.post("/desk/force/kent/teams/")
    browser.post("/desk/force/kent/live/")

    assert not Person.objects.filter(email="s@kent.example").exists()
    assert not Force.objects.get(pk="kent").teams.exists()


def test_a_joining_force_is_sent_nothing():
    begun()

    assert place(postcode="NN1 1AA").force.pk == "cumbria"
    assert place(force_code="northamptonshire").belongs_to == northamptonshire()


def test_the_platform_sees_every_force_and_its_administrator_only_theirs():
    platform, angela = at_desk(cast.platform_administrator()), at_desk(cast.force_administrator())

    page = platform.get("/desk/force/").content.decode()
    assert "Kent Police" in page
    assert "British Transport Police" not in page
    assert angela.get("/desk/force/")["Location"] == "/desk/force/cumbria/"


#: Every page of a force and every act on it, by what stands behind /desk/force/<force>/.
ADDRESSES = ("", "areas/", "areas/leicester/", "districts/E06000016/", "teams/", "people/", "people/invite/", "regime/",
             "clocks/", "clocks/first_read/", "outcomes/", "outcomes/8/", "notice/")  # fmt: skip
ACTS = ("begin/", "live/", "names/")


def test_another_force_s_administrator_finds_nothing_to_look_at_or_to_change():
    browser, dev = at_desk(cast.force_administrator()), cast.dev()
    team = team_of("leicestershire", "hate_crime")
    theirs = (f"teams/{team.pk}/", f"people/{dev.pk}/")
    people = tuple(f"people/{dev.pk}/{act}/" for act in ("give", "end", "let-in", "second-factor", "ask", "let-go"))
    before = Entry.objects.count()

    for address in (*ADDRESSES, *theirs):
        assert browser.get(f"/desk/force/leicestershire/{address}").status_code == 404, address
        assert browser.post(f"/desk/force/leicestershire/{address}").status_code in (404, 405), address
    for address in (*ACTS, *people):
        assert browser.post(f"/desk/force/leicestershire/{address}").status_code == 404, address
        assert browser.post(f"/desk/force/leicestershire/{address}", {"held": dev.held.get().pk}).status_code == 404

    assert Entry.objects.count() == before


def test_what_belongs_to_another_force_is_not_found_under_one_s_own():
    browser, dev = at_desk(cast.force_administrator()), cast.dev()
    team = team_of("leicestershire", "hate_crime")
    officer = cast.officer()

    for address in ("areas/leicester/", "districts/E06000016/", f"teams/{team.pk}/", f"people/{dev.pk}/"):
        assert browser.get(f"/desk/force/cumbria/{address}").status_code == 404, address
        assert browser.post(f"/desk/force/cumbria/{address}", {"name": "Mine"}).status_code in (404, 405), address
    assert browser.post(f"/desk/force/cumbria/people/{dev.pk}/let-go/").status_code == 404
    answer = browser.post(f"/desk/force/cumbria/people/{officer.pk}/end/", {"held": dev.held.get().pk})
    assert answer.status_code == 404
    browser.post(f"/desk/force/cumbria/people/{officer.pk}/give/", {"role": "officer", "team": str(team.pk)})

    assert dev.held.get().valid_to is None
    assert officer.held.count() == 1


@pytest.mark.parametrize("days", [30, -1])
def test_an_area_keeps_its_district_whatever_the_last_day_of_that_is(days):
    carlisle = PolicingArea.objects.select_related("district").get(pk="carlisle")
    District.objects.filter(areas=carlisle).update(valid_to=clock.today() + dt.timedelta(days=days))
    browser = at_desk(cast.force_administrator())
    page = browser.get("/desk/force/cumbria/areas/carlisle/").context

    said = {name: page["form"][name].value() for name in ("name", "district", "outcodes")}
    choices = [key for key, _ in page["form"].fields["district"].choices]
    assert len(choices) == len(set(choices))
    browser.post("/desk/force/cumbria/areas/carlisle/", {"what": "change", **said, "name": "The city"})

    kept = PolicingArea.objects.get(pk="carlisle")
    assert (kept.name, kept.district) == ("The city", carlisle.district)
    offered = browser.get("/desk/force/cumbria/areas/").context["area_form"].fields["district"].choices
    assert (str(carlisle.district_id) in dict(offered)) == (days > 0)


def test_every_page_of_a_force_takes_few_queries_and_leaves_one_entry():
    angela, officer = cast.force_administrator(), cast.officer()
    browser = at_desk(angela)
    team = team_of("cumbria", "response")
    pages = ["", "areas/", "areas/carlisle/", "districts/E06000063/", "teams/", f"teams/{team.pk}/", "people/"]
    pages += ["people/?role=officer&left=", "people/invite/", f"people/{officer.pk}/", "regime/", "clocks/"]
    pages += ["clocks/first_read/", "outcomes/", "outcomes/8/", "notice/"]

    for address in pages:
        before = Entry.objects.filter(actor_id=angela.pk).count()
        with at_most(MOST):
            answer = browser.get(f"/desk/force/cumbria/{address}")
        assert answer.status_code == 200, address
        mine = Entry.objects.filter(actor_id=angela.pk).order_by("-id")
        assert mine.count() == before + 1, address
        assert (mine[0].action, mine[0].force) == ("consultation", "cumbria")

"""Reference data: complete, honest about contacts, and safe to load again."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from hatereport import clock
from partners import reference
from partners.directory import NEEDS
from partners.models import District, Force, NonCrimeRegime, Organisation, Outcode, PolicingArea, Team
from tests import cast

#: The only contacts a published source gave us (domain notes, section 6; crisis numbers of the rulings, section 12).
KNOWN_CONTACTS = {
    "police-999": "999",
    "police-101": "101",
    "samaritans": "116 123",
    "childline": "0800 1111",
    "victim-support": "08 08 16 89 111",
    "btp-text": "61016",
    "stop-hate-uk": "0800 138 1625",
    "crimestoppers": "0800 555 111",
    "stamp-it-out": "http://www.stamp-it-out.co.uk",
    "iopc": "0300 020 0096",
    "ico": "0303 123 1113",
    "cica": "0300 003 3601",
    "keep-safe-warwickshire": "http://www.warwickshire.gov.uk/keepingsafe",
}


def test_a_contact_stands_only_where_a_source_gives_it() -> None:
    with_contact = {}
    for row in reference.rows("organisations"):
        contacts = [row[name] for name in ("phone", "text_number", "url", "email") if row.get(name)]
        if contacts:
            with_contact[row["code"]] = contacts[0]
            assert row["contact_source"], row["code"]
            assert "verified_on" not in row, row["code"]

    assert with_contact == KNOWN_CONTACTS


def test_codes_of_the_directory_exist() -> None:
    forces = {row["code"] for row in reference.rows("forces")}
    areas = {row["code"]: row["force"] for row in reference.rows("areas")}
    needs = {need.code for need in NEEDS}
    for row in reference.rows("organisations"):
        assert set(row["needs"]) <= needs, row["code"]
        assert set(row["forces"]) <= forces, row["code"]
        assert {areas[area] for area in row["areas"]} <= set(row["forces"]), row["code"]


@pytest.mark.django_db
def test_all_43_territorial_forces_are_there() -> None:
    assert Force.objects.filter(kind="territorial").count() == 43
    assert not any("on_board" in row for row in reference.rows("forces"))
    assert PolicingArea.objects.filter(force="cumbria").count() == 6


@pytest.mark.django_db
def test_loading_again_changes_nothing_an_administrator_decided() -> None:
    Force.objects.filter(pk="cumbria").update(is_duty=False)
    Force.objects.filter(pk="leicestershire").update(is_duty=True)
    Team.objects.filter(code="cumbria-hate-crime").update(always_on=True)
    Organisation.objects.filter(code="galop").update(phone="01632 960000", verified_on=date(2026, 11, 1))
    Outcode.objects.filter(code="CA1").delete()
    Outcode.objects.create(code="CA1", force_id="cumbria", area_id="eden", share="full")
    Force.objects.filter(pk="leicestershire").update(name="Police of Leicestershire", local_strands=["age"])
    District.objects.filter(gss="E06000063").update(name="The council", valid_to=clock.today())
    PolicingArea.objects.filter(pk="carlisle").update(name="The city", district=None)
    Organisation.objects.filter(code="galop").update(name="Another name", forces=["cumbria"], is_crisis=True)
    counts = [model.objects.count() for model in (Force, PolicingArea, Team, Outcode, Organisation)]

    reference.load()

    assert Force.objects.get(is_duty=True).pk == "leicestershire"
    assert Team.objects.get(code="cumbria-hate-crime").always_on
    assert Organisation.objects.get(code="galop").phone == "01632 960000"
    assert Outcode.objects.get(code="CA1").area_id == "eden"
    leicestershire = Force.objects.get(pk="leicestershire")
    assert (leicestershire.name, leicestershire.local_strands) == ("Police of Leicestershire", ["age"])
    district = District.objects.get(gss="E06000063")
    assert (district.name, district.valid_to) == ("The council", clock.today())
    carlisle = PolicingArea.objects.get(pk="carlisle")
    assert (carlisle.name, carlisle.district) == ("The city", None)
    galop = Organisation.objects.get(code="galop")
    assert (galop.name, galop.forces, galop.is_crisis) == ("Another name", ["cumbria"], True)
    assert [model.objects.count() for model in (Force, PolicingArea, Team, Outcode, Organisation)] == counts


@pytest.mark.django_db
def test_loading_again_adds_what_is_missing_and_keeps_what_a_force_is_in_the_country() -> None:
    Organisation.objects.filter(code="galop").delete()
    Force.objects.filter(pk="kent").update(gss="")

    reference.load()

    assert Organisation.objects.filter(code="galop").exists()
    assert Force.objects.get(pk="kent").gss == "E23000032"


@pytest.mark.django_db
def test_loading_costs_a_fixed_number_of_queries(django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(20):
        reference.load()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [
        {"code": "kent", "is_duty": True},
        {"code": "leicestershire", "is_duty": True},
    ],
)
def test_the_database_knows_one_duty_force(wrong: dict) -> None:
    code = wrong.pop("code")
    with pytest.raises(IntegrityError, match="one_duty_force"), transaction.atomic():
        Force.objects.filter(pk=code).update(**wrong)


@pytest.mark.django_db
def test_the_database_knows_no_live_force_without_a_territory() -> None:
    NonCrimeRegime.objects.create(
        force_id="btp", regime="local", valid_from=cast.SIGNED_ON, signed_by="The chief", signed_on=cast.SIGNED_ON
    )
    with pytest.raises(IntegrityError, match="only_territorial_forces_work_here"), transaction.atomic():
        Force.objects.filter(pk="btp").update(on_board=True, valid_from=cast.SIGNED_ON)


@pytest.mark.django_db
def test_the_control_room_cannot_be_taken_off_the_night() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Team.objects.filter(kind="control_room").update(always_on=False)

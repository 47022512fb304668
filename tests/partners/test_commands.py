"""create_admin and load_postcodes, as a deployer runs them."""

import io
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from hatereport import clock
from hatereport.audit.models import Entry
from partners.management.commands import load_postcodes
from partners.models import Person, PolicingArea, Postcode
from partners.routing import place

pytestmark = pytest.mark.django_db

OLD_HEADING = "pcd,pcd2,pcds,dointr,doterm,oscty,ced,oslaua,osward,parish,usertype,oseast1m,ctry,pfa"
NEW_HEADING = "x,y,PCD7,PCDS,DOTERM,LAD25CD,CTRY25CD,PFA23CD"


def old_row(pcds: str, district: str, force: str, country: str = "E92000001") -> str:
    return f'"{pcds}","{pcds}","{pcds}",198001,,E10000006,,{district},E05000000,E04000000,0,300000,{country},{force}'


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def test_the_first_administrator_gets_the_platform_and_a_password_once() -> None:
    said = run("create_admin", "First@cumbria.example", "First Admin", "--make-password")

    first = Person.objects.get(email="first@cumbria.example")
    password = re.search(r"shown this once: (\S+)", said)
    assert first.roles() == {"platform_administrator", "force_administrator"}
    assert first.roles("cumbria") >= {"force_administrator"}
    assert password
    assert len(password[1]) >= 16
    assert first.check_password(password[1])


def test_the_administrator_of_one_force_gets_that_force_alone() -> None:
    run("create_admin", "second@leicestershire.example", "Second", "--force", "leicestershire", "--make-password")

    assert Person.objects.get(email="second@leicestershire.example").roles() == {"force_administrator"}
    assert Person.objects.get(email="second@leicestershire.example").force_codes() == {"leicestershire"}


@pytest.mark.parametrize("force", ["kent", "nowhere"])
def test_a_force_that_does_not_work_here_has_no_administrator(force: str) -> None:
    with pytest.raises(CommandError, match=force):
        run("create_admin", "third@x.example", "Third", "--force", force, "--make-password")


def test_an_administrator_is_made_once() -> None:
    run("create_admin", "first@cumbria.example", "First", "--make-password")

    with pytest.raises(CommandError, match="already"):
        run("create_admin", "FIRST@cumbria.example", "First", "--make-password")


def test_the_directory_finds_force_and_area(tmp_path: Path) -> None:
    file = tmp_path / "ONSPD.csv"
    rows = [
        old_row("CA1  1AA", "E06000063", "E23000002"),
        old_row("CA4  8AA", "E06000064", "E23000002"),  # the outcode is split; the council decides: Eden
        old_row("CA7  1AA", "E06000063", "E23000002"),  # two hubs of one council: asked
        old_row("LE131AA", "E07000133", "E23000021"),
        old_row("NN1  1AA", "E06000062", "E23000022"),
        old_row("CF101AA", "W06000015", "W15000003", "W92000004"),
        old_row("BT1  1AA", "N09000003", "", "N92000002"),
        old_row("AB101AA", "S12000033", "S23000009", "S92000003"),
        old_row("JE2  3AA", "L99999999", "L99999999", "L93000001"),
    ]
    file.write_text("\n".join([OLD_HEADING, *rows]), encoding="utf-8-sig")

    assert "8 postcodes" in run("load_postcodes", str(file))
    found = {row.pcd: (row.force_id, row.area_id) for row in Postcode.objects.all()}
    assert found == {
        "CA11AA": ("cumbria", "carlisle"),
        "CA48AA": ("cumbria", "eden"),
        "CA71AA": ("cumbria", None),
        "LE131AA": ("leicestershire", "melton"),
        "NN11AA": ("northamptonshire", None),
        "CF101AA": ("south-wales", None),
        "BT11AA": ("northern-ireland", None),
        "AB101AA": ("scotland", None),
    }
    assert [area.pk for area in place(postcode="ca7 1aa").choices] == ["allerdale", "carlisle", "eden"]
    assert Entry.objects.filter(act="postcodes_loaded").exists()


def test_a_new_edition_with_other_names_replaces_the_old() -> None:
    Postcode.objects.create(pcd="LA991AA", force_id="cumbria")
    edition = f"{NEW_HEADING}\n1,2,CA1 1AA,CA1 1AA,,E06000063,E92000001,E23000002\n"

    assert load_postcodes.load(io.StringIO(edition)) == 1
    assert list(Postcode.objects.values_list("pcd", flat=True)) == ["CA11AA"]


def test_an_area_is_given_its_postcodes_as_long_as_it_is_not_over() -> None:
    PolicingArea.objects.filter(pk="melton").update(valid_to=clock.today())
    PolicingArea.objects.filter(pk="carlisle").update(valid_to=clock.today() - timedelta(days=1))
    rows = (old_row("LE13 1AA", "E07000133", "E23000021"), old_row("CA1 1AA", "E06000063", "E23000002"))

    load_postcodes.load(io.StringIO("\n".join([OLD_HEADING, *rows])))

    assert Postcode.objects.get(pcd="LE131AA").area_id == "melton"
    assert Postcode.objects.get(pcd="CA11AA").area_id != "carlisle"


@pytest.mark.parametrize("text", ["", "a,b,c\n1,2,3\n", f"{NEW_HEADING}\n"])
def test_a_file_that_is_not_the_directory_changes_nothing(text: str) -> None:
    Postcode.objects.create(pcd="CA11AA", force_id="cumbria")

    with pytest.raises(CommandError):
        load_postcodes.load(io.StringIO(text))

    assert Postcode.objects.filter(pcd="CA11AA").exists()


def test_a_missing_file_is_said_plainly() -> None:
    with pytest.raises(CommandError, match="no file"):
        run("load_postcodes", "/nowhere/at/all.csv")

"""Nobody reads or clears a flood before they have said whether they know anyone in it."""

import datetime as dt

import pytest

from hatereport import clock
from hatereport.audit.models import Entry
from tests import cast
from tests.triage.chain import does
from tests.triage.desk_browser import at_desk
from tests.triage.flooding import pour, said
from tests.triage.floods.by_two import TEXT, confirmed, found, proposed
from triage import first_looks, subjects
from triage.floods import asking, clearing, reading
from triage.models import FirstLook, FloodClearing
from triage.refusals import NotInScope, Refused

pytestmark = pytest.mark.django_db


def test_nobody_reads_a_group_before_they_have_said_whom_they_know():
    pour([said(TEXT, blames="John Brown")] * 5)
    browser = at_desk(cast.control_room_operator())

    view = browser.get("/desk/flood/")
    address = view.context["groups"][0]["address"]
    asked = browser.get(address)
    typed = browser.post(address, {"until": clock.now().isoformat(), "not_report_reason": "spam"})

    for page in (view, asked, typed):
        assert "John Brown" not in page.content.decode()
        assert "Kings Arms" not in page.content.decode()
        assert "Do you know the person named or anyone in these reports" in page.content.decode()
    with pytest.raises(Refused, match="Say first"):
        clearing.propose(cast.control_room_operator(), found()[0], clock.now(), reason="spam", words="")
    assert not FloodClearing.objects.exists()


def test_it_is_asked_once_for_each_group_and_kept_for_each_report():
    cases = pour([said(TEXT, blames="John Brown")] * 6)
    joan = cast.control_room_operator()
    browser = at_desk(joan)
    address = browser.get("/desk/flood/").context["groups"][0]["address"]

    answered = browser.post(address, {"declared": "no"}).content.decode()

    assert "John Brown" in answered
    assert FirstLook.objects.filter(person=joan, conflict=False).count() == len(cases)
    assert "Kings Arms" in browser.get("/desk/flood/").content.decode()
    assert "Kings Arms" in browser.get(address).content.decode()
    assert Entry.objects.get(act="flood_first_look").detail == {"conflict": False, "count": 6}


def test_who_knows_somebody_is_out_of_the_group_and_of_what_joins_it():
    pour([said(TEXT, blames="John Brown")] * 6)
    of = proposed(found()[0])
    becky = cast.control_room_operator(2)
    browser = at_desk(becky)
    address = browser.get("/desk/flood/").context["groups"][0]["address"]

    gone = browser.post(address, {"declared": "yes"})
    pour([said(TEXT, blames="John Brown")] * 6)

    assert gone["Location"] == "/desk/flood/"
    assert found(becky) == []
    assert "John Brown" not in browser.get("/desk/flood/").content.decode()
    assert browser.get(address)["Location"] == "/desk/flood/"
    assert browser.get(f"/desk/flood/clearings/{of.pk}/").status_code == 404
    with pytest.raises(NotInScope):
        clearing.decide(of.pk, becky, confirm=True)
    assert len(found()[0].alike) == 12  # a colleague goes on with all of them


@pytest.mark.parametrize("became", ["old", "marked"])
def test_what_joins_it_is_kept_from_them_wherever_the_first_ones_are_by_now(became):
    pour([said(TEXT, blames="John Brown")] * 6)
    becky = cast.control_room_operator(2)
    asking.answer(becky, found(becky)[0], knows_somebody=True)
    if became == "marked":
        confirmed(proposed(found()[0]), cast.control_room_sergeant())

    with clock.at(clock.now() + dt.timedelta(days=2)):
        pour([said(TEXT, blames="John Brown")] * 6)
        page = at_desk(becky).get("/desk/flood/")

        assert found(becky) == []
        assert (page.context["total"], page.context["groups"]) == (6, [])
        assert len(found()) == 1


def test_the_clearing_of_what_comes_later_is_kept_from_them_too():
    pour([said(TEXT, blames="John Brown")] * 6)
    becky = cast.control_room_operator(2)
    asking.answer(becky, found(becky)[0], knows_somebody=True)

    with clock.at(clock.now() + dt.timedelta(days=2)):
        pour([said(TEXT + " Mind the dog.", blames="John Brown")] * 6)
        of = proposed(found()[0])
        browser = at_desk(becky)

        assert browser.get("/desk/flood/").context["clearings"] == []
        assert browser.get(f"/desk/flood/clearings/{of.pk}/").status_code == 404
        with pytest.raises(NotInScope):
            clearing.answer(of.pk, becky, knows_somebody=False)
        assert len(at_desk(cast.control_room_sergeant()).get("/desk/flood/").context["clearings"]) == 1


def test_of_one_text_nothing_is_shown_to_whom_it_is_known_whose_name_was_removed():
    """Nobody can tell any more whom the old one blamed: it may be the one the new ones blame."""
    old = pour([said(TEXT, blames="John Brown")])
    becky = cast.control_room_operator(2)
    first_looks.write_for_all(becky, [old[0].pk], conflict=True)
    subjects.remove(old[0].report.subject, clock.now(), None, "", "cumbria")

    pour([said(TEXT, blames="John Brown")] * 6 + [said(TEXT, blames="Peter Pike")] * 5)

    assert found(becky) == []
    assert len(found()) == 2


def test_what_they_stood_aside_from_stands_beside_no_other_group():
    aside = pour([said(TEXT + " He is my brother.", blames="John Brown")] * 3)
    becky = cast.control_room_operator(2)
    first_looks.write_for_all(becky, [case.pk for case in aside], conflict=True)
    pour([said(TEXT + " Peter.", blames="Peter Pike")] * 5)

    (group,) = found(becky)

    assert (group.size, group.group.others, len(found()[0].group.others)) == (5, (), 3)
    assert group.lead.case.pk not in {case.pk for case in aside}
    assert "brother" not in group.group.text


def test_what_they_stood_aside_from_leaves_room_for_what_waits(monkeypatch):
    aside = pour([said(f"{TEXT} Number {number}.", blames="John Brown") for number in range(3)])
    becky = cast.control_room_operator(2)
    first_looks.write_for_all(becky, [case.pk for case in aside], conflict=True)
    pour([said(TEXT, blames="Peter Pike")] * 5)
    monkeypatch.setattr(reading, "MOST", 5)

    assert found(becky)[0].size == 5


def test_a_group_of_which_nothing_is_alike_is_gone_as_well_for_who_knows_somebody():
    """A victim's report always stands out by itself."""
    pour([said(TEXT, blames="John Brown", who={"filer": "victim", "under_18": "no"})] * 5)
    becky = cast.control_room_operator(2)
    browser = at_desk(becky)
    address = browser.get("/desk/flood/").context["groups"][0]["address"]
    assert not found(becky)[0].alike

    browser.post(address, {"declared": "yes"})

    assert found(becky) == []
    assert browser.get("/desk/flood/").status_code == 200


def test_a_no_is_no_look_at_what_stands_out():
    cases = pour([said(TEXT)] * 5 + [said(TEXT, who={"filer": "victim", "under_18": "no"})])
    joan = cast.control_room_operator()
    asking.answer(joan, found(joan)[0], knows_somebody=False)

    assert FirstLook.objects.filter(person=joan).count() == len(cases) - 1


def test_the_second_person_is_asked_before_they_read_what_is_proposed():
    pour([said(TEXT)] * 5)
    of = proposed(found()[0])
    becky = cast.control_room_operator(2)
    browser, address = at_desk(becky), f"/desk/flood/clearings/{of.pk}/"

    assert "Kings Arms" not in browser.get(address).content.decode()
    with pytest.raises(Refused, match="Say first"):
        clearing.decide(of.pk, becky, confirm=True)
    assert "Kings Arms" in browser.post(address, {"declared": "no"}).content.decode()
    assert browser.post(address, {"decision": "confirm"})["Location"] == address

    of.refresh_from_db()
    assert of.decided_by == becky


def test_whoever_holds_one_of_them_and_knows_somebody_lets_go_of_it():
    cases = pour([said(TEXT)] * 6)
    joan = cast.control_room_operator()
    does(cast.control_room_sergeant(), "take", cases[0])
    ellen = cast.control_room_sergeant()

    asking.answer(ellen, found(ellen)[0], knows_somebody=True)

    cases[0].refresh_from_db()
    assert cases[0].holder is None
    assert found(ellen) == []
    assert len(found(joan)[0].alike) == 5

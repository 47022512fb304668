"""A flood is cleared by two people: proposed, confirmed, marked in both names, undone, and looked at again."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from hatereport import clock, outbox
from hatereport.audit.models import Entry
from incidents.models import Report
from tests import cast
from tests.triage.chain import does
from tests.triage.desk_browser import MOST, at_desk, at_most
from tests.triage.flooding import pour, said
from tests.triage.floods.by_two import TEXT, carried_out, confirmed, found, proposed, read, wrote
from triage.floods import asking, clearing
from triage.models import Case, FirstLook, FloodClearing, Move, SecondLook
from triage.refusals import NotInScope, Refused

pytestmark = pytest.mark.django_db


def test_nobody_clears_a_flood_alone():
    pour([said(TEXT)] * 5)
    of = proposed(found()[0])

    with pytest.raises(Refused, match="Somebody else"):
        clearing.decide(of.pk, cast.control_room_operator(), confirm=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        FloodClearing.objects.filter(pk=of.pk).update(state="confirmed", decided_by=of.proposed_by)

    assert not Move.objects.filter(act="mark_not_a_report").exists()


def test_confirmed_each_report_is_marked_in_both_names():
    cases = pour([said(TEXT)] * 6)

    of = confirmed(proposed(found()[0]))

    moves = Move.objects.filter(act="mark_not_a_report")
    assert (of.state, of.cleared, of.left) == ("done", 6, 0)
    assert moves.count() == 6
    assert {(move.actor_id, move.countersigned_by_id) for move in moves} == {(of.proposed_by_id, of.decided_by_id)}
    assert set(Case.objects.values_list("state", flat=True)) == {"not_a_report"}
    assert Report.objects.count() == 6
    chains = {f"case:{case.pk}" for case in cases}
    entries = Entry.objects.filter(act="mark_not_a_report")
    assert set(entries.values_list("chain", flat=True)) == chains
    assert FirstLook.objects.filter(conflict=False).count() == 12


def test_what_comes_to_stand_out_before_the_marking_is_left():
    cases = pour([said(TEXT)] * 7)
    of = proposed(found()[0])
    wrote(cases[0])
    does(cast.control_room_sergeant(), "take", cases[1])

    confirmed(of)

    assert (of.cleared, of.left) == (5, 2)
    assert set(Case.objects.filter(state="control_room").values_list("pk", flat=True)) == {cases[0].pk, cases[1].pk}


def test_a_retry_marks_nothing_twice(monkeypatch):
    pour([said(TEXT)] * 9)
    monkeypatch.setattr(clearing, "BATCH", 4)
    of = proposed(found()[0])
    clearing.answer(of.pk, cast.control_room_operator(2), knows_somebody=False)
    clearing.decide(of.pk, cast.control_room_operator(2), confirm=True)
    first = outbox.Notice.objects.get(topic="flood.confirmed")
    outbox.deliver(first.pk)
    outbox.deliver(first.pk)

    carried_out("flood.confirmed")

    of.refresh_from_db()
    assert (of.state, of.cleared) == ("done", 9)
    assert Move.objects.filter(act="mark_not_a_report").count() == 9


def test_what_came_after_the_page_was_drawn_is_not_in_the_proposal():
    pour([said(TEXT)] * 5)
    seen_at = clock.now()
    with clock.at(seen_at + dt.timedelta(minutes=1)):
        late = pour([said(TEXT)])
        group = read(found()[0])
        of = clearing.propose(cast.control_room_operator(), group, seen_at, reason="spam", words="")

    assert len(of.cases) == 5
    assert late[0].pk not in of.cases


def test_what_comes_while_the_page_is_drawn_is_not_in_the_proposal(monkeypatch):
    pour([said(TEXT)] * 5)
    browser, address = at_desk(cast.control_room_operator()), f"/desk/flood/{read(found()[0]).lead.case.pk}/"
    grouped = asking.group_of

    def grouped_as_one_more_comes(*asked):
        group = grouped(*asked)
        pour([said(TEXT + " Mind the dog at number nine.")])
        return group

    with monkeypatch.context() as slow:
        slow.setattr(asking, "group_of", grouped_as_one_more_comes)
        until = browser.get(address).context["until"]
    browser.post(address, {"until": until, "not_report_reason": "spam"})

    assert len(FloodClearing.objects.get().cases) == 5


def test_the_same_reports_are_not_proposed_twice():
    pour([said(TEXT)] * 5)
    proposed(found()[0])

    with pytest.raises(Refused, match="proposed this already"):
        proposed(found()[0], cast.control_room_sergeant())


@pytest.mark.parametrize("minutes", [-60, 1])
def test_a_page_that_was_never_drawn_then_proposes_nothing(minutes: int):
    pour([said(TEXT)] * 5)
    group, until = read(found()[0]), clock.now() + dt.timedelta(minutes=minutes)

    with pytest.raises(Refused, match="Open the group again"):
        clearing.propose(cast.control_room_operator(), group, until, reason="spam", words="")

    assert not FloodClearing.objects.exists()


def test_another_force_sees_neither_the_flood_nor_its_clearing():
    pour([said(TEXT)] * 5)
    of = proposed(found()[0])
    dev = cast.dev("control_room_operator")

    assert found(dev) == []
    assert at_desk(dev).get(f"/desk/flood/clearings/{of.pk}/").status_code == 404
    with pytest.raises(NotInScope):
        clearing.decide(of.pk, dev, confirm=True)


def test_a_sergeant_undoes_a_clearing_for_28_days_and_once():
    pour([said(TEXT)] * 6)
    of, ellen = confirmed(proposed(found()[0])), cast.control_room_sergeant()
    with pytest.raises(Refused, match="sergeant"):
        clearing.undo(of.pk, cast.control_room_operator(), why="They were real.")
    with pytest.raises(Refused, match="Say first"):
        clearing.undo(of.pk, ellen, why="They were real.")
    clearing.answer(of.pk, ellen, knows_somebody=False)
    with clock.at(clock.now() + dt.timedelta(days=29)), pytest.raises(Refused, match="28 days"):
        clearing.undo(of.pk, ellen, why="They were real.")

    clearing.undo(of.pk, ellen, why="They were real.")
    carried_out("flood.undone")

    assert set(Case.objects.values_list("state", flat=True)) == {"local_focus"}
    with pytest.raises(Refused, match="once"):
        clearing.undo(of.pk, ellen, why="Again.")


def test_one_in_ten_is_drawn_for_a_second_person():
    pour([said(TEXT)] * 200)

    confirmed(proposed(found()[0]))

    assert 5 <= SecondLook.objects.count() <= 45


def test_pages_of_a_flood_take_few_queries():
    pour([said(TEXT)] * 60 + [said(TEXT, who={"filer": "victim", "under_18": "no"})] * 60)
    browser = at_desk(cast.control_room_operator())
    of = proposed(found()[0])

    lead = browser.get("/desk/flood/").context["groups"][0]["lead"]
    for address in ("/desk/flood/", f"/desk/flood/{lead.pk}/", f"/desk/flood/clearings/{of.pk}/"):
        with at_most(MOST):
            assert browser.get(address).status_code == 200


def test_the_flood_page_is_one_entry_with_its_counts_and_no_words():
    pour([said(TEXT, blames="John Brown")] * 5)

    at_desk(cast.control_room_operator()).get("/desk/flood/")

    entry = Entry.objects.get(act="flood")
    assert (entry.action, entry.detail) == ("consultation", {"days": 1, "count": 5, "groups": 1})


def test_nothing_typed_of_a_flood_is_lost_to_the_question_whom_one_knows():
    pour([said(TEXT)] * 5)
    typed = {"not_report_reason": "spam", "reasons": "All of one sender."}
    browser = at_desk(cast.control_room_operator())

    asked = browser.post(browser.get("/desk/flood/").context["groups"][0]["address"], typed)
    answered = browser.post(f"/desk/flood/{found()[0].lead.case.pk}/", asked.context["typed"] | {"declared": "no"})
    undoing = f"/desk/flood/clearings/{confirmed(proposed(found()[0])).pk}/"
    sergeant = at_desk(cast.control_room_sergeant())
    asked_too = sergeant.post(undoing, {"decision": "undo", "why": "They were real."})
    answered_too = sergeant.post(undoing, asked_too.context["typed"] | {"declared": "no"})

    assert (asked.status_code, asked.context["typed"]) == (409, typed)
    assert 'name="reasons" value="All of one sender."' in asked.content.decode()
    assert "All of one sender.</textarea>" in answered.content.decode()
    assert 'value="spam" checked' in answered.content.decode()
    assert 'name="why" value="They were real."' in asked_too.content.decode()
    assert "They were real.</textarea>" in answered_too.content.decode()

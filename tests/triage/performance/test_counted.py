"""How a force is doing: what each measure counts."""

import datetime as dt

import pytest

from hatereport import clock
from incidents.models import Classification
from tests import cast
from tests.triage import chain
from tests.triage.chain import does
from tests.triage.performance.measuring import DAY, days, figures, rows
from triage.clocks import sweeping
from triage.models import Case, SecondLook
from triage.performance.figures import Share

pytestmark = pytest.mark.django_db


def test_work_grows_old_at_its_stage():
    for ago in (0, 3, 40):
        with clock.at(clock.now() - ago * DAY):
            chain.report_received(**(chain.ELSEWHERE if ago else {}))

    opened, oldest, median, *spread = rows("stages")["Control room (crime)"]

    assert (opened, oldest.days, median.days) == (3, 40, 3)
    assert spread == [1, 1, 0, 1]


def test_silence_is_counted_and_the_longest_named_first():
    with clock.at(clock.now() - 60 * DAY):
        old = chain.report_received()
    new = chain.report_received(**chain.ELSEWHERE)

    assert [row[1] for row in figures("silence").rows] == [1, 0, 0, 1]
    assert [str(row[0]) for row in figures("longest_silence").rows] == [old.reference, new.reference]


def test_deadlines_are_met_and_missed_with_their_numbers():
    chain.crime_in("under_investigation")
    late = chain.report_received(**chain.ELSEWHERE)
    with clock.at(late.clocks.get(kind="attendance").due_at):
        sweeping.sweep()

        found = rows("clocks")

    stage, met, missed, share = found["Attendance"]
    assert (stage, met, missed, share) == ("Officer sent", 1, 1, Share(1, 2))


def test_the_first_word_and_who_was_here_before():
    chain.report_received()
    with clock.at(clock.now() - DAY):
        spoken = chain.incident_in("local_focus", when={"repeat": "many"})
    reached = {"contact_channel": "return_page", "contact_result": "reached", "contact_words": "Talked."}
    does(cast.local_focus_sergeant(), "take", spoken)
    does(cast.local_focus_sergeant(), "record_contact_attempt", spoken, **reached)
    since = (clock.now() - 3 * DAY).date().isoformat()

    found = rows("contact", said=days(since, clock.today().isoformat()))

    assert found["Reports that began a case"][0] == 2
    assert found["Spoken with or reached"][0] == Share(1, 2)
    assert found["Spoken with or reached"][1] >= DAY
    assert found["Say that it happened before"][0] == Share(1, 2)


def test_weeks_are_all_there_even_empty_ones():
    chain.report_received()
    today = clock.today()

    found = figures("weeks", said=days((today - 20 * DAY).isoformat(), today.isoformat())).rows

    assert len(found) in (3, 4)
    assert sum(row[1] for row in found) == 1
    assert found[-1][1] == 1


def test_what_an_inspector_gives_back_is_a_share_of_all_her_decisions():
    case = chain.crime_in("nfa_final_review")
    inspector = cast.hate_crime_inspector()
    back = {"directions": "Ask the shop for its film.", "direction_due": "24", "reasons": "Not asked."}
    does(inspector, "return_for_investigation", case, **back)
    chain.crime_in("victim_to_be_told", **chain.ELSEWHERE)

    decisions, returned, half, most = rows("reviews")["Hate crime inspector's final review"]

    assert (decisions, returned) == (2, Share(1, 2))
    assert half <= most < DAY


def test_outcomes_stand_under_each_strand_and_are_never_added_up():
    chain.crime_in("victim_to_be_told", why={"strands": ["race", "religion"], "reason": "The words."})
    Case.objects.update(strands=["race", "religion"])

    found = figures("outcomes")

    assert [(row[1], row[2]) for row in found.rows] == [(1, 0), (1, 0)]
    assert "18" in str(found.rows[0][3])
    assert "must not be added up" in found.note


def test_a_crime_is_counted_on_the_day_it_was_recorded():
    case = chain.crime_in("under_investigation")
    case.offences.update(recorded_on=dt.date(2020, 5, 5))

    assert figures("outcomes").rows == []
    assert figures("outcomes", said=days("2020-05-01", "2020-05-31")).rows


def test_where_people_overrule_the_rules_is_kept_by_strand_and_language():
    case = chain.report_received(**chain.NO_CRIME)
    assert Classification.objects.get(report=case.report, source="rule").kind == "hate_incident"
    sending = {**chain.dispatching(cast.officer(), cast.supervising_sergeant()), "road": "dispatch"}
    does(cast.control_room_sergeant(), "assess_as_crime", case, **sending)

    found = rows("overrides")

    assert found["Language: English"][:2] == (1, Share(1, 1))
    assert found["Language: English"][2] == Share(0, 1)


def test_second_readings_say_how_many_agree():
    looks = []
    for sections in ({}, chain.ELSEWHERE):
        case = chain.crime_in("victim_to_be_told", **sections)
        move = case.moves.get(act="uphold_nfa")
        drawn = {"kind": "nfa", "case": case, "first_by": move.actor, "asked_at": clock.now()}
        looks.append(SecondLook.objects.get_or_create(move=move, defaults=drawn)[0])
    look = looks[0]
    look.reader, look.read_at, look.agrees = cast.hate_crime_inspector(2), clock.now(), False
    look.save()

    (row,) = figures("second_looks").rows

    assert row[1:] == (1, Share(0, 1), 1)


def test_people_stand_in_the_order_of_their_names():
    for number, sections in ((2, {}), (1, chain.ELSEWHERE)):
        case = chain.report_received(**sections)
        does(cast.control_room_sergeant(number), "take", case)
        if number == 2:
            chain.report_received(**chain.NO_CRIME)

    found = figures("people")
    names = [row[0] for row in found.rows]

    assert names == sorted(names)
    assert len(names) == 2
    assert found.head == ("Holder", "Team", "Open now")
    assert "nobody is judged by it" in found.note


def test_teams_have_what_is_open_came_and_ended():
    chain.crime_in("closed")
    chain.report_received(**chain.ELSEWHERE)

    found = rows("teams")

    assert sum(row[0] for row in found.values()) == 1
    assert sum(row[1] for row in found.values()) == 2
    assert sum(row[2] for row in found.values()) == 1

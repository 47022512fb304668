"""Reports of one text are one group, and whatever may be real stands out of it."""

import pytest

from tests import cast
from tests.files_of_the_cast import evidence_of
from tests.triage.chain import does
from tests.triage.desk_browser import at_desk
from tests.triage.flooding import pour, real, said
from tests.triage.floods.by_two import REAL, TEXT, found, wrote
from triage.floods import reading, standing_out

pytestmark = pytest.mark.django_db


def test_a_flood_that_names_its_postcode_does_not_make_itself_stand_out() -> None:
    for _ in range(6):
        real(TEXT, where={"place_type": "street", "postcode": "CA1 1AA"})

    (group,) = found()

    assert {flag for one in group.alike for flag in one.case.flags} == standing_out.MADE_BY_MANY
    assert (len(group.alike), len(group.standing)) == (6, 0)


def test_the_same_text_in_other_capitals_and_marks_is_one_group():
    pour([said(TEXT), said(TEXT.upper()), said(TEXT.replace(".", "!!")), said(f"  {TEXT}"), said(TEXT)])

    (group,) = found()

    assert (len(group.alike), group.standing) == (5, ())


def test_a_template_with_a_name_changed_is_one_group():
    pour(
        said(f"{TEXT} Signed {name} {number}.")
        for number, name in enumerate(("Ann", "Bob", "Cyd", "Dee", "Eve", "Fay"))
    )

    (group,) = found()

    assert len(group.alike) == 6


def test_different_texts_are_no_group():
    pour(
        said(words)
        for words in (
            "A man spat at my neighbour outside the chemist on Botchergate.",
            "Stickers with slogans on the lamp posts by the school.",
            "The barber would not cut his hair and laughed.",
            "Somebody shouted at a woman in a scarf on the bus.",
            "They pulled the ramp away when he came with his chair.",
        )
    )

    assert found() == []


def test_four_alike_are_no_group():
    pour([said(TEXT)] * 4)

    assert found() == []


def test_each_blamed_name_is_a_group_and_another_name_stands_out():
    pour([said(TEXT, blames="John Brown")] * 6 + [said(TEXT, blames="Mary Green")] * 5 + [said(TEXT, blames="Zed")])

    brown, green = found()

    assert (brown.group.target, len(brown.alike)) == ("John Brown", 6)
    assert (green.group.target, len(green.alike)) == ("Mary Green", 5)
    assert [labels for _, labels in brown.standing] == [(standing_out.ANOTHER_NAME,)]


@pytest.mark.parametrize("why", REAL)
def test_a_report_that_may_be_real_stands_out_of_its_text(why):
    pour([said(TEXT)] * 5)
    case = real(TEXT, **REAL[why])

    (group,) = found()

    assert [one.case.pk for one, _ in group.standing] == [case.pk]
    assert case.pk not in {one.case.pk for one in group.alike}


def test_who_wrote_more_added_a_file_or_came_back_stands_out():
    pour([said(TEXT)] * 5)
    more = real(f"{TEXT} He followed me home last night and is outside.")
    filed, back, begun = real(TEXT), real(TEXT), real(TEXT)
    evidence_of(filed.report)
    wrote(back)
    does(cast.control_room_sergeant(), "take", begun)

    (group,) = found()

    assert {one.case.pk for one, _ in group.standing} == {more.pk, filed.pk, back.pk, begun.pk}


def test_of_more_than_can_be_opened_at_once_the_urgent_are_on_top_and_the_page_says_so(monkeypatch):
    pour([said(TEXT)] * 6)
    urgent = real(TEXT, danger={"danger": "yes"})
    browser = at_desk(cast.control_room_operator())
    whole = browser.get("/desk/flood/")
    monkeypatch.setattr(reading, "MOST", 6)

    cut = browser.get("/desk/flood/")

    assert "No more than these are opened" not in whole.content.decode()
    assert "No more than these are opened" in cut.content.decode()
    assert [row["line"].case.pk for row in cut.context["urgent"]] == [urgent.pk]

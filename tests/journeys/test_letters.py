"""A letter of no further action: written, looked at, posted; the timeline keeps it, and the deadline has been met."""

from tests import cast
from tests.journeys.stage import Stage
from tests.triage import chain

MEERA = {
    "contact": "yes",
    "name": "Meera Shah",
    "phone": "07700 900377",
    "channels": ["call", "letter", "return_page"],
    "address": "12 Mill Lane, Carlisle, CA1 1AA",
}
WORDS = "We asked for the film of the bakery and spoke with two people. Nobody could say who it was."


def test_the_officer_looks_at_the_letter_before_it_is_in_the_post(stage: Stage) -> None:
    what = {"words": "They spat at me by the bakery and pushed me.", "kinds": ["hit"]}
    where = {"place_type": "street", "postcode": "CA1"}  # no other report of the house is from there
    case = chain.crime_in("victim_to_be_told", code="15", contact=MEERA, what=what, where=where)
    jack = stage.officer(cast.officer)

    jack.opens(case.reference)
    jack.begins("Tell the victim")
    telling = chain.telling() | {"reasons": WORDS, "contact_channel": "letter", "review_told": "posted"}
    jack.sends("Tell the victim", **telling)
    jack.sees("Nothing has been sent or kept yet.")
    jack.sees("Dear Meera Shah")

    jack.page.get_by_role("button", name="Change it").click()
    assert jack.page.input_value("textarea[name=reasons]") == WORDS
    jack.page.locator("form.act").get_by_role("button", name="Tell the victim", exact=True).click()

    jack.page.emulate_media(media="print")
    on_paper = jack.page.inner_text("body")
    assert "OFFICIAL" not in on_paper
    assert case.reference not in on_paper
    assert on_paper.split("\n")[0] == "Report and support"
    assert WORDS in on_paper
    assert "You can ask us to look again" in on_paper
    jack.page.emulate_media(media="screen")

    jack.page.get_by_role("button", name="It is in the post").click()
    jack.sees("Tell the victim. Done.")
    assert jack.stage() == "Closed"
    jack.page.get_by_text("Deadlines that ended").click()
    ended = jack.page.locator(".clocks li", has_text="Tell the victim")
    assert "Met" in ended.inner_text()

    jack.page.get_by_role("link", name="Read the letter").click()
    jack.sees("Handed to the post")
    jack.sees("Dear Meera Shah")

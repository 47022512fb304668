"""The rule tables of incidents, walked row by row."""

from datetime import UTC, datetime
from typing import Any

import pytest

from incidents import classification, flags, kinds, needs, places, progress, questions, safe_contact, strands
from incidents.forms import FORMS
from incidents.models import Party, Report
from incidents.models.report import Kind
from partners.signposting import SIGNPOST_RULES

TUESDAY_MORNING = datetime(2026, 11, 17, 9, 30, tzinfo=UTC)
SATURDAY_NIGHT = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)


def given(question: str, code: str) -> questions.Answers:
    """Answers with one code given to one question, as a list where the question takes several."""
    section, name = question.split(".")
    several = name in ("kinds", "who_did", "strands", "details", "bans", "applies", "near")
    return {section: {name: [code] if several else code}}


def satisfying(rule: classification.ClassificationRule) -> questions.Answers:
    """The smallest answers that make a rule fire."""
    found: questions.Answers = {}
    for condition in rule.when:
        code = sorted(condition.codes)[0]
        section = given(f"{condition.section}.{condition.question}", code)
        found.setdefault(condition.section, {}).update(section[condition.section])
    return found


@pytest.mark.parametrize("rule", classification.CLASSIFICATION_RULES, ids=lambda rule: rule.code)
def test_each_classification_rule_fires_and_says_why(rule: classification.ClassificationRule) -> None:
    proposal = classification.propose(satisfying(rule))

    assert rule.code in proposal.rules
    assert proposal.kind == Kind.HATE_CRIME
    assert str(rule.reason) in proposal.reasons
    assert rule.source
    assert rule.offence_group


def test_no_rule_calls_anything_not_a_crime() -> None:
    proposal = classification.propose({"what": {"words": "They beat me with a bat.", "kinds": ["comments"]}})

    assert proposal.kind == Kind.HATE_INCIDENT
    assert proposal.rules == (classification.UNRAISED,)
    assert "does not mean there was none" in proposal.reasons[0]


def test_words_are_never_searched() -> None:
    frightening = "Help, he has a knife, he is here now and will kill us, he hit her, blood, fire, bomb."

    answers = {"what": {"words": frightening}, "why": {"reason": frightening}}

    assert flags.raised(answers) == []
    assert classification.propose(answers).rules == (classification.UNRAISED,)


@pytest.mark.parametrize("flag", flags.FLAGS, ids=lambda flag: flag.code)
def test_each_flag_is_raised_by_each_of_its_answers(flag: flags.Flag) -> None:
    assert flag.raised_by
    assert flag.why
    for rule in flag.raised_by:
        for code in rule.codes:
            assert flag.code in flags.raised(given(f"{rule.section}.{rule.question}", code))


def test_every_code_a_rule_waits_for_can_be_answered() -> None:
    conditions = [rule for flag in flags.FLAGS for rule in flag.raised_by]
    conditions += [condition for rule in classification.CLASSIFICATION_RULES for condition in rule.when]

    for condition in conditions:
        assert condition.codes <= answerable(condition.section, condition.question), condition


def answerable(section: str, question: str) -> set[str]:
    if (section, question) == ("why", "details"):
        return {detail.code for strand in strands.STRANDS for detail in strand.details}
    asked: Any = FORMS[section].base_fields[question]
    return {str(code) for code, _label in asked.choices}


def test_immigration_is_asked_nowhere_and_kept_nowhere() -> None:
    codes = {flag.code for flag in flags.FLAGS} | {code for code, _ in questions.APPLIES}

    assert not any("immigration" in code or "visa" in code for code in codes)
    for form in FORMS.values():
        for field in form.base_fields.values():
            assert "immigration" not in f"{field.label}".casefold()


def test_codes_are_unique_and_fit_their_columns() -> None:
    details = [detail.code for strand in strands.STRANDS for detail in strand.details]
    for codes in (
        [kind.code for kind in kinds.KINDS],
        [place.code for place in places.PLACE_TYPES],
        [strand.code for strand in strands.STRANDS],
        details,
        [flag.code for flag in flags.FLAGS],
        [sentence.code for sentence in progress.SENTENCES],
    ):
        assert len(set(codes)) == len(codes)
        assert all(len(code) <= 40 for code in codes)
    assert {channel.code for channel in safe_contact.CHANNELS} | {"police"} > set()
    assert len(Report.Filer.values) == 6


def test_every_need_leads_to_a_signpost_or_to_officers() -> None:
    asked_for = {need for rule in SIGNPOST_RULES for need in rule.needs | rule.unless_needs}
    for_officers_or_directory = {"railway", "school", "safeguarding"}

    assert {rule.need for rule in needs.NEED_RULES} <= asked_for | for_officers_or_directory


def test_needs_are_the_same_before_and_after_sending() -> None:
    answers: questions.Answers = {
        "what": {"kinds": ["sexual", "online"]},
        "where": {"place_type": "school"},
        "why": {"details": ["learning"]},
        "communication": {"needs": ["bsl"]},
    }
    report = Report(
        kinds=["sexual", "online"], place_type="school", strand_details=["learning"], flags=flags.raised(answers)
    )

    assert needs.of_answers(answers) == needs.of_report(report, [Party(needs=["bsl"])])
    assert needs.of_answers(answers) == {"sexual", "online", "school", "disability_learning", "deaf"}


# --- safe contact ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ban", [ban for ban in safe_contact.BANS if ban.forbids], ids=lambda ban: ban.code)
def test_each_ban_refuses_what_it_forbids_and_nothing_else(ban: safe_contact.Ban) -> None:
    for channel in ban.channels:
        party = Party(channels=[channel], bans=[ban.code], safe_times=["weekday_mornings"])
        when = SATURDAY_NIGHT if ban.forbids == "other_time" else TUESDAY_MORNING
        details = frozenset() if ban.forbids == "other_time" else frozenset({ban.forbids})

        refused = safe_contact.allowed(party, channel, when, details=details)
        careful = safe_contact.allowed(party, channel, TUESDAY_MORNING)

        assert isinstance(refused, safe_contact.Refused)
        assert refused.code == ban.code
        assert isinstance(careful, safe_contact.Allowed)
        assert ban.order in careful.conditions


@pytest.mark.parametrize(
    "channel", [channel.code for channel in safe_contact.CHANNELS if channel.code != "return_page"]
)
def test_no_way_is_open_that_was_not_chosen(channel: str) -> None:
    refused = safe_contact.allowed(Party(channels=[]), channel, TUESDAY_MORNING)

    assert isinstance(refused, safe_contact.Refused)
    assert refused.code == "not_chosen"


def test_the_return_page_is_always_open() -> None:
    party = Party(channels=[], bans=[ban.code for ban in safe_contact.BANS], safe_times=["weekends"])

    assert safe_contact.allowed(party, "return_page", TUESDAY_MORNING, blocked=frozenset({"return_page", "call"}))


def test_a_domestic_abuse_owner_can_close_a_way() -> None:
    party = Party(channels=["call"])

    assert safe_contact.allowed(party, "call", TUESDAY_MORNING)
    assert not safe_contact.allowed(party, "call", TUESDAY_MORNING, blocked=frozenset({"call"}))


def test_hours_are_those_of_the_clock_on_the_wall() -> None:
    party = Party(channels=["call"], safe_times=["weekday_mornings"])
    summer_eight = datetime(2026, 7, 14, 7, 0, tzinfo=UTC)
    rules = safe_contact.Rules.of(party)

    assert rules.is_safe_time(summer_eight)
    assert not rules.is_safe_time(summer_eight.replace(hour=11))
    assert not rules.is_safe_time(SATURDAY_NIGHT)


def test_how_to_announce_oneself_is_a_condition() -> None:
    party = Party(channels=["call"], announce="first_name")

    allowed = safe_contact.allowed(party, "call", TUESDAY_MORNING)

    assert isinstance(allowed, safe_contact.Allowed)
    assert str(safe_contact.ANNOUNCEMENTS["first_name"]) in allowed.conditions

"""The table of signposts: every row sound, every stage with support, nothing dangerous named."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partners import directory, reference
from partners.signposting import SIGNPOST_RULES, UNSAFE_TO_MEDIATE, SignpostFacts, Stage, signposts

ORGANISATIONS = {row["code"]: row for row in reference.rows("organisations")}
STRANDS = ["race", "religion", "sexual_orientation", "disability", "transgender", "age", "alternative_subculture"]


def codes(stage: str, **facts: object) -> list[str]:
    found = signposts(stage, SignpostFacts(**facts))  # type: ignore[arg-type]
    return [signpost.organisation.code for signpost in found if signpost.organisation]


@pytest.mark.parametrize("rule", SIGNPOST_RULES, ids=lambda rule: rule.code)
def test_each_rule_is_sound(rule: Any) -> None:
    assert rule.why
    assert rule.source
    assert str(rule.text)
    assert rule.stages <= frozenset(Stage)
    assert set(rule.organisations) <= set(ORGANISATIONS)
    assert len(set(rule.organisations)) == len(rule.organisations)


def test_rule_codes_are_unique() -> None:
    assert len({rule.code for rule in SIGNPOST_RULES}) == len(SIGNPOST_RULES)


def test_every_public_helper_of_a_strand_is_named_by_some_rule() -> None:
    named = {code for rule in SIGNPOST_RULES for code in rule.organisations}
    of_strands = {
        code
        for code, row in ORGANISATIONS.items()
        if row["strands"] and row["kind"] == "support" and row.get("is_public", True)
    }

    assert of_strands <= named


@pytest.mark.django_db
@pytest.mark.parametrize("stage", list(Stage))
@pytest.mark.parametrize("force", ["cumbria", "leicestershire", "kent", ""])
def test_support_is_named_at_every_stage_everywhere(stage: Stage, force: str) -> None:
    assert "victim-support" in codes(stage, force_code=force)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("facts", "named", "not_named"),
    [
        ({"strands": frozenset({"race"}), "force_code": "cumbria"}, "awaz-cumbria", "galop"),
        ({"strands": frozenset({"race"}), "force_code": "leicestershire"}, "victim-first", "awaz-cumbria"),
        ({"details": frozenset({"muslim"})}, "tell-mama", "community-security-trust"),
        ({"details": frozenset({"jewish"})}, "community-security-trust", "tell-mama"),
        ({"details": frozenset({"gypsy_roma_traveller"})}, "gate-herts", "tell-mama"),
        ({"strands": frozenset({"sexual_orientation"}), "force_code": "cumbria"}, "outreach-cumbria", "scope"),
        ({"strands": frozenset({"transgender"}), "needs": frozenset({"under_18"})}, "mermaids", "scope"),
        ({"strands": frozenset({"transgender"})}, "galop", "mermaids"),
        ({"strands": frozenset({"alternative_subculture"})}, "sophie-lancaster-foundation", "galop"),
        ({"needs": frozenset({"suicidal"})}, "samaritans", "childline"),
        ({"needs": frozenset({"sexual"})}, "sexual-assault-referral-centre", "refuge"),
        ({"needs": frozenset({"stalking"})}, "suzy-lamplugh-trust", "refuge"),
        (
            {"needs": frozenset({"neighbour"}), "force_code": "cumbria", "area_code": "eden"},
            "westmorland-and-furness-council",
            "cumberland-council",
        ),
        (
            {"strands": frozenset({"disability"}), "force_code": "cumbria", "area_code": "barrow"},
            "cumbria-disability-network",
            "dace",
        ),
    ],
)
def test_help_fits_the_person(facts: dict, named: str, not_named: str) -> None:
    found = codes(Stage.FIRST_CONTACT, **facts)

    assert named in found
    assert not_named not in found


@pytest.mark.django_db
def test_the_anonymous_are_told_of_other_ways() -> None:
    found = codes(Stage.ON_CONFIRMATION, force_code="leicestershire", anonymous=True)

    assert {"true-vision", "stamp-it-out", "stop-hate-uk", "crimestoppers"} <= set(found)
    assert "stop-hate-uk" not in codes(Stage.ON_CONFIRMATION, force_code="cumbria", anonymous=True)


@pytest.mark.django_db
@pytest.mark.parametrize("need", sorted(UNSAFE_TO_MEDIATE))
@pytest.mark.parametrize("stage", list(Stage))
def test_nobody_in_danger_is_offered_to_meet_who_did_it(stage: Stage, need: str) -> None:
    assert "remedi" not in codes(stage, force_code="cumbria", needs=frozenset({need}))


@pytest.mark.django_db
def test_an_end_without_charge_names_the_ways_on() -> None:
    rules = {signpost.rule for signpost in signposts(Stage.NFA_NOTICE, SignpostFacts(force_code="cumbria"))}

    assert {"support", "right_to_review", "restorative_justice", "civil_options", "complaint", "again"} <= rules


@pytest.mark.django_db
def test_life_comes_first() -> None:
    facts = SignpostFacts("cumbria", strands=frozenset(STRANDS), needs=frozenset({"suicidal", "under_18"}))

    assert signposts(Stage.ON_CONFIRMATION, facts)[0].rule == "suicidal"


@pytest.mark.django_db
def test_signposts_cost_one_query(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        signposts(Stage.FIRST_CONTACT, SignpostFacts("cumbria", "carlisle", frozenset(STRANDS)))


def test_a_stage_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="nowhere"):
        signposts("nowhere", SignpostFacts())


@pytest.mark.django_db
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(
    stage=st.sampled_from(list(Stage)),
    force=st.sampled_from(["", "cumbria", "leicestershire", "kent"]),
    strands=st.frozensets(st.sampled_from(STRANDS)),
    needs=st.frozensets(st.sampled_from([need.code for need in directory.NEEDS])),
    anonymous=st.booleans(),
)
def test_each_organisation_is_named_once_and_works_there(
    stage: Stage, force: str, strands: frozenset[str], needs: frozenset[str], anonymous: bool
) -> None:
    found = signposts(stage, SignpostFacts(force, "", strands, needs, anonymous))
    named = [signpost.organisation.code for signpost in found if signpost.organisation]

    assert len(set(named)) == len(named)
    assert all(not ORGANISATIONS[code]["forces"] or force in ORGANISATIONS[code]["forces"] for code in named)

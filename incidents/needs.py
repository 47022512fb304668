"""What a person may need help with, by which partners.signposting chooses: read from the codes of a report.

Needs are never stored; they are worked out whenever help is chosen, so that a changed rule reaches old reports too.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from incidents import flags
from incidents.models import Party, Report
from incidents.questions import Answers


@dataclass(frozen=True)
class NeedRule:
    """A code of one facet (flag, kind, detail, communication need) and the need it stands for."""

    facet: str
    code: str
    need: str


NEED_RULES: tuple[NeedRule, ...] = (
    NeedRule("flag", "under_18", "under_18"),
    NeedRule("flag", "suicidal", "suicidal"),
    NeedRule("flag", "domestic", "domestic"),
    NeedRule("flag", "sexual", "sexual"),
    NeedRule("flag", "mate_crime", "mate_crime"),
    NeedRule("flag", "railway", "railway"),
    NeedRule("flag", "school", "school"),
    NeedRule("flag", "vulnerable", "safeguarding"),
    NeedRule("kind", "followed", "stalking"),
    NeedRule("kind", "refused", "discrimination"),
    NeedRule("kind", "noise", "neighbour"),
    NeedRule("kind", "rubbish", "neighbour"),
    NeedRule("kind", "online", "online"),
    NeedRule("place", "online", "online"),
    NeedRule("detail", "learning", "disability_learning"),
    NeedRule("detail", "deaf", "deaf"),
    NeedRule("detail", "autism", "autism"),
    NeedRule("communication", "bsl", "deaf"),
    NeedRule("communication", "sign_supported_english", "deaf"),
    NeedRule("communication", "lip_speaker", "deaf"),
    NeedRule("communication", "easy_read", "disability_learning"),
)


def of_report(report: Report, parties: Iterable[Party] = ()) -> frozenset[str]:
    """The needs of a report and the people in it."""
    return _needs(
        {
            "flag": set(report.flags),
            "kind": set(report.kinds),
            "place": {report.place_type},
            "detail": set(report.strand_details),
            "communication": {need for party in parties for need in party.needs},
        }
    )


def of_answers(answers: Answers) -> frozenset[str]:
    """The needs of a report that is still being written."""
    return _needs(
        {
            "flag": set(flags.raised(answers)),
            "kind": set(answers.get("what", {}).get("kinds", ())),
            "place": {answers.get("where", {}).get("place_type", "")},
            "detail": set(answers.get("why", {}).get("details", ())),
            "communication": set(answers.get("communication", {}).get("needs", ())),
        }
    )


def _needs(held: dict[str, set[str]]) -> frozenset[str]:
    return frozenset(rule.need for rule in NEED_RULES if rule.code in held[rule.facet])

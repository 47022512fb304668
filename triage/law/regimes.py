"""Which rules a force follows for reports that are no crime, on a day: what may be kept of the person blamed, and how long.

Sources: domain.md 4.1; Non-crime hate incidents: Code of Practice (2023), paragraphs 21 to 25; the review of March 2026. No
row is verified. A force signs one with a day (partners' NonCrimeRegime); without a signed row nothing is kept of anybody.
"""

import datetime as dt
from dataclasses import dataclass

from django.utils.timezone import localtime

from partners.models import NonCrimeRegime
from triage.fields import Choice
from triage.situation import Situation


@dataclass(frozen=True)
class Regime:
    """`threshold`: what must be so for details to be kept, as an answer to "May they be kept?"; empty where they may not.

    `undecided` and `after_closing`: how long details stay that nobody decided on, or that were kept, unless held.
    """

    code: str
    label: str
    keeps: str
    threshold: str
    source: str
    undecided: dt.timedelta = dt.timedelta(days=28)
    after_closing: dt.timedelta = dt.timedelta(days=28)
    verified: bool = False


REGIMES: tuple[Regime, ...] = (
    Regime(
        "nchi_code_2023",
        "Code of practice of 2023",
        "A non-crime record, with details of the person blamed only above the threshold.",
        "Real risk of significant harm to people with the characteristic, or of a crime against them",
        "Non-crime hate incidents: Code of Practice (2023), paragraphs 21 to 25",
    ),
    Regime(
        "asb_intel_2026",
        "Review of 2026",
        "No hate incident record: a serious case as anti-social behaviour or as intelligence, all else is signposted.",
        "Serious enough to be recorded as anti-social behaviour or as intelligence",
        "Review of March 2026; its terms are in motion",
    ),
    Regime(
        "local",
        "Local policy",
        "What the force's own signed policy says.",
        "The threshold of the force's signed policy is met",
        "Local policy of the force",
    ),
)
#: Nothing was signed for the day.
UNSIGNED = Regime(
    "", "No rules signed", "Nothing of the person blamed.", "", "practice.md 19: no go-live without a signed row"
)
_BY_CODE = {regime.code: regime for regime in REGIMES}
NO, NONE_HELD = ("remove", "No: remove them"), ("none_held", "None are held")


def regime_for(force_id: str, on: dt.date) -> Regime:
    """The rules a force has signed for a day. One query."""
    row = NonCrimeRegime.objects.filter(force_id=force_id, valid_from__lte=on).order_by("-valid_from").first()
    return _BY_CODE[row.regime] if row else UNSIGNED


def answers(ctx: Situation) -> list[Choice]:
    """The answers to the threshold question by the rules of the force today."""
    rules = regime_for(ctx.case.force_id, localtime(ctx.now).date())
    keep = [("keep", f"Yes: {rules.threshold[0].lower()}{rules.threshold[1:]}")] if rules.threshold else []
    return [NO, *keep, NONE_HELD]

"""Letters of a case: which may be written where, what they say, and how they leave in an act.

The kinds and templates are incidents/letters/'s; here the workflow decides. `rules.py` is the table, `composing.py`
makes the letter of an act, which is shown first and sent by effects/letters.py.
"""

from triage.letters.composing import (
    compose,
    compose_telling,
    counts_as_told,
    fits,
    review_is_open,
    telling_fits,
    way_of_telling,
)
from triage.letters.rules import RULE_OF, RULES, LetterRule, choices

__all__ = [
    "RULES",
    "RULE_OF",
    "LetterRule",
    "choices",
    "compose",
    "compose_telling",
    "counts_as_told",
    "fits",
    "review_is_open",
    "telling_fits",
    "way_of_telling",
]

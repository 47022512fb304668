"""The kinds of letter, and the variables a template may use: these and no others, each always given.

What a letter owes a victim follows the Victims' Code of 2021 (domain.md 3.3): what happened, what happens next and by
when, who to ask for, support, how to complain, and the right to review where there is one.
"""

from dataclasses import dataclass

CODE = "Victims' Code (2021)"


@dataclass(frozen=True)
class LetterKind:
    code: str
    #: As officers choose it.
    label: str
    #: When it is written.
    when: str
    source: str
    #: Variables of this kind beside those of EVERY_LETTER.
    variables: frozenset[str] = frozenset()
    #: It carries words of the officer; without them it would say nothing.
    needs_words: bool = False


#: What every letter may use. `words` of any kind are an officer's; nothing here is from the report itself.
EVERY_LETTER = frozenset(
    (
        "name",  # of the person; "" on the return page and for the anonymous
        "reference",
        "made_on",
        "ask_for",  # the role that answers for the report now
        "by_post",
        "holds_code",  # whether they can come back with a code
        "support",  # (name, phone) of lines anybody may ring
        "complaints_phone",  # "" where the force has not said
        "complaints_url",
    )
)
#: The officer's words, and whether they are in English in a letter that is not.
_WORDS = frozenset(("words", "words_in_english"))

KINDS: tuple[LetterKind, ...] = (
    LetterKind(
        "received",
        "We have your report",
        "To acknowledge a report in writing, where its page has not done so.",
        f"{CODE}, right 3",
        frozenset(("is_crime", "crime_reference")),
    ),
    LetterKind(
        "progress",
        "News of the work",
        "When something has happened, or every 28 days.",
        f"{CODE}, right 6",
        frozenset(("happened", "then", "then_by", "is_crime")) | _WORDS,
        needs_words=True,
    ),
    LetterKind(
        "contact_attempt",
        "We tried to reach you",
        "When somebody could not be reached in another way.",
        f"{CODE}, right 6",
    ),
    LetterKind(
        "no_further_action",
        "No further action, with reasons",
        "When an investigation ends without a charge.",
        f"{CODE}, rights 6 and 9; Victims' right to review",
        frozenset(("can_review", "review_by")) | _WORDS,
        needs_words=True,
    ),
    LetterKind(
        "closed",
        "How it ended",
        "When the work has ended in another way: checked and closed, a caution, a court's decision.",
        # Beside a charge or a caution another offence may have ended without one: that decision can be reviewed.
        f"{CODE}, rights 6 and 9; Victims' right to review",
        frozenset(("can_review", "review_by")) | _WORDS,
        needs_words=True,
    ),
    LetterKind(
        "court_date",
        "A date at court",
        "When a hearing is fixed or moved.",
        f"{CODE}, right 8",
        frozenset(("hearing_on",)) | _WORDS,
        needs_words=True,
    ),
    LetterKind(
        "review_acknowledged",
        "We have your request for a review",
        "When a victim asks for a decision to be looked at again.",
        "Victims' right to review",
        frozenset(("decide_by",)),
    ),
    LetterKind(
        "review_decided",
        "The review is decided",
        "When the review is over.",
        "Victims' right to review",
        frozenset(("stands",)) | _WORDS,
        needs_words=True,
    ),
)
KIND_OF = {kind.code: kind for kind in KINDS}


def variables(code: str) -> frozenset[str]:
    """Everything a template of this kind may use."""
    return EVERY_LETTER | KIND_OF[code].variables

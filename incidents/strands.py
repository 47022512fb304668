"""Why it happened, as the person may say it: the five strands every force counts, and the ones some forces add.

Codes, not judgements: several may be chosen, "not sure" is an answer, and nobody later takes one away for
disagreeing. Which local strands a force counts is on partners.Force. Source: agreed definition of hate crime
(police chiefs and prosecutors, 2007); perceived religion is asked because the national return needs it.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True)
class Detail:
    """A sub-category; `code` is unique over all strands."""

    code: str
    label: Promise


@dataclass(frozen=True)
class Strand:
    code: str
    label: Promise
    hint: Promise | str
    #: Counted by every force; the others only where a force says so.
    monitored: bool
    details: tuple[Detail, ...] = ()
    #: Said to officers: why it is counted, and by whom.
    source: str = ""


MONITORED = "National definition, counted by every force of England and Wales"

STRANDS: tuple[Strand, ...] = (
    Strand(
        "race",
        _("Race, colour, nationality or ethnic group"),
        _("This includes asylum seekers, refugees, migrants, and Gypsy, Roma and Traveller people."),
        True,
        (
            Detail("asian", _("Asian")),
            Detail("black", _("Black")),
            Detail("white", _("White")),
            Detail("mixed", _("Mixed background")),
            Detail("arab", _("Arab")),
            Detail("gypsy_roma_traveller", _("Gypsy, Roma or Traveller")),
            Detail("eastern_european", _("Eastern European")),
            Detail("asylum_refugee_migrant", _("Asylum seeker, refugee or migrant")),
            Detail("jewish_race", _("Jewish, as a people")),
            Detail("accent_language", _("Accent or language")),
            Detail("race_other", _("Another group")),
        ),
        MONITORED,
    ),
    Strand(
        "religion",
        _("Religion, belief, or having no religion"),
        "",
        True,
        (
            Detail("buddhist", _("Buddhist")),
            Detail("christian", _("Christian")),
            Detail("hindu", _("Hindu")),
            Detail("jewish", _("Jewish")),
            Detail("muslim", _("Muslim")),
            Detail("sikh", _("Sikh")),
            Detail("religion_other", _("Another religion or belief")),
            Detail("no_religion", _("No religion")),
            Detail("religion_unknown", _("I do not know which they meant")),
        ),
        MONITORED,
    ),
    Strand(
        "sexual_orientation",
        _("Sexual orientation"),
        _("For example being gay, lesbian or bisexual, or being taken for it."),
        True,
        (
            Detail("gay", _("Gay")),
            Detail("lesbian", _("Lesbian")),
            Detail("bisexual", _("Bisexual")),
            Detail("orientation_other", _("Another orientation")),
        ),
        MONITORED,
    ),
    Strand(
        "disability",
        _("Disability"),
        _("This includes learning disability, autism, mental health and long illness."),
        True,
        (
            Detail("physical", _("Physical disability")),
            Detail("learning", _("Learning disability")),
            Detail("autism", _("Autism or another way of thinking")),
            Detail("mental_health", _("Mental health")),
            Detail("deaf", _("Deaf or hard of hearing")),
            Detail("blind", _("Blind or partly sighted")),
            Detail("long_illness", _("Long illness")),
            Detail("mate_crime", _("Someone acted like a friend to use the person")),
        ),
        MONITORED,
    ),
    Strand(
        "transgender",
        _("Being transgender, or gender identity"),
        "",
        True,
        (
            Detail("trans_woman", _("Trans woman")),
            Detail("trans_man", _("Trans man")),
            Detail("non_binary", _("Non-binary")),
            Detail("gender_expression", _("How the person looks or dresses")),
        ),
        MONITORED,
    ),
    Strand("age", pgettext_lazy("a reason to be targeted", "Age"), "", False, source="Counted by Cumbria"),
    Strand(
        "alternative_subculture",
        _("Alternative way of life or dress"),
        _("For example goths, punks or metalheads."),
        False,
        source="Counted by Leicestershire",
    ),
    Strand(
        "individual_characteristics",
        _("Lifestyle, dress, looks or culture"),
        "",
        False,
        source="Counted in Northamptonshire",
    ),
    Strand("gender", _("Being a woman, a girl, a man or a boy"), "", False, source="Counted in Northamptonshire"),
    Strand(
        "other_difference",
        _("Something else that makes the person different"),
        "",
        False,
        source="Counted by Leicestershire",
    ),
)

#: The answer of somebody who felt it and cannot name it. Kept as given; never counted as a strand.
NOT_SURE = "not_sure"

BY_CODE = {strand.code: strand for strand in STRANDS}
MONITORED_STRANDS = tuple(strand for strand in STRANDS if strand.monitored)


def offered(local_strands: list[str] | tuple[str, ...]) -> tuple[Strand, ...]:
    """What to ask in one force: the five, then its own in the order of the table."""
    return tuple(strand for strand in STRANDS if strand.monitored or strand.code in local_strands)

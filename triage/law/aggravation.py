"""Aggravated forms of an offence: which law has one, for which strands, on which day.

Sources: domain.md 2.2, Crime and Disorder Act 1998 s.28 to 32. No row is verified; an officer settles the offence and a
prosecutor charges it. Where no row holds, hostility still raises the sentence and is said in open court (Sentencing Act
2020 s.66): for every strand, and with no form of its own. A row without a day is not in force and is never offered: the
release that knows the commencement day dates it here.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

UPLIFT = (
    "No aggravated form is in force for this offence, strand and day. The court can raise the sentence for hostility."
)
UPLIFT_LAW = "Sentencing Act 2020 s.66"


@dataclass(frozen=True)
class AggravatedProvision:
    """`in_force_from` None: on the statute book or expected there, and in force for nobody yet."""

    law: str
    offences: tuple[str, ...]
    strands: tuple[str, ...]
    in_force_from: dt.date | None
    source: str
    in_force_to: dt.date | None = None
    verified: bool = False

    def covers(self, offence: str, strands: Iterable[str], on: dt.date) -> bool:
        if offence not in self.offences or self.in_force_from is None or on < self.in_force_from:
            return False
        return (self.in_force_to is None or on <= self.in_force_to) and not set(strands).isdisjoint(self.strands)


_ASSAULTS = ("common_assault", "actual_bodily_harm", "wounding")
_PUBLIC_ORDER = ("fear_of_violence", "intentional_harassment", "harassment_alarm_distress")
_HARASSMENT, _STALKING = ("harassment", "harassment_fear"), ("stalking", "stalking_fear")
_RACE, _RELIGION = ("race",), ("religion",)
#: The Act for race; the Anti-terrorism, Crime and Security Act 2001 s.39 for religion.
_1998, _2001 = dt.date(1998, 9, 30), dt.date(2001, 12, 14)
_CDA = "Crime and Disorder Act 1998"
_UNVERIFIED = "domain.md 2.2; days from general knowledge, unverified"

PROVISIONS: tuple[AggravatedProvision, ...] = (
    *(
        AggravatedProvision(f"{_CDA} {section}", offences, strands, day, _UNVERIFIED)
        for section, offences in (
            ("s.29", _ASSAULTS),
            ("s.30", ("criminal_damage",)),
            ("s.31", _PUBLIC_ORDER),
            ("s.32", _HARASSMENT),
        )
        for strands, day in ((_RACE, _1998), (_RELIGION, _2001))
    ),
    AggravatedProvision(f"{_CDA} s.32", _STALKING, (*_RACE, *_RELIGION), dt.date(2012, 11, 25), _UNVERIFIED),
    AggravatedProvision(f"{_CDA} s.29", ("strangulation",), (*_RACE, *_RELIGION), dt.date(2022, 6, 7), _UNVERIFIED),
    AggravatedProvision(
        "Crime and Policing Act 2026 (extension to all five strands)",
        (*_ASSAULTS, "strangulation", "criminal_damage", *_PUBLIC_ORDER, *_HARASSMENT, *_STALKING),
        ("sexual_orientation", "disability", "transgender"),
        None,
        "Commencement is not confirmed: never offered until it is dated",
    ),
)


def provision_for(offence: str, strands: Iterable[str], on: dt.date) -> AggravatedProvision | None:
    """The law that gives this offence an aggravated form for one of these strands on that day."""
    strands = list(strands)
    return next((row for row in PROVISIONS if row.covers(offence, strands, on)), None)


def said(offence: str, strands: Iterable[str], on: dt.date) -> str:
    """What an officer reads beside an offence: the form and its law, or that there is none."""
    found = provision_for(offence, strands, on)
    return f"Aggravated form: {found.law} (unverified)." if found else f"{UPLIFT} {UPLIFT_LAW}."

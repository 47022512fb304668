"""Incident or crime: what the coded answers propose, and why. A person settles it (triage).

Rules may only raise a report to "this may be a crime"; none of them says that something is not one, and none
reads words. What no rule raises stays a hate incident until a sergeant has read it. Law columns are pointers
for the officer; they are unverified where they say so.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from incidents.flags import Answered, Answers, answered
from incidents.models.report import Kind


@dataclass(frozen=True)
class ClassificationRule:
    code: str
    #: All of these must hold.
    when: tuple[Answered, ...]
    #: Said to the sergeant (after choosing), as a whole sentence.
    reason: Promise
    offence_group: str
    source: str


UNVERIFIED = "(unverified)"

CLASSIFICATION_RULES: tuple[ClassificationRule, ...] = (
    ClassificationRule(
        "injury",
        (answered("what.kinds", "injured"),),
        _("Somebody was injured: this may be an assault with injury."),
        "Violence with injury",
        f"Offences against the Person Act 1861 s.20, s.47 {UNVERIFIED}",
    ),
    ClassificationRule(
        "hurt_later",
        (answered("harm.hurt", "yes"),),
        _("The person says somebody was hurt: this may be an assault with injury."),
        "Violence with injury",
        f"Offences against the Person Act 1861 s.20, s.47 {UNVERIFIED}",
    ),
    ClassificationRule(
        "assault",
        (answered("what.kinds", "hit"),),
        _("Hitting, kicking, pushing and spitting may be common assault."),
        "Violence without injury",
        f"Criminal Justice Act 1988 s.39 {UNVERIFIED}",
    ),
    ClassificationRule(
        "weapon",
        (answered("what.kinds", "weapon"),),
        _("A weapon was used or shown."),
        "Possession of weapons",
        f"Prevention of Crime Act 1953 s.1 {UNVERIFIED}",
    ),
    ClassificationRule(
        "threats",
        (answered("what.kinds", "threatened"),),
        _("Threats may be a public order offence, or a threat to kill."),
        "Public fear, alarm or distress",
        f"Public Order Act 1986 s.4, s.4A; Offences against the Person Act 1861 s.16 {UNVERIFIED}",
    ),
    ClassificationRule(
        "abuse",
        (answered("what.kinds", "called_names"),),
        _("Abuse that may alarm or distress may be a public order offence."),
        "Public fear, alarm or distress",
        f"Public Order Act 1986 s.4A, s.5 {UNVERIFIED}",
    ),
    ClassificationRule(
        "harassment",
        (answered("what.kinds", "followed"),),
        _("Being followed or bothered again and again may be stalking or harassment."),
        "Stalking and harassment",
        f"Protection from Harassment Act 1997 s.2, s.2A, s.4 {UNVERIFIED}",
    ),
    ClassificationRule(
        "course_of_conduct",
        (answered("when.repeat", "once", "many"), answered("when.same_people", "yes")),
        _("It happened at least twice, by the same people: this may be a course of conduct."),
        "Stalking and harassment",
        f"Protection from Harassment Act 1997 s.7(3) {UNVERIFIED}",
    ),
    ClassificationRule(
        "messages",
        (answered("what.kinds", "nasty_messages"),),
        _("Letters, calls and messages may be malicious communications."),
        "Stalking and harassment",
        f"Malicious Communications Act 1988 s.1; Communications Act 2003 s.127 {UNVERIFIED}",
    ),
    ClassificationRule(
        "online",
        (answered("what.kinds", "online"),),
        _("Something online may be a communications offence, or stirring up hatred."),
        "Stalking and harassment",
        f"Online Safety Act 2023 s.181; Public Order Act 1986 Parts 3 and 3A {UNVERIFIED}",
    ),
    ClassificationRule(
        "damage",
        (answered("what.kinds", "damage"),),
        _("Damage and graffiti may be criminal damage."),
        "Criminal damage",
        f"Criminal Damage Act 1971 s.1(1) {UNVERIFIED}",
    ),
    ClassificationRule(
        "damage_later",
        (answered("harm.damage", "yes"),),
        _("The person says something was damaged: this may be criminal damage."),
        "Criminal damage",
        f"Criminal Damage Act 1971 s.1(1) {UNVERIFIED}",
    ),
    ClassificationRule(
        "fire",
        (answered("what.kinds", "fire"),),
        _("Setting a fire may be arson."),
        "Arson",
        f"Criminal Damage Act 1971 s.1(3) {UNVERIFIED}",
    ),
    ClassificationRule(
        "rubbish",
        (answered("what.kinds", "rubbish"),),
        _("Dirt or things through a letterbox may be damage or harassment."),
        "Criminal damage",
        f"Criminal Damage Act 1971 s.1(1); Protection from Harassment Act 1997 {UNVERIFIED}",
    ),
    ClassificationRule(
        "theft", (answered("what.kinds", "theft"),), _("Something was stolen."), "Theft", f"Theft Act 1968 {UNVERIFIED}"
    ),
    ClassificationRule(
        "mate_crime",
        (answered("what.kinds", "used_for_money"),),
        _("Being used for money by a false friend may be theft or fraud."),
        "Theft",
        f"Theft Act 1968; Fraud Act 2006 {UNVERIFIED}",
    ),
    ClassificationRule(
        "sexual",
        (answered("what.kinds", "sexual"),),
        _("This may be a sexual offence. The specialist team takes it."),
        "Other sexual offences",
        f"Sexual Offences Act 2003 {UNVERIFIED}",
    ),
    ClassificationRule(
        "controlled",
        (answered("what.kinds", "controlled"),),
        _("Control or fear at the hands of someone close may be an offence."),
        "Violence without injury",
        f"Serious Crime Act 2015 s.76 {UNVERIFIED}",
    ),
    ClassificationRule(
        "terrorism",
        (answered("what.kinds", "terrorism"),),
        _("Signs of terrorism: the duty inspector is told."),
        "Other offences against the state or public order",
        f"Terrorism Act 2000 {UNVERIFIED}",
    ),
)

#: Fires when no other rule does: the careful sentence for "nothing was raised".
UNRAISED = "unraised"
UNRAISED_REASON = _("No ticked answer points to a crime. That does not mean there was none: read the words.")

BY_CODE = {rule.code: rule for rule in CLASSIFICATION_RULES}


@dataclass(frozen=True)
class Proposal:
    kind: Kind
    strands: tuple[str, ...]
    rules: tuple[str, ...]

    @property
    def reasons(self) -> list[str]:
        """Whole sentences in the language now active."""
        return [str(reason_of(code)) for code in self.rules]


def propose(answers: Answers) -> Proposal:
    """What the answers propose. Every rule that fires is kept; one is enough for "may be a crime"."""
    fired = tuple(rule.code for rule in CLASSIFICATION_RULES if all(holds(answers) for holds in rule.when))
    strands = tuple(answers.get("why", {}).get("strands", ()))
    if fired:
        return Proposal(Kind.HATE_CRIME, strands, fired)
    return Proposal(Kind.HATE_INCIDENT, strands, (UNRAISED,))


def reason_of(code: str) -> Promise:
    return UNRAISED_REASON if code == UNRAISED else BY_CODE[code].reason

"""What happens after sending, in plain words: the real review chain, with who does what and by when.

The steps are those of triage's workflow and the times its clocks; a test in tests/incidents compares the two. Said
as it is meant: the software proposes, a person decides, and a time is what the police aim for, not a promise.
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incidents.models.report import Kind, Report


@dataclass(frozen=True)
class NextStep:
    who: Promise
    does: Promise
    #: When it is meant to be done by, in words; "" where no clock runs.
    by: Promise | str = ""
    #: Only said if the police may make contact.
    needs_contact: bool = False
    #: Only said if they may not.
    without_contact: bool = False
    #: Only said to the one it happened to, or only to everybody else: a victim's clock is no promise to a witness.
    for_victim: bool = False
    for_others: bool = False
    #: The clocks of triage this sentence speaks of, so that a test can hold it to them.
    clocks: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """What is done and by when, in the language now active."""
        return (
            gettext("%(does)s Meant to happen: %(by)s.") % {"does": self.does, "by": self.by}
            if self.by
            else str(self.does)
        )


_DANGER = NextStep(
    _("The control room"),
    _("Sees your report first, because you said that someone is in danger."),
    _("at once"),
    clocks=("danger",),
)

#: What an answer sets in motion beside the chain (triage's special roads). Said before it.
BESIDE: dict[str, NextStep] = {
    "under_18": NextStep(
        _("People who protect children"),
        _("A child may be part of this. They decide how to keep the child safe, before anyone speaks with a parent."),
        _("within 12 hours"),
        clocks=("child",),
    ),
    "sexual": NextStep(
        _("A specialist team"),
        _("Takes care of this part. The other officers do not ask you for more about it."),
        _("within 1 hour"),
        clocks=("sexual",),
    ),
}

#: Someone who works for the police is said to have done it: the ordinary chain never sees the report.
POLICE_SUSPECT = "police_suspect"
STANDARDS: tuple[NextStep, ...] = (
    NextStep(
        _("The professional standards team"),
        _("Looks into people who work for the police. It takes over your report. Local officers cannot open it."),
        _("within 1 working day"),
        clocks=("police_suspect",),
    ),
    NextStep(
        _("Someone from that team"),
        _("Looks into it, and gets in touch with you in the way you said is safe."),
        needs_contact=True,
    ),
    NextStep(
        _("Someone from that team"),
        _("Looks into it with what you wrote. Nobody contacts you. News waits for you behind your code."),
        without_contact=True,
    ),
)

CHAIN: dict[str, tuple[NextStep, ...]] = {
    Kind.HATE_INCIDENT: (
        NextStep(
            _("A control room sergeant"),
            _(
                "Reads your report, looks at the risk, and decides whether it is an incident or a crime. "
                "The sergeant sets tasks for your local team."
            ),
            _("within 4 hours"),
            clocks=("assessment",),
        ),
        NextStep(
            _("A local sergeant"),
            _("Looks at safety and patterns, and gets in touch with you in the way you said is safe."),
            _("within 48 hours"),
            needs_contact=True,
            clocks=("first_contact",),
        ),
        NextStep(
            _("A local sergeant"),
            _("Looks at safety and patterns. Nobody contacts you. News waits for you behind your code."),
            without_contact=True,
        ),
        NextStep(
            _("The local team"),
            _("Finishes its work and, if that fits, tells partners who can help, without your name unless you agreed."),
            _("within 14 days"),
            clocks=("finalise",),
        ),
        NextStep(
            _("A local inspector"),
            _("Someone who did not do the work checks that everything was done, before anything is closed."),
            _("within 7 days after that"),
            clocks=("inspector_review",),
        ),
    ),
    Kind.HATE_CRIME: (
        NextStep(
            _("A control room sergeant"),
            _(
                "Reads your report. It may be a crime, so it is marked as a priority. The sergeant decides what it is, "
                "and who acts on it."
            ),
            _("within 1 hour"),
            clocks=("assessment",),
        ),
        NextStep(
            _("An officer, with a sergeant in charge"),
            _("Gets in touch in the way you said is safe, or comes if you said that a visit is safe."),
            _("within 60 minutes of sending, if the sergeant sends an officer"),
            needs_contact=True,
            clocks=("attendance",),
        ),
        NextStep(
            _("An officer, with a sergeant in charge"),
            _("Looks into it with what you wrote. Nobody contacts you. News waits for you behind your code."),
            without_contact=True,
        ),
        NextStep(
            _("A specialist hate crime sergeant"),
            _("Reviews the investigation."),
            _("within 24 hours"),
            clocks=("specialist_review",),
        ),
        NextStep(
            _("A specialist hate crime inspector"),
            _(
                "Checks every crime that would end without a charge or a caution, to see whether there is any way "
                "to take it to court. Nobody can close it alone."
            ),
            _("within 5 working days of being asked"),
            clocks=("nfa_review",),
        ),
        NextStep(
            _("The officer"),
            _("Tells you the result and the reasons."),
            _("within 1 working day of the decision"),
            needs_contact=True,
            for_victim=True,
            clocks=("tell_victim",),
        ),
        NextStep(
            _("The result"),
            _("It waits for you behind your code, with the reasons."),
            without_contact=True,
            for_victim=True,
        ),
        NextStep(
            _("The result"),
            _("The officer tells the person it happened to. Behind your code you read that there is a decision."),
            for_others=True,
        ),
    ),
}


@dataclass(frozen=True)
class FirstThing:
    """One sentence above the whole way: what comes first, and by when."""

    sentence: Promise
    #: As those of a step.
    clocks: tuple[str, ...]


FIRST_THING: dict[str, FirstThing] = {
    "danger": FirstThing(_("Next, the control room should see your report at once."), ("danger",)),
    POLICE_SUSPECT: FirstThing(
        _("Next, the professional standards team should take over your report within 1 working day."),
        ("police_suspect",),
    ),
    Kind.HATE_CRIME: FirstThing(
        _("Next, a control room sergeant should read your report within 1 hour."), ("assessment",)
    ),
    Kind.HATE_INCIDENT: FirstThing(
        _("Next, a control room sergeant should read your report within 4 hours."), ("assessment",)
    ),
}


def first_thing(kind: str, *, danger: bool, flags: Collection[str] = ()) -> Promise:
    """What happens first to a report like this, by when it is meant to."""
    return FIRST_THING["danger" if danger else POLICE_SUSPECT if POLICE_SUSPECT in flags else kind].sentence


def chain(
    kind: str,
    contact_choice: str,
    *,
    danger: bool,
    flags: Collection[str] = (),
    filer: str = Report.Filer.VICTIM,
) -> tuple[NextStep, ...]:
    """The steps ahead of a report that is proposed to be of this kind and raises these flags."""
    victim = filer in Report.SPEAKS_AS_VICTIM
    beside = [step for flag, step in BESIDE.items() if flag in flags]
    ahead = STANDARDS if POLICE_SUSPECT in flags else CHAIN[kind]
    contact = contact_choice in (Report.ContactChoice.YES, Report.ContactChoice.TRUSTED)
    steps = [
        step
        for step in (*beside, *ahead)
        if not (step.needs_contact and not contact) and not (step.without_contact and contact)
        if not (step.for_victim and not victim) and not (step.for_others and victim)
    ]
    return (_DANGER, *steps) if danger else tuple(steps)

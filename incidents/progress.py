"""What the reporter reads while the police work: one sentence a message id, pushed by triage.

A line holds an id, codes and dates, never words (rulings 9); the sentence is chosen in the language of whoever
reads it. Nothing here says that others reported, who did it, or where anyone will be (practice.md 4 and 9). The lines of one
report as they are read: standing.py.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hatereport import clock
from hatereport.codes import coded
from incidents import news
from incidents.models import ProgressLine, Report


class NoSuchSentence(LookupError):
    """The message id is not a row of SENTENCES."""


@dataclass(frozen=True)
class Sentence:
    code: str
    #: What has happened.
    text: Promise
    #: What happens next and who does it; "" where nothing more will come.
    then: Promise | str = ""
    #: Nothing more is being done: no deadline is shown.
    ends: bool = False
    #: What is said in place of `then` to somebody it did not happen to, without the victim's deadline; None: the same.
    others: Promise | str | None = None


SENTENCES: tuple[Sentence, ...] = (
    Sentence(
        "received_incident",
        _("We have your report."),
        _("A control room sergeant reads it and decides what happens next."),
    ),
    Sentence(
        "received_crime",
        _("We have your report. It may be a crime, so it is marked as a priority."),
        _("A control room sergeant reads it and decides whether to send an officer."),
    ),
    Sentence(
        "received_danger",
        _("We have your report. You told us that someone is in danger."),
        _("If the danger is now, call 999. The control room sees your report first."),
    ),
    Sentence(
        "received_restricted",
        _("We have your report."),
        _("A specialist team reads it. Only a few officers can see it."),
    ),
    Sentence(
        "held_by_duty_force",
        _("The police force for your area does not use this service yet. Another force holds your report."),
        _("They hand it over and ask the other force to confirm it."),
    ),
    Sentence(
        "dispatched",
        _("An officer has been asked to act on your report. A sergeant is in charge of them."),
        _("The officer gets in touch in the way you said is safe."),
    ),
    Sentence("not_seen_yet", _("The officer could not reach you."), _("They will try again.")),
    Sentence(
        "attended",
        _("An officer has taken the first account."),
        _("The officer investigates. A sergeant checks the plan."),
    ),
    Sentence(
        "under_investigation",
        _("The police are investigating."),
        _("A sergeant checks the plan. A specialist sergeant also reviews it."),
    ),
    Sentence(
        "with_local_focus",
        _("A sergeant has read your report and passed it to the local team."),
        _("The local sergeant looks at safety and patterns, and gets in touch if you said we may."),
    ),
    Sentence(
        "inspector_review",
        _("The local team has finished its work."),
        _("An inspector checks that everything was done before it is closed."),
    ),
    Sentence(
        "returned_to_local",
        _("The inspector asked the local team to do more."),
        _("The local team does that, and the inspector looks again."),
    ),
    Sentence(
        "closed_incident",
        _("An inspector has checked the work and closed your report."),
        _("If something new happens, tell us. It can be opened again."),
        ends=True,
    ),
    Sentence(
        "now_a_crime",
        _("Your report is now treated as a crime."),
        _("A control room sergeant decides whether to send an officer. You have more rights as a victim."),
        others=_("A control room sergeant decides whether to send an officer."),
    ),
    Sentence(
        "now_an_incident",
        _("Your report is now treated as an incident, not a crime. Two officers agreed."),
        _("The local team takes care of it."),
    ),
    Sentence("specialist_reviewed", _("A specialist hate crime sergeant has reviewed the investigation.")),
    Sentence(
        "outcome_proposed",
        _("The officer has proposed how the investigation should end."),
        _("A sergeant checks this. It is not decided yet."),
    ),
    Sentence("returned_to_officer", _("A senior officer asked for more investigation."), _("The officer works on it.")),
    Sentence(
        "final_review",
        _("A sergeant agreed with the proposed end."),
        _("A specialist inspector now checks whether there is any way to take it to court."),
    ),
    Sentence(
        "to_prosecutors",
        _("The police sent the file to the Crown Prosecution Service."),
        _("A prosecutor decides about a charge."),
    ),
    Sentence(
        "at_court",
        _("Someone has been charged. The case goes to court."),
        _("The officer tells you the dates and what help you can have at court."),
        others=_("If you are needed as a witness, the officer tells you."),
    ),
    Sentence(
        "court_result",
        _("The court has decided."),
        _("The officer tells you the result."),
        others=_("The officer tells the person it happened to."),
    ),
    Sentence(
        "outcome_to_tell",
        _("A decision has been made."),
        _("The officer tells you what it is, and why."),
        others=_("The officer tells the person it happened to."),
    ),
    Sentence(
        "closed_crime",
        _("The investigation has ended, and the reasons have been given."),
        _("You may be able to ask for a review within three months."),
        others="",
        ends=True,
    ),
    Sentence(
        "review_asked",
        _("You asked for a review of the decision."),
        _("A senior officer who was not involved looks at it again."),
    ),
    Sentence(
        "review_decided",
        _("The review has been decided."),
        _("The officer tells you the reasons."),
        others=_("The officer tells the person it happened to."),
    ),
    Sentence("reopened", _("Your report has been opened again."), _("The local team looks at what is new.")),
    Sentence(
        "new_evidence",
        _("There is something new. The police have opened the investigation again."),
        _("The officer investigates."),
    ),
    Sentence(
        "transfer_offered",
        _("Another police force may be the right one for your report."),
        _("Until they have accepted it, we still look after it."),
    ),
    Sentence(
        "transferred",
        _("Another police force has accepted your report."),
        _("They now look after it. Your code still works here."),
    ),
    Sentence(
        "more_information",
        _("We have a question for you. Read the message below."),
        _("If you do not answer, we go on with what we know."),
    ),
    Sentence("information_received", _("We have your answer. Thank you."), _("The work goes on.")),
    Sentence(
        "danger_heard",
        _("You told us about danger. The control room has been told."),
        _("If the danger is now, call 999. Someone in the control room reads your message."),
    ),
    Sentence(
        "withdrawal_heard",
        _("You asked us to stop."),
        _(
            "If we may contact you, an officer speaks with you first, alone and in the way you said is safe. "
            "Your report is not deleted."
        ),
    ),
    Sentence("specialist_team", _("A specialist team looks after your report."), _("Only a few officers can see it.")),
    Sentence(
        "set_aside",
        _("A person has read your report and set it aside. It is not deleted."),
        _("If we got this wrong, send us a message below."),
        ends=True,
    ),
    Sentence(
        "record_ended",
        _("The crime record has been ended. The local team has it now."),
        _("The local team takes care of it."),
    ),
    Sentence("letter_sent", _("We have written to you."), _("The letter comes in the way you said is safe.")),
    Sentence("letter_here", _("We have written to you. Read the message below.")),
    Sentence(
        "contact_asked",
        _("You asked us to reach you in another way. It is not in use yet."),
        _("First an officer asks you whether it was you. Until then we are more careful."),
    ),
    Sentence("contact_in_use", _("Your new contact details are in use.")),
    Sentence("contact_not_in_use", _("The new contact details are not in use. If you want them, write to us below.")),
    Sentence("news_in_use", _("From now on we send you a short message when there is news.")),
    Sentence("news_not_in_use", _("We do not send you messages when there is news.")),
    Sentence(
        "support_offered",
        _("We have passed on your wish for support."),
        _("The organisation you chose gets in touch in the way you said is safe."),
    ),
)

BY_CODE = {sentence.code: sentence for sentence in SENTENCES}


def push(report: Report, message_id: str, due_at: datetime | None = None, **parameters: Any) -> ProgressLine:
    """Add a line the reporter will read. Raises NoSuchSentence, and WordsWhereCodesBelong for anything but codes."""
    if message_id not in BY_CODE:
        raise NoSuchSentence(message_id)
    news.arrives(report)
    return ProgressLine.objects.create(
        report=report, message_id=message_id, parameters=coded(parameters), due_at=due_at, at=clock.now()
    )

"""The part of the road that every hate crime shares, walked at the desk: sent, supervised, seen, reviewed by the
specialist, proposed, endorsed. The ends are told by the stories themselves.
"""

from tests.journeys.officer import Officer
from tests.triage import chain

#: What the sergeant of the control room answers; whom to send is chosen by name, as on the page.
DISPATCH: dict[str, str | list[str]] = {
    "risk_level": "medium",
    "assessment": "Pushed and abused in the street, alone; the same men may come back.",
    "strands": ["race"],
    "offence": "common_assault",
    "log_number": "CC-2026-1120-0042",
    "support": "accepted",
    "bans_seen": "yes",
}


def dispatches(sergeant: Officer, officer: Officer, supervisor: Officer) -> None:
    """The one read and one act of the control room, on the open case."""
    people = {"officer": officer.person.name, "supervising_sergeant": supervisor.person.name}
    sergeant.does("Review and send an officer", **DISPATCH | people)


def investigates(crime: str, officer: Officer, supervisor: Officer, specialist: Officer) -> None:
    """From the officer sent to a case that an outcome can be proposed for."""
    supervisor.opens(crime)
    supervisor.does("Accept supervision")

    officer.finds_in_queue(crime)
    officer.does("Record attendance", **chain.attendance())
    assert officer.stage() == "Under investigation"
    officer.cannot("Propose an outcome")

    specialist.finds_in_queue(crime)
    specialist.does("Specialist review", **chain.specialist())


def proposes(crime: str, officer: Officer, supervisor: Officer, code: str, reasons: str) -> None:
    """An outcome for the one offence of the case, and the sergeant's agreement."""
    officer.opens(crime)
    officer.begins("Propose an outcome")
    names = [
        officer.page.locator(f"form.act [name^={start}]").first.get_attribute("name")
        for start in ("outcome_", "rationale_")
    ]
    outcome, rationale = (str(name) for name in names)
    officer.sends(
        "Propose an outcome",
        **{"victims_view": "She wants it to stop.", "suspect_interviewed": "no", outcome: code, rationale: reasons},
    )
    officer.sees("Propose an outcome. Done.")

    supervisor.finds_in_queue(crime)
    supervisor.does("Endorse", reasons="I have read it all and agree.")

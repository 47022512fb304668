"""What most crimes begin with, told once."""

from hatereport.demo.story import Did, did


def seen(
    after: str,
    *,
    log: str,
    offence: str,
    assessment: str,
    account: str,
    needs: str,
    safety: str,
    evidence: str,
    **more: str,
) -> tuple[Did, ...]:
    """The first two hours of most crimes: reviewed and sent, supervision accepted, the victim seen."""
    people = {"officer": more.pop("officer", "officer"), "supervising_sergeant": more.pop("supervisor", "supervisor")}
    sent = {"offence": offence, "aggravated": "yes", "log_number": log, "assessment": assessment} | people | more
    return (
        did(after, "control.room", "review_and_dispatch", **sent),
        did("5m", people["supervising_sergeant"], "accept_supervision"),
        did(
            "48m",
            people["officer"],
            "record_attendance",
            first_account=account,
            needs=needs,
            attendance_safety=safety,
            evidence=evidence,
        ),
    )

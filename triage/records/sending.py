"""Sending an officer, or allocating without a visit."""

from triage import choosing
from triage.fields import Field
from triage.records.kind import RecordKind

_SUPERVISOR = Field(
    "supervising_sergeant",
    "Supervising sergeant",
    "person",
    "Choose the sergeant who supervises.",
    choices=choosing.supervisors,
)

SENDING: tuple[RecordKind, ...] = (
    RecordKind(
        "dispatch",
        "Dispatch",
        (
            Field("officer", "Officer to send", "person", "Choose the officer to send.", choices=choosing.officers),
            _SUPERVISOR,
            Field(
                "log_number",
                "Command-and-control log number",
                "line",
                "Enter the log number from command and control. A car counts as sent only with it.",
                longest=40,
            ),
        ),
        "Seed 000: an officer dispatched under direct supervision of a sergeant; practice.md 2",
    ),
    RecordKind(
        "allocation",
        "Allocation without attendance",
        (
            Field(
                "allocation_reason",
                "Why is no visit needed?",
                "choice",
                "Say why no visit is needed.",
                choices=(
                    ("online", "It happened online"),
                    ("graffiti", "Graffiti or damage only"),
                    ("victims_wish", "The victim does not want a visit"),
                ),
            ),
            Field(
                "victims_view",
                "What does the victim want?",
                missing="Write what the victim wants, or why they could not be asked.",
            ),
            Field("officer", "Officer in case", "person", "Choose the officer in case.", choices=choosing.officers),
            _SUPERVISOR,
        ),
        "workflow.md",
    ),
)

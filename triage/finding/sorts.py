"""The ways of sorting what was found: each is the order of an index of Case, so that a page is read and not made.

The indexes hold the open cases of a force; with closed ones among them only the order of arrival is laid down.
"""

from dataclasses import dataclass

from triage.places import Order, key, moment, small


@dataclass(frozen=True)
class Sort:
    """`index` is the index of Case that has this order; `open_only`: it holds open cases and no others."""

    code: str
    label: str
    order: Order
    index: str
    why: str
    open_only: bool = True


SORTS: tuple[Sort, ...] = (
    Sort(
        "urgency",
        "Most serious first",
        Order(("-risk", "next_due_at", "id"), (small, moment, key)),
        "triage_queue_of_a_force",
        "As the queue: risk, then deadline.",
    ),
    Sort(
        "due",
        "Next deadline first",
        Order(("next_due_at", "id"), (moment, key)),
        "triage_due_of_a_force",
        "What is late, whatever its risk.",
    ),
    Sort(
        "silence",
        "Longest silence first",
        Order(("silence_since", "id"), (moment, key)),
        "triage_silence_of_a_force",
        "Who has not heard from us for longest.",
    ),
    Sort(
        "stage",
        "Longest in its stage first",
        Order(("entered_state_at", "id"), (moment, key)),
        "triage_stages_of_a_force",
        "What stands still.",
    ),
    Sort(
        "newest",
        "Newest first",
        Order(("-opened_at", "id"), (moment, key)),
        "triage_newest_of_a_force",
        "What has just come.",
        open_only=False,
    ),
    Sort(
        "oldest",
        "Oldest first",
        Order(("opened_at", "-id"), (moment, key)),  # the same index, read backwards
        "triage_newest_of_a_force",
        "What has been here longest.",
        open_only=False,
    ),
)
SORT = {sort.code: sort for sort in SORTS}
URGENCY, NEWEST = SORT["urgency"], SORT["newest"]

"""What the lot gives a second person in the demo: one no-further-action decision to read again, and one report that a
colleague took for none. Elsewhere it falls on one in twenty and one in ten; here it must fall on something.
"""

from django.db import transaction

from triage.models import Move, SecondLook
from triage.reviewing import lots

#: Which decision of which officer (an address before the @), and what the lot makes of it.
_DRAWN = (
    ("uphold_nfa", "hate.crime.inspector", SecondLook.Kind.NFA),
    ("mark_not_a_report", "operator", SecondLook.Kind.NOT_A_REPORT),
)


@transaction.atomic
def draw(force: str = "cumbria") -> None:
    """Once, after the stories: the newest such decision of each."""
    for act, address, kind in _DRAWN:
        made = Move.objects.filter(act=act, actor__email=f"{address}@{force}.example", case__force=force)
        lots.draw(made.latest("at"), kind, percent=100)

"""A decision of one person, of which some are looked at again by another (reviewing/lots.py)."""

from triage.models import SecondLook
from triage.reviewing import lots
from triage.situation import Situation


def draw_second_look(ctx: Situation) -> None:
    """One in ten of what was marked as no report, whether alone or in a flood."""
    lots.draw(ctx.done, SecondLook.Kind.NOT_A_REPORT)

"""What may happen on any open case, of either kind, beside its chain. A file is what one group of them is about."""

from collections.abc import Iterator

from triage.shapes import Act
from triage.states import CRIME, INCIDENT
from triage.workflow.events.danger import danger
from triage.workflow.events.holding import holding
from triage.workflow.events.in_touch import in_touch
from triage.workflow.events.noting import noting
from triage.workflow.events.returning import returning
from triage.workflow.events.support import support
from triage.workflow.events.transferring import transferring
from triage.workflow.events.weighing import weighing


def _events(kind: str) -> Iterator[Act]:
    for group in (danger, holding, noting, in_touch, weighing, support, transferring, returning):
        yield from group(kind)


EVENTS: tuple[Act, ...] = (*_events(INCIDENT), *_events(CRIME))

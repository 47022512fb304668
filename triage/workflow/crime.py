"""The hate crime's chain, to the specialist inspector's final review, the victim told, and the court: in two rooms."""

from triage.shapes import Act
from triage.workflow.deciding import DECIDING
from triage.workflow.investigating import INVESTIGATING

CRIME_ACTS: tuple[Act, ...] = (*INVESTIGATING, *DECIDING)

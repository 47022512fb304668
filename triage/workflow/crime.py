"""The hate crime's chain, to the specialist inspector's final review, the victim told, and the court: in four rooms."""

from triage.shapes import Act
from triage.workflow.court import COURT
from triage.workflow.deciding import DECIDING
from triage.workflow.ending import ENDING
from triage.workflow.investigating import INVESTIGATING

CRIME_ACTS: tuple[Act, ...] = (*INVESTIGATING, *COURT, *DECIDING, *ENDING)

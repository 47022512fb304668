"""A file an aggregate, or a few small ones of one matter; imported here so that Django finds them, and for one address."""

from triage.models.alert import PatternAlert, SameEvent
from triage.models.case import Case
from triage.models.clock import Clock, ClockEvent, ClockProfile
from triage.models.countersignature import Countersignature
from triage.models.desk_notice import DeskNotice
from triage.models.first_look import FirstLook
from triage.models.flood import FloodClearing
from triage.models.force_outcome import ForceOutcome
from triage.models.hearing import Hearing
from triage.models.move import Edge, Move, Part
from triage.models.offence import Offence
from triage.models.paper import Attachment, Disclosure, ShiftSummary
from triage.models.record import Record
from triage.models.saved_search import SavedSearch
from triage.models.search_alarm import AlarmAnswer, OwnSearch, SearchAlarm
from triage.models.second_look import SecondLook
from triage.models.support import Referral, Signpost
from triage.models.task import Dispatch, Task
from triage.models.transfer import Transfer

__all__ = [
    "AlarmAnswer",
    "Attachment",
    "Case",
    "Clock",
    "ClockEvent",
    "ClockProfile",
    "Countersignature",
    "DeskNotice",
    "Disclosure",
    "Dispatch",
    "Edge",
    "FirstLook",
    "FloodClearing",
    "ForceOutcome",
    "Hearing",
    "Move",
    "Offence",
    "OwnSearch",
    "Part",
    "PatternAlert",
    "Record",
    "Referral",
    "SameEvent",
    "SavedSearch",
    "SearchAlarm",
    "SecondLook",
    "ShiftSummary",
    "Signpost",
    "Task",
    "Transfer",
]

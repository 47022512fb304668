"""Which measures there are, as a table: what each says, in which unit, why it is asked, and where that comes from."""

from collections.abc import Callable
from dataclasses import dataclass

from partners.models import Person
from triage.performance import deciding, waiting, working
from triage.performance.asked import Asked
from triage.performance.figures import Figures

LOCAL = "local design"
#: What sources outside the house begin with: readers of the page know these, and none of our own papers.
_OUTSIDE = ("Victims' Code", "Home Office")


@dataclass(frozen=True)
class Part:
    """One page of measures; `now`: it tells how things stand, whatever days are asked for."""

    code: str
    label: str
    now: bool = False


@dataclass(frozen=True)
class Measure:
    code: str
    label: str
    unit: str
    why: str
    source: str
    part: str
    query: Callable[[Asked, Person], Figures]
    #: Whether it may be taken out as a file. Named people and single cases stay where the work is shared out.
    leaves: bool = True

    @property
    def law(self) -> str:
        """What it rests on outside the house; "" where that is our own design."""
        named = self.source.partition(";")[0]
        return named if named.startswith(_OUTSIDE) else ""


PARTS: tuple[Part, ...] = (
    Part("waiting", "What waits now", now=True),
    Part("work", "How the work goes"),
    Part("decisions", "What was decided"),
    Part("load", "Who has how much"),
)
PART = {part.code: part for part in PARTS}

MEASURES: tuple[Measure, ...] = (
    Measure(
        "stages",
        "Age of the work at each stage",
        "cases, time in the stage",
        "A queue that grows old at one stage shows where people are missing.",
        LOCAL,
        "waiting",
        waiting.stages,
    ),
    Measure(
        "silence",
        "Since people last heard from us",
        "cases",
        "Nothing pauses this: a person who waits for four weeks without a word thinks that nothing is done.",
        "Victims' Code right 6",
        "waiting",
        waiting.silence,
    ),
    Measure(
        "longest_silence",
        "The longest silences",
        "cases, by reference",
        "These are to be rung up first, by a safe way.",
        "Victims' Code right 6",
        "waiting",
        waiting.longest_silence,
        leaves=False,
    ),
    Measure(
        "clocks",
        "Deadlines met and missed",
        "deadlines that ended, or passed, in these days",
        "Where a deadline is missed again and again, the deadline or the team is wrong.",
        "The basis of each stands in the case",
        "work",
        working.clocks_met,
    ),
    Measure(
        "contact",
        "Reports, and the first word",
        "cases opened in these days",
        "The first contact decides whether somebody reports again; a repeat victim is at risk.",
        "Victims' Code right 4; domain: repeat victims",
        "work",
        working.first_contact,
    ),
    Measure(
        "weeks", "New and ended, week by week", "cases", "Whether the work keeps up.", LOCAL, "work", working.weeks
    ),
    Measure(
        "reviews",
        "Reviews, what came back, and how long it waited",
        "decisions",
        "No end without a second pair of eyes: this is how long those eyes take, and what they send back.",
        "seed 000",
        "work",
        working.reviews,
    ),
    Measure(
        "outcomes",
        "Outcomes by strand",
        "crimes, by the day they were recorded",
        "Whether some victims see fewer outcomes than others.",
        "Home Office Counting Rules; practice.md 24",
        "decisions",
        deciding.outcomes,
    ),
    Measure(
        "overrides",
        "Where people overruled the rules",
        "settled classifications",
        "A rule that is overruled for one strand or one language is wrong for it.",
        "practice.md 18",
        "decisions",
        deciding.overrides,
    ),
    Measure(
        "second_looks",
        "Second readings",
        "decisions drawn by lot",
        "Five in a hundred final reviews are read again blind, ten in a hundred of what was no report.",
        "practice.md 16",
        "decisions",
        deciding.second_looks,
    ),
    Measure(
        "teams",
        "Work of each team",
        "cases",
        "To move people to where the work is.",
        LOCAL,
        "load",
        waiting.teams,
    ),
    Measure(
        "people",
        "Work of each holder",
        "cases",
        "To share work out. In the order of names: it ranks nobody.",
        "practice.md 24",
        "load",
        waiting.people,
        leaves=False,
    ),
)
MEASURE = {measure.code: measure for measure in MEASURES}


def of_part(code: str) -> list[Measure]:
    return [measure for measure in MEASURES if measure.part == code]

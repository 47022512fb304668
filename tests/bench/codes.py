"""Whether the time of an answer at /return/ tells a code that lived from one that never did: Welch's t over many rounds.

Codes that do not open are compared with each other. One that opens is answered with another page, which is no secret: its
bearer sees it.
"""

import math
import secrets
import statistics
import time
from dataclasses import dataclass

from incidents.references import check_symbol, random_symbols
from tests.bench.client import Visitor, WrongAnswer, report
from tests.bench.filing import Asked, wait_until_routed


@dataclass
class Compared:
    """Seconds of every answer by the kind of code."""

    seconds: dict[str, list[float]]

    @property
    def t(self) -> dict[str, float]:
        """Welch's t of each kind against unknown codes; beyond 4.5 either way the times differ."""
        return {
            kind: welch(taken, self.seconds["unknown"]) for kind, taken in self.seconds.items() if kind != "unknown"
        }

    def middle(self, kind: str) -> float:
        return round(statistics.median(self.seconds[kind]) * 1000, 2)


def compare(house: Asked, rounds: int) -> Compared:
    """Ask for an unknown, a retired and an expired code in turn, each time in an order of chance."""
    with Visitor(house.url) as visitor:
        filed = {kind: report(visitor, number) for number, kind in enumerate(("retired", "expired"), 777_000)}
    wait_until_routed(house)  # opening a case gives its code a life
    ended = {"retired": "retired_at = now()", "expired": "expires_at = now() - interval '1 day'"}
    for which, kind in enumerate(reversed(filed)):
        newest = f"(SELECT id FROM incidents_returncode ORDER BY created_at DESC LIMIT 1 OFFSET {which})"
        house.ask(f"UPDATE incidents_returncode SET {ended[kind]} WHERE id = {newest}")
    seconds: dict[str, list[float]] = {"unknown": [], "retired": [], "expired": []}
    with Visitor(house.url) as visitor:
        page = visitor.get("/return/")
        for _ in range(rounds):
            codes = {"unknown": _never_given(), **filed}
            for kind in secrets.SystemRandom().sample(sorted(codes), len(codes)):
                began = time.perf_counter()
                answer = visitor.post("/return/", page, {"code": codes[kind], "pin": ""})
                seconds[kind].append(time.perf_counter() - began)
                if b'name="pin"' not in answer:
                    raise WrongAnswer(f"A code that is {kind} opens something.")
    return Compared({kind: without_stalls(taken) for kind, taken in seconds.items()})


def welch(one: list[float], other: list[float]) -> float:
    """Welch's t of two samples."""
    spread = math.sqrt(statistics.variance(one) / len(one) + statistics.variance(other) / len(other))
    return (statistics.fmean(one) - statistics.fmean(other)) / spread


def without_stalls(taken: list[float]) -> list[float]:
    """The fastest nine tenths: in the rest the machine was at something else, which only hides a difference."""
    return sorted(taken)[: max(2, len(taken) * 9 // 10)]


def _never_given() -> str:
    """A code that could be one: its check symbol is right."""
    symbols = random_symbols(19)
    return symbols + check_symbol(symbols)

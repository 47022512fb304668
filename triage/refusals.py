"""Why an act was not done, as errors that carry whole sentences: acting.py raises them, pages, API and tasks catch them."""

from collections.abc import Mapping

from triage.models import Move


class Refused(Exception):
    """The act is not open to this person now; `reasons` are whole sentences."""

    def __init__(self, *reasons: str) -> None:
        super().__init__("; ".join(reasons))
        self.reasons = reasons


class NotInScope(Refused):
    """No such case for this person: another force's, a restricted one, or none at all look alike."""


class Incomplete(Refused):
    """Something asked for is missing or unusable; `errors` are sentences by field name, "" for the whole."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(*errors.values())
        self.errors = dict(errors)


class Overtaken(Refused):
    """Somebody else moved the case since the page was opened; `moves` says what they did."""

    def __init__(self, moves: list[Move]) -> None:
        super().__init__("Somebody else has acted on this case since you opened it. Nothing you typed is lost.")
        self.moves = moves

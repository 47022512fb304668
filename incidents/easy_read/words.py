"""What a row of the Easy Read tables is made of."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class EasyChoice:
    """One answer. Without a label the usual words are easy enough and only the symbol is added."""

    code: str
    label: Promise | None = None
    symbol: str = ""
    #: What the choice means, one idea a sentence. The usual hint is not shown.
    hints: tuple[Promise, ...] = ()


@dataclass(frozen=True)
class EasyQuestion:
    """One question. Each hint is one idea in one sentence and stands on a line of its own."""

    label: Promise | None = None
    hints: tuple[Promise, ...] = ()
    #: An id in static/src/images/symbols.svg.
    symbol: str = ""
    choices: tuple[EasyChoice, ...] = ()


EasyWords = dict[str, dict[str, EasyQuestion]]

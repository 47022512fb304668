"""A template filled in: templates/letters/<language>/<kind>.md, in Django's template language over Markdown.

Strict: a variable nobody has given stops the letter, for a gap in one is found by the person who gets it. Values are
words and never markup: whatever means something in Markdown is escaped, so an officer's "1." stays what was typed.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.template import Context, Engine
from django.utils.formats import date_format
from django.utils.translation import override

from incidents.letters.kinds import variables

FOLDER = settings.BASE_DIR / "templates" / "letters"
_ENGINE = Engine(dirs=[str(FOLDER)])
#: How a day is written where Django's own format is short, American or ends in a full stop.
_DAYS = {"en-gb": "j F Y", "ar": "j F Y", "bn": "j F Y", "pa": "j F Y", "uk": "j E Y", "ur": "j F Y"}
_MEANT = re.compile(r"([!-/:-@\[-`{-~])")
_UNSEEN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")


class NotGiven(Exception):
    """A letter's template names something that nobody has given."""


def fill(kind: str, language: str, given: Mapping[str, Any]) -> str:
    """The Markdown of one letter in one language. Raises NotGiven; dates are written as the language does."""
    if lacking := variables(kind) - given.keys():
        raise NotGiven(", ".join(sorted(lacking)))
    with override(language):
        safe = {name: _plain(given[name], language) for name in variables(kind)}
        return _tidy(_ENGINE.get_template(f"{language}/{kind}.md").render(_Strict(safe, autoescape=False)))


class _Strict(Context):
    """Django leaves a gap where a variable is missing; a letter must not have one."""

    def __getitem__(self, key: Any) -> Any:
        try:
            return super().__getitem__(key)
        except KeyError:
            raise NotGiven(str(key)) from None


def _plain(value: Any, language: str) -> Any:
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, date):
        return escaped(date_format(value, _DAYS.get(language, "DATE_FORMAT")))
    if isinstance(value, (list, tuple)):
        return [_plain(one, language) for one in value]
    return escaped(str(value))


def escaped(words: str) -> str:
    """Words as they were typed: a new line is a new line, and nothing in them is markup."""
    lines = (_UNSEEN.sub(" ", line).strip() for line in words.replace("\r\n", "\n").split("\n"))
    text = "\n".join(_MEANT.sub(r"\\\1", line) for line in lines)
    paragraphs = (paragraph.strip("\n") for paragraph in re.split(r"\n{2,}", text))
    return "\n\n".join(paragraph.replace("\n", "\\\n") for paragraph in paragraphs if paragraph)


def _tidy(text: str) -> str:
    """Without the empty lines that tags leave behind."""
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"

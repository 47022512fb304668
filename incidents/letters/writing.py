"""One letter to one person: in their language, and in English beside it until somebody has reviewed the translation.

What is to be said comes from triage as Facts; names and addresses come from the party and stay off whatever waits on
the return page (practice.md 4). Nothing is kept here; sending.py keeps it.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Self

from django.conf import settings
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from hatereport import clock
from hatereport.languages.table import BY_CODE, SOURCE
from incidents import safe_contact, standing
from incidents.letters.filling import fill
from incidents.letters.kinds import KIND_OF
from incidents.models import LanguageReview, Letter, Party
from partners.directory import crisis_lines
from partners.models import Force, ForceNotice

#: Whom to ask for, by the role that answers for the report.
ASK_FOR: dict[str, Promise] = {
    "control_room_sergeant": _("the control room sergeant"),
    "local_focus_sergeant": _("the local sergeant"),
    "local_focus_inspector": _("the local inspector"),
    "officer": _("the officer who looks after your report"),
    "supervising_sergeant": _("the sergeant who looks after your report"),
    "hate_crime_inspector": _("the specialist inspector"),
    "hate_crime_lead": _("the senior officer for reviews"),
    "professional_standards": _("the professional standards team"),
}


@dataclass(frozen=True)
class Facts:
    """What a letter is to say. `words` are the officer's, in English; `words_translated` the same in the letter's
    language, put there by a translator, "" where nobody has.
    """

    ask_for: str
    words: str = ""
    words_translated: str = ""
    is_crime: bool = False
    crime_reference: str = ""
    can_review: bool = False
    review_by: date | None = None
    decide_by: date | None = None
    hearing_on: date | None = None
    stands: bool = True


@dataclass(frozen=True)
class Sheet:
    """The letter in one language, as Markdown."""

    language: str
    words: str

    @property
    def direction(self) -> str:
        return "rtl" if BY_CODE[self.language].right_to_left else "ltr"

    @property
    def language_name(self) -> str:
        """For officers."""
        return BY_CODE[self.language].english_name


@dataclass(frozen=True)
class Written:
    """A letter ready to leave. `to`: the lines of the envelope's window; `sender`: who it is from, neutrally."""

    kind: str
    language: str
    way: str
    sender: str
    to: tuple[str, ...]
    sheets: tuple[Sheet, ...]

    @property
    def label(self) -> str:
        return KIND_OF[self.kind].label

    @property
    def by_post(self) -> bool:
        return self.way == safe_contact.LETTER

    def kept(self) -> dict[str, Any]:
        """As it lies in its seal."""
        return {"sender": self.sender, "to": list(self.to), "sheets": [asdict(sheet) for sheet in self.sheets]}

    @classmethod
    def of(cls, letter: Letter) -> Self | None:
        """A letter as it was sent; None once it is erased."""
        if (kept := letter.body) is None:
            return None
        sheets = tuple(Sheet(**sheet) for sheet in kept["sheets"])
        return cls(letter.kind, letter.language, letter.sent_by_channel, kept["sender"], tuple(kept["to"]), sheets)


def write(kind: str, party: Party, way: str, language: str, facts: Facts) -> Written:
    """The letter as it would leave by `way` (safe_contact.LETTER or RETURN_PAGE) in `language`."""
    by_post = way == safe_contact.LETTER
    details = party.contact_details or {}
    name = str(details.get("name", "")) if by_post else ""
    given = _given(party, facts, name=name, by_post=by_post)
    sheets = tuple(
        Sheet(code, fill(kind, code, given | _words(facts, code, language))) for code in languages_of(language)
    )
    to = tuple(_envelope(name, str(details.get("address", "")))) if by_post else ()
    return Written(kind, language, way, _sender(party), to, sheets)


def languages_of(language: str) -> tuple[str, ...]:
    """The language itself, and the source beside it until a native speaker has reviewed it (practice.md 23)."""
    if language == SOURCE.code or LanguageReview.objects.filter(language=language).exists():
        return (language,)
    return (language, SOURCE.code)


def holds_code(party: Party) -> bool:
    """Whether this person can come back: only who holds a live code reads what waits on the return page."""
    live = party.return_codes.filter(retired_at=None, narrowed_at=None)
    return live.filter(expires_at=None).exists() or live.filter(expires_at__gt=clock.now()).exists()


def _given(party: Party, facts: Facts, *, name: str, by_post: bool) -> dict[str, Any]:
    report = party.report
    notice = ForceNotice.objects.filter(force_id=report.force_id).first()
    said = asdict(facts) | {"ask_for": ASK_FOR[facts.ask_for]}
    lines = standing.told(report)
    happened = next((line for line in lines if line.code not in standing.ANSWERS and (line.then or line.ends)), None)
    return said | {
        "name": name,
        "reference": report.reference,
        "made_on": clock.today(),
        "by_post": by_post,
        "holds_code": holds_code(party),
        "support": [(line.name, line.phone) for line in crisis_lines() if line.phone and line.phone != "999"],
        "complaints_phone": notice.complaints_phone if notice else "",
        "complaints_url": notice.complaints_url if notice else "",
        "happened": happened.text if happened else "",
        "then": happened.then if happened else "",
        "then_by": localdate(happened.due_at) if happened and happened.due_at else None,
    }


def _words(facts: Facts, code: str, language: str) -> dict[str, Any]:
    """The officer's words in the language of the sheet; in English where nobody has translated them."""
    if code == SOURCE.code:
        return {"words": facts.words, "words_in_english": False}
    translated = facts.words_translated if code == language else ""
    return {"words": translated or facts.words, "words_in_english": not translated}


def _envelope(name: str, address: str) -> Iterator[str]:
    """Name and address, a line each; people type commas or new lines."""
    if name:
        yield name
    yield from (
        line.strip(" ,") for line in address.replace("\r", "").replace(",", "\n").split("\n") if line.strip(" ,")
    )


def _sender(party: Party) -> str:
    """Neutral, unless the person said that it may say who it is."""
    if safe_contact.in_force(party).announce == "police":
        return Force.objects.get(pk=party.report.force_id).name
    return str(settings.SERVICE_NAME)

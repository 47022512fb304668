"""Blind keys of what two reports may share: made when a report is sent, made anew when the key changes.

A number, an address, a postcode, the same words; never anything of a suspect (practice.md 19). Comparing is triage's
(triage/roads/linking.py). The key of a fingerprint may be changed only as long as the value behind it is held: the sealed
report has it, and whoever has the sealing keys can read it there. What is no longer held (its words were erased, the
contact details are others now) loses its fingerprint with the old key, as it should.
"""

import unicodedata
from collections.abc import Callable, Iterator
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from hatereport.sealing import blind_key, blind_keys
from hatereport.sealing.keys import keyring
from incidents.models import LinkKey, Party, Report
from incidents.questions import Answers
from partners import spellings

What = LinkKey.What
#: What a person may look for, and its one spelling.
_SPELLINGS: dict[str, Callable[[str], str]] = {
    What.PHONE: spellings.phone,
    What.EMAIL: spellings.email,
    What.POSTCODE: spellings.postcode,
}
#: (what it is, the value in its one spelling)
Shared = tuple[str, str]


def of_answers(answers: Answers) -> list[Shared]:
    """What a report that is just being sent may share with another."""
    contact = answers["contact"]
    phones = [contact.get(name, "") for name in ("phone", "record_phone")]
    return _shared(
        phones,
        contact.get("email", ""),
        answers.get("where", {}).get("postcode", ""),
        answers.get("what", {}).get("words", ""),
    )


def of_report(report: Report) -> list[Shared]:
    """The same, opened from where it is sealed. Asks for the person who sent it unless the caller has."""
    filer = Party.objects.select_related("contact").get(report=report, is_filer=True)
    details: dict[str, Any] = filer.contact_details or {}
    where: dict[str, Any] = (report.answers or {}).get("where", {})
    return _shared(
        [details.get("phone", "")], details.get("email", ""), where.get("postcode", ""), report.narrative or ""
    )


def found_by(what: str, typed: str) -> QuerySet[LinkKey]:
    """Rows of the reports that hold what somebody typed: by equality of its one spelling and in no other way."""
    value = _SPELLINGS[what](typed)
    return LinkKey.objects.filter(what=what, value__in=blind_keys(what, value)) if value else LinkKey.objects.none()


def rows(report: Report, shared: list[Shared]) -> list[LinkKey]:
    """Unsaved, under the newest key."""
    version = keyring("blind").newest
    return [
        LinkKey(report=report, what=what, value=blind_key(what, value, version), key_version=version)
        for what, value in shared
    ]


def to_look_up(report: Report) -> list[tuple[str, list[int]]]:
    """(what, fingerprints by which another report may have it). While keys change that is one for each key."""
    if len(keyring("blind").keys) == 1:
        return [(row.what, [row.value]) for row in LinkKey.objects.filter(report=report)]
    return [(what, blind_keys(what, value)) for what, value in of_report(report)]


def renewed(batch: int) -> Iterator[int]:
    """Fingerprints under older keys made anew under the newest; yields how many rows each batch held."""
    newest = keyring("blind").newest
    while True:
        with transaction.atomic():
            old = LinkKey.objects.exclude(key_version=newest).order_by("id").select_for_update(of=("self",))
            held = list(old.select_related("report__content")[:batch])
            if not held:
                return
            _renew(held, newest)
        yield len(held)


def _renew(held: list[LinkKey], newest: int) -> None:
    known: dict[Any, list[Shared]] = {}
    for row in held:
        if row.report_id not in known:
            known[row.report_id] = of_report(row.report)
        for what, value in known[row.report_id]:
            if what == row.what and blind_key(what, value, row.key_version) == row.value:
                row.value, row.key_version = blind_key(what, value, newest), newest
    LinkKey.objects.bulk_update([row for row in held if row.key_version == newest], ["value", "key_version"])
    LinkKey.objects.filter(pk__in=[row.pk for row in held if row.key_version != newest]).delete()


def _shared(phones: list[str], email: str, postcode: str, words: str) -> list[Shared]:
    numbers = {number for phone in phones if (number := spellings.phone(phone))}
    found: list[Shared] = [(What.PHONE, number) for number in sorted(numbers)]
    if address := spellings.email(email):
        found.append((What.EMAIL, address))
    if whole := spellings.postcode(postcode):
        found.append((What.POSTCODE, whole))
    if plain := _plain(words):
        found.append((What.WORDS, plain))
    return found


def _plain(words: str) -> str:
    return "".join(symbol for symbol in unicodedata.normalize("NFKC", words).casefold() if symbol.isalnum())

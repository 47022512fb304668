"""What is a person's own (name, telephone, e-mail, street, postcode), so that a search for it by them raises an alarm.

Typed once and kept as fingerprints; nobody can read back what they are of. They are made for a purpose of their own: a
copy of the database does not tell which report holds a number of somebody who works here. With the value not held, a
fingerprint cannot follow a new key: it goes with the old one (key_uses.py), and the person's page asks for it again.
The name and the address a person signs in with are theirs without being typed.
"""

from collections.abc import Callable, Iterable, Iterator

from django.db import transaction
from django.db.models import Q

from hatereport import audit
from hatereport.sealing import blind_key, blind_keys
from hatereport.sealing.keys import keyring
from partners import spellings
from partners.models import OwnKey, Person

#: what it is -> its one spelling, "" where the text is nothing of the kind
SPELLINGS: dict[str, Callable[[str], str]] = {
    "name": spellings.name,
    "phone": spellings.phone,
    "email": spellings.email,
    "street": spellings.street,
    "postcode": spellings.postcode,
}
SUBJECT = "person"


def keys_of(what: str, text: str) -> list[int]:
    """The fingerprints by which a text may be kept as somebody's own, one for each key; [] for nothing of the kind."""
    value = SPELLINGS[what](text)
    return blind_keys(_purpose(what), value) if value else []


def own_keys_matching(person: Person, what: str, values: Iterable[int]) -> bool:
    """Whether one of these fingerprints (keys_of) is kept as this person's own. One query."""
    return OwnKey.objects.filter(person=person, what=what, value__in=list(values)).exists()


def owns_any(person: Person, held: Iterable[tuple[str, str]]) -> bool:
    """Whether one of these, each (what, text), is this person's own. One query at the most."""
    known = {("name", spellings.name(person.name)), ("email", spellings.email(person.email))}
    spelt = {(what, SPELLINGS[what](text)) for what, text in held}
    if known & spelt:
        return True
    kept = Q(pk=None)
    for what, value in spelt:
        if value:
            kept |= Q(what=what, value__in=blind_keys(_purpose(what), value))
    return OwnKey.objects.filter(kept, person=person).exists()


@transaction.atomic
def keep(person: Person, typed: dict[str, str]) -> list[str]:
    """Keep fingerprints of what a person typed about themselves, beside those kept; which kinds were readable."""
    version = keyring("blind").newest
    found = {what: value for what, text in typed.items() if (value := SPELLINGS[what](text))}
    rows = [
        OwnKey(person=person, what=what, value=blind_key(_purpose(what), value, version), key_version=version)
        for what, value in found.items()
    ]
    OwnKey.objects.bulk_create(rows, ignore_conflicts=True)
    if rows:
        audit.record(person.as_actor(), "collection", SUBJECT, person.pk, "own_details_kept", {"what": list(found)})
    return list(found)


@transaction.atomic
def forget(person: Person) -> None:
    """All of them, at the person's own wish: the log says that they are gone."""
    deleted, _ = OwnKey.objects.filter(person=person).delete()
    if deleted:
        audit.record(person.as_actor(), "erasure", SUBJECT, person.pk, "own_details_forgotten", {"count": deleted})


def kept(person: Person) -> list[str]:
    """The kinds that are kept, each once, in the order of the table."""
    whats = set(OwnKey.objects.filter(person=person).values_list("what", flat=True))
    return [what for what in SPELLINGS if what in whats]


def gone_with_old_keys(batch: int) -> Iterator[int]:
    """Those under older keys, which cannot be made anew, deleted; yields how many each batch held."""
    old = OwnKey.objects.exclude(key_version=keyring("blind").newest).order_by("pk")
    while pks := list(old.values_list("pk", flat=True)[:batch]):
        OwnKey.objects.filter(pk__in=pks).delete()
        yield len(pks)


def _purpose(what: str) -> str:
    return f"own {what}"

"""Reports of one person, told one after the other: the later ones were begun behind the code of the first.

That the code was in the same hands is all it proves: whoever reads it decides (roads/linking.py raises the alert).
"""

from collections.abc import Iterable

from django.db.models import QuerySet

from partners.models import Person
from triage.models import Case
from triage.scope import visible_to


def seen_by(reader: Person, cases: Iterable[Case]) -> QuerySet[Case]:
    """Those of the cases told behind one code that the reader may see. One query."""
    return visible_to(reader).filter(pk__in=[case.pk for case in cases]).order_by("opened_at")

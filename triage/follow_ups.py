"""Reports of one person, told one after the other: the later ones were begun behind the code of the first.

That the code was in the same hands is all it proves: whoever reads it decides (linking.py raises the alert).
"""

from django.db.models import Q, QuerySet

from incidents.models import Report
from partners.models import Person
from triage.models import Case
from triage.scope import visible_to


def of(report: Report, reader: Person) -> QuerySet[Case]:
    """Cases of the report this one follows, and of those that follow it, as far as the reader may see them. One query."""
    before = Q(report=report.follows_id) if report.follows_id else Q(pk=None)
    return visible_to(reader).filter(before | Q(report__follows=report.pk)).order_by("opened_at")

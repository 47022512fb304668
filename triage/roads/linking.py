"""Reports that may belong together: candidates by blind keys, raised as alerts for a person to answer.

The keys of a report are made in incidents/link_keys.py; a suspect has none before the non-crime threshold is decided.
Nothing the public reads changes because of a match (practice.md 9).
"""

import datetime as dt

from django.db.models import QuerySet

from hatereport import audit
from incidents import link_keys
from triage.models import Case, PatternAlert

WINDOW = dt.timedelta(days=365)
#: A hot key (a station's postcode) must not flood a case or slow the receipt.
CAP = 20
_KIND = {
    "phone": PatternAlert.Kind.SAME_CONTACT,
    "email": PatternAlert.Kind.SAME_CONTACT,
    "postcode": PatternAlert.Kind.SAME_PLACE,
    "words": PatternAlert.Kind.SAME_WORDS,
}


def raise_alerts(case: Case, at: dt.datetime) -> int:
    """Compare the report of a new case with others of the same force; one alert a pair and kind."""
    found: dict[tuple[object, str], Case] = {}
    for what, values in link_keys.to_look_up(case.report):
        others = (
            Case.objects.filter(
                report__link_keys__what=what,
                report__link_keys__value__in=values,
                force_id=case.force_id,
                restricted=False,
                opened_at__gte=at - WINDOW,
            )
            .exclude(report_id=case.report_id)
            .order_by("-opened_at")[:CAP]
        )
        for other in others:
            found.setdefault((other.report_id, _KIND[what]), other)
    for other in _followed(case):
        found.setdefault((other.report_id, PatternAlert.Kind.SAME_CONTACT), other)
    alerts = [PatternAlert(case=case, other=other, kind=kind, raised_at=at) for (_, kind), other in found.items()]
    PatternAlert.objects.bulk_create(alerts, ignore_conflicts=True)
    if alerts:
        count = {"count": len(alerts)}
        audit.record(audit.SYSTEM, "combination", "case", case.pk, "alerts_raised", count, force=case.force_id)
    return len(alerts)


def _followed(case: Case) -> QuerySet[Case]:
    """The case of the report behind whose code this one was begun: the same person, by their own account."""
    if not case.report.follows_id:
        return Case.objects.none()
    return Case.objects.filter(report=case.report.follows_id, force_id=case.force_id, restricted=False)[:CAP]

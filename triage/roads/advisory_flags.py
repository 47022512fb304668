"""What the service notices at receipt beside the reporter's own answers, as flags with a reason: advice, and no more.

Source: domain.md 1.5. An officer decides what they mean. They change no level, no clock and nothing the reporter reads:
what another report says must never be felt through this one (practice.md 9). Built on the alerts that linking.py has just
raised; of a suspect no fingerprint is held before the threshold (practice.md 19), so a repeat suspect shows only where an
officer has confirmed it (course_of_conduct.py).
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.timezone import localtime

from triage.law.outcome_rules import rules_on
from triage.law.time_limits import TIME_LIMIT_NEAR, is_near
from triage.models import Case, Offence, PatternAlert


@dataclass(frozen=True)
class AdvisoryFlag:
    code: str
    label: str
    why: str
    source: str = "domain.md 1.5 (local design)"


ADVISORY: tuple[AdvisoryFlag, ...] = (
    AdvisoryFlag(
        "repeat_victim",
        "Repeat victim",
        "Another report in the last twelve months has the same contact details.",
    ),
    AdvisoryFlag(
        "repeat_place",
        "Repeat place",
        "Another report in the last 90 days has the same postcode.",
    ),
    AdvisoryFlag(
        "nfa_before",
        "No further action before",
        "An earlier report with the same contact details ended without further action.",
    ),
    AdvisoryFlag(
        "cluster",
        "Cluster",
        "Three or more reports of one strand in this area in 30 days: think of community tension.",
    ),
    AdvisoryFlag(
        TIME_LIMIT_NEAR,
        "Time limit near",
        "Counted from the day in the report, the six months for a summary offence end within eight weeks, or are over.",
        "Magistrates' Courts Act 1980 s.127 (unverified)",
    ),
)
ADVISORY_OF = {flag.code: flag for flag in ADVISORY}
_PLACE_WITHIN, _CLUSTER_WITHIN, _CLUSTER = dt.timedelta(days=90), dt.timedelta(days=30), 3


def advise(case: Case, at: dt.datetime) -> list[str]:
    """Codes of the flags for a case that has just been opened and compared with others."""
    alerts = list(case.alerts.select_related("other"))
    same = [alert.other for alert in alerts if alert.kind == PatternAlert.Kind.SAME_CONTACT]
    places = [alert.other for alert in alerts if alert.kind == PatternAlert.Kind.SAME_PLACE]
    found = {
        "repeat_victim": bool(same),
        "repeat_place": any(at - other.opened_at <= _PLACE_WITHIN for other in places),
        "nfa_before": bool(same) and _ended_without_action(same, at),
        "cluster": _clusters(case, at),
        TIME_LIMIT_NEAR: is_near(case.report.occurred_from, at),
    }
    return [code for code, holds in found.items() if holds]


def _ended_without_action(cases: Iterable[Case], at: dt.datetime) -> bool:
    """By the rules of the force of each case, of which there is one: alerts stay within a force."""
    cases = list(cases)
    rules = rules_on(cases[0].force_id, localtime(at).date())
    ended = [code for code, rule in rules.items() if rule.nfa]
    return Offence.objects.filter(case__in=cases, outcome_code__in=ended).exists()


def _clusters(case: Case, at: dt.datetime) -> bool:
    if not case.strands or case.area_id is None:
        return False
    others = Case.objects.filter(
        force_id=case.force_id,
        area_id=case.area_id,
        restricted=False,
        strands__overlap=case.strands,
        opened_at__gte=at - _CLUSTER_WITHIN,
    )
    reports = others.exclude(report_id=case.report_id).values_list("report_id", flat=True).order_by("-opened_at", "id")
    return len(set(reports[:20])) >= _CLUSTER - 1

"""What a victim is owed beyond every victim: enhanced rights with the reason for them, and what the last look found.

Source: Code of Practice for Victims of Crime 2021 (three groups of enhanced rights; unverified). A hate crime stands on the
list of the most serious crimes, so every victim of one has them; the other reasons are named because they say how.
"""

from triage.case_page.case_file import CaseFile
from triage.records.victim import MEASURES, NEEDS_CHOICES
from triage.states import CRIME
from triage.victims import is_victim

_NEED, _MEASURE = dict(NEEDS_CHOICES), dict(MEASURES)
_PERSISTENT = frozenset({"repeat", "repeat_victim"})
_INTIMIDATED = frozenset({"not_safe_now", "suspect_near", "domestic", "suicidal", "vulnerable", "mate_crime"})


def enhanced_rights(file: CaseFile) -> tuple[str, ...]:
    """Why enhanced rights are owed; empty for what is no crime."""
    if file.case.kind != CRIME:
        return ()
    flags = set(file.case.flags)
    reasons = ["hate crime is one of the most serious crimes of the Victims' Code"]
    if flags & _PERSISTENT:
        reasons.append("targeted again and again")
    if any(party.under_18 and is_victim(party) for party in file.parties):
        reasons.append("under 18")
    if flags & _INTIMIDATED:
        reasons.append("vulnerable or intimidated")
    return tuple(reasons)


def found(file: CaseFile) -> tuple[tuple[str, str], ...]:
    """The needs and special measures of the newest look at them, as (label, answer)."""
    rows = [
        row for row in file.ctx.records if row.kind in ("attendance", "needs_assessment") and "needs_coded" in row.codes
    ]
    if not rows:
        return ()
    codes = rows[-1].codes
    needs = ", ".join(_NEED.get(code, code) for code in codes["needs_coded"])
    measures = ", ".join(_MEASURE.get(code, code) for code in codes.get("measures", ()))
    wanted = {"no": "Not needed", "later": "Too early to say"}.get(codes.get("measures_wanted", ""), measures)
    return tuple((label, said) for label, said in (("Needs", needs), ("Special measures", wanted)) if said)

"""A return code given back, retired, or replaced because it was lost."""

from incidents import code_changes, fresh_codes
from incidents.models import ReturnCode
from triage import coming_back
from triage.situation import Situation


def settle_code(ctx: Situation) -> None:
    """Give a narrowed code back, and with it end whatever took its place; or end it."""
    row = ReturnCode.objects.select_for_update().get(pk=ctx.answers["narrowed_code"], report_id=ctx.case.report_id)
    if ctx.answers["code_answer"] == "restore":
        code_changes.restore(row, code_changes.last_day(coming_back.closed_at(ctx.case.report_id)))
    else:
        code_changes.retire(row)


def replace_code(ctx: Situation) -> None:
    """A new code for a lost one: sealed for twenty minutes, for the officer who did this to see once and hand on."""
    party = coming_back.filer(ctx.case)
    assert party is not None  # coming_back.new_code_is_safe
    ends = code_changes.last_day(coming_back.closed_at(ctx.case.report_id))
    code = code_changes.replace_lost(party, ctx.person, ends)
    fresh_codes.keep(coming_back.handed_token(ctx.done), code)

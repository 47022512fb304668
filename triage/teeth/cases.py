"""The triggers on cases and offences: a case follows its moves, what it is about does not change, an offence stands."""

from hatereport.teeth import array, refuse, trigger
from triage.law.offences import CHARGES
from triage.states import STATES

_OPEN = array(f"{state.kind}:{state.code}" for state in STATES if state.open)

_CASES = trigger(
    "triage_cases_follow_their_moves",
    "triage_case",
    "BEFORE INSERT OR UPDATE",
    f"""
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> '' OR NEW.version <> 0 THEN
            {refuse("A case begins with a move.")}
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.id <> OLD.id OR NEW.report_id <> OLD.report_id OR NEW.kind <> OLD.kind OR NEW.reference <> OLD.reference
       OR NEW.force_id <> OLD.force_id OR NEW.came_from_id IS DISTINCT FROM OLD.came_from_id THEN
        {refuse("What a case is about does not change.")}
    END IF;
    IF NEW.version <> OLD.version OR NEW.state <> OLD.state THEN
        IF NEW.version <> OLD.version + 1 OR NOT EXISTS (
            SELECT 1 FROM triage_move m WHERE m.case_id = NEW.id AND m.seq = NEW.version
              AND m.frm = OLD.state AND m."to" = NEW.state) THEN
            {refuse("A case follows its moves.")}
        END IF;
    END IF;
    IF (NEW.ended_at IS DISTINCT FROM OLD.ended_at AND NEW.state = OLD.state)
       OR (NEW.ended_at IS NULL) <> (NEW.kind || ':' || NEW.state = ANY ({_OPEN})) THEN
        {refuse("A case ends with a move.")}
    END IF;
    """,  # noqa: S608  (made of the state table's own codes)
)

_OFFENCES = trigger(
    "triage_offences_stand",
    "triage_offence",
    "BEFORE INSERT OR UPDATE",
    f"""
    IF TG_OP = 'INSERT' THEN
        IF NEW.outcome_code <> '' OR NOT EXISTS (
            SELECT 1 FROM triage_case c WHERE c.id = NEW.case_id AND c.kind = 'hate_crime'
              AND c.state IN ('control_room', 'dispatched', 'under_investigation')) THEN
            {refuse("An offence is recorded while the case is worked on, and ends later.")}
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.case_id <> OLD.case_id OR (OLD.crime_reference <> '' AND NEW.crime_reference = '') THEN
        {refuse("A recorded offence stays.")}
    END IF;
    IF NEW.outcome_code <> OLD.outcome_code AND NOT EXISTS (
        SELECT 1 FROM triage_case c WHERE c.id = NEW.case_id AND c.state IN ('under_investigation', 'cps_referred')) THEN
        {refuse("An outcome is settled while the case is investigated.")}
    END IF;
    IF NEW.outcome_code <> OLD.outcome_code AND NEW.outcome_code = ANY ({array(CHARGES)}) AND NOT EXISTS (
        SELECT 1 FROM triage_case c JOIN triage_move m ON m.case_id = c.id AND m.seq = c.version + 1
        WHERE c.id = NEW.case_id AND m."to" = 'at_court') THEN
        -- A case follows its move after the rows of the act: the move to court is one ahead of it here, and never again.
        {refuse("A charge is the act that takes the case to court.")}
    END IF;
    """,  # noqa: S608  (made of the outcome table's own codes)
)

SQL = _CASES + _OFFENCES

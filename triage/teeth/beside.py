"""The triggers beside the moves: who stood aside stays out, second looks are somebody else's, a flood is cleared by two,
an alarm is answered once and by professional standards, a file stays with its case and shut for good, a shift is taken over
by somebody else.

What no trigger can refuse: somebody with the application's own password who writes rows in the name of a colleague who may
do the act. Such a row has no entry in the log that fits, as the log's key is not in the database (hatereport/audit).
"""

from hatereport.teeth import array, changed, refuse, reworded, trigger
from triage.floods.reading import CONFIRMERS, PROPOSERS
from triage.reviewing.lots import SAMPLES
from triage.search_alarms import ANSWERERS

_STOOD_ASIDE = trigger(
    "triage_who_stood_aside_stays_out",
    "triage_move",
    "BEFORE INSERT",
    f"""
    IF NEW.act <> 'declare_conflict' AND EXISTS (
        SELECT 1 FROM triage_firstlook f JOIN triage_case theirs ON theirs.id = f.case_id
        WHERE f.conflict AND theirs.report_id = (SELECT report_id FROM triage_case WHERE id = NEW.case_id)
          AND f.person_id IN (NEW.actor_id, NEW.countersigned_by_id)) THEN
        {refuse("This person knows somebody in the case and stands aside.")}
    END IF;
    """,  # noqa: S608  (one constant of this house)
)

_MAY_READ = " OR ".join(
    f"NEW.kind = '{sample.kind}' AND triage_holds(NEW.reader_id, {array(sample.roles)}, c.force_id)"
    for sample in SAMPLES
)
_SECOND_LOOKS = trigger(
    "triage_second_looks_are_fair",
    "triage_secondlook",
    "BEFORE INSERT OR UPDATE",
    f"""
    SELECT * INTO m FROM triage_move WHERE id = NEW.move_id;
    SELECT * INTO c FROM triage_case WHERE id = NEW.case_id;
    IF NEW.case_id <> m.case_id OR NEW.first_by_id IS DISTINCT FROM m.actor_id THEN
        {refuse("A second look is at a decision and names who made it.")}
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.reader_id IS NOT NULL OR NEW.read_at IS NOT NULL THEN
            {refuse("A second look is drawn first and read later.")}
        END IF;
        RETURN NEW;
    END IF;
    IF {changed("move_id", "kind", "asked_at")} THEN
        {refuse("What a second look is at does not change.")}
    ELSIF OLD.read_at IS NOT NULL AND ({changed("reader_id", "read_at", "agrees")} OR {reworded("words_sealed")}) THEN
        {refuse("What a second person thought stays.")}
    ELSIF num_nulls(NEW.reader_id, NEW.read_at, NEW.agrees) NOT IN (0, 3) THEN
        {refuse("A second look is taken by somebody, at a time, with an answer.")}
    ELSIF NEW.reader_id IS NOT NULL AND OLD.read_at IS NULL AND (
        NEW.reader_id = m.countersigned_by_id OR NOT coalesce({_MAY_READ}, false)) THEN
        {refuse("This person may not be the second reader.")}
    END IF;
    """,  # noqa: S608  (made of the samples' own codes)
    declare="m triage_move; c triage_case;",
)

_CLEARINGS = trigger(
    "triage_clearings_go_forward",
    "triage_floodclearing",
    "BEFORE INSERT OR UPDATE",
    f"""
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'proposed' OR NEW.decided_by_id IS NOT NULL
           OR NOT triage_holds(NEW.proposed_by_id, {array(PROPOSERS)}, NEW.force_id) THEN
            {refuse("A clearing is proposed first.")}
        END IF;
        RETURN NEW;
    END IF;
    IF (NEW.force_id, NEW.reason, NEW.cases, NEW.proposed_by_id, NEW.proposed_at)
       IS DISTINCT FROM (OLD.force_id, OLD.reason, OLD.cases, OLD.proposed_by_id, OLD.proposed_at) THEN
        {refuse("What was proposed does not change.")}
    ELSIF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (
        ('proposed', 'confirmed'), ('proposed', 'refused'), ('confirmed', 'done')) THEN
        {refuse("A clearing goes forward only.")}
    ELSIF (NEW.decided_by_id, NEW.decided_at) IS DISTINCT FROM (OLD.decided_by_id, OLD.decided_at)
          AND OLD.state <> 'proposed' THEN
        {refuse("Who decided a clearing stays.")}
    ELSIF NEW.state = 'confirmed' AND OLD.state = 'proposed'
          AND NOT triage_holds(NEW.decided_by_id, {array(CONFIRMERS)}, NEW.force_id) THEN
        {refuse("This person may not confirm a clearing.")}
    END IF;
    """,
)

_SEARCH_ALARMS = trigger(
    "triage_search_alarms_stay",
    "triage_searchalarm",
    "BEFORE UPDATE",
    f"""
    IF OLD.answered_at IS NOT NULL OR {changed("force_id", "person_id", "what", "at")} THEN
        {refuse("An alarm stays as it was raised and answered.")}
    ELSIF num_nulls(NEW.answered_by_id, NEW.answered_at, nullif(NEW.answer, '')) NOT IN (0, 3) THEN
        {refuse("An alarm is answered by somebody, at a time.")}
    ELSIF NEW.answered_by_id IS NOT NULL
          AND NOT triage_holds(NEW.answered_by_id, {array(ANSWERERS)}, NEW.force_id) THEN
        {refuse("Professional standards answer an alarm.")}
    END IF;
    """,
)

_SHUT = ("quarantined_at", "quarantined_by_id", "shut_for_good_at", "shut_for_good_by_id")
_ATTACHMENTS = trigger(
    "triage_attachments_stay_shut",
    "triage_attachment",
    "BEFORE UPDATE",
    f"""
    IF {changed("case_id", "number", "kind", "added_by_id", "added_at")} OR {reworded("custody_sealed", "file")} THEN
        {refuse("A file stays with its case as it came.")}
    ELSIF OLD.shut_for_good_at IS NOT NULL AND ({changed(*_SHUT)}) THEN
        {refuse("A file that is shut for good stays shut.")}
    END IF;
    """,
)

_SHIFTS = trigger(
    "triage_shifts_are_taken_over",
    "triage_shiftsummary",
    "BEFORE UPDATE",
    f"""
    IF OLD.taken_by_id IS NOT NULL OR {reworded("words_sealed")}
       OR {changed("team_id", "made_by_id", "made_at", "since", "facts", "staff_id")} THEN
        {refuse("What a shift left stays as it was left.")}
    ELSIF num_nulls(NEW.taken_by_id, NEW.taken_at) = 1 OR NEW.taken_by_id = NEW.made_by_id THEN
        {refuse("Somebody takes a shift over at a time, and nobody takes over their own.")}
    END IF;
    """,
)

#: Idempotent; after moves.SQL, whose functions these use.
SQL = _STOOD_ASIDE + _SECOND_LOOKS + _CLEARINGS + _SEARCH_ALARMS + _ATTACHMENTS + _SHIFTS

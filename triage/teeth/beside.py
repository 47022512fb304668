"""The triggers beside the moves: who stood aside stays out, second looks are somebody else's, a flood is cleared by two,
an alarm is answered once and by professional standards, a file stays with its case and shut for good, a shift is taken over
by somebody else.

What no trigger can refuse: somebody with the application's own password who writes rows in the name of a colleague who may
do the act. Such a row has no entry in the log that fits, as the log's key is not in the database (hatereport/audit).
"""

from hatereport.teeth import HERE, array, changed, reworded
from triage.floods.reading import CONFIRMERS, PROPOSERS
from triage.reviewing.lots import SAMPLES
from triage.search_alarms import ANSWERERS

_STOOD_ASIDE = f"""
    CREATE OR REPLACE FUNCTION triage_stood_aside_stays_out() RETURNS trigger LANGUAGE plpgsql {HERE} AS $$
    BEGIN
        IF NEW.act <> 'declare_conflict' AND EXISTS (
            SELECT 1 FROM triage_firstlook f WHERE f.case_id = NEW.case_id AND f.conflict
              AND f.person_id IN (NEW.actor_id, NEW.countersigned_by_id)) THEN
            RAISE EXCEPTION 'This person knows somebody in the case and stands aside.'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$;

    CREATE OR REPLACE TRIGGER triage_who_stood_aside_stays_out BEFORE INSERT ON triage_move
        FOR EACH ROW EXECUTE FUNCTION triage_stood_aside_stays_out();
"""  # noqa: S608  (one constant of this house)

_MAY_READ = " OR ".join(
    f"NEW.kind = '{sample.kind}' AND triage_holds(NEW.reader_id, {array(sample.roles)}, c.force_id)"
    for sample in SAMPLES
)
_SECOND_LOOKS = f"""
    CREATE OR REPLACE FUNCTION triage_second_look_is_fair() RETURNS trigger LANGUAGE plpgsql {HERE} AS $$
    DECLARE
        m triage_move;
        c triage_case;
    BEGIN
        SELECT * INTO m FROM triage_move WHERE id = NEW.move_id;
        SELECT * INTO c FROM triage_case WHERE id = NEW.case_id;
        IF NEW.case_id <> m.case_id OR NEW.first_by_id IS DISTINCT FROM m.actor_id THEN
            RAISE EXCEPTION 'A second look is at a decision and names who made it.' USING ERRCODE = 'check_violation';
        END IF;
        IF TG_OP = 'INSERT' THEN
            IF NEW.reader_id IS NOT NULL OR NEW.read_at IS NOT NULL THEN
                RAISE EXCEPTION 'A second look is drawn first and read later.' USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        END IF;
        IF {changed("move_id", "kind", "asked_at")} THEN
            RAISE EXCEPTION 'What a second look is at does not change.' USING ERRCODE = 'check_violation';
        ELSIF OLD.read_at IS NOT NULL AND ({changed("reader_id", "read_at", "agrees")} OR {reworded("words_sealed")}) THEN
            RAISE EXCEPTION 'What a second person thought stays.' USING ERRCODE = 'check_violation';
        ELSIF num_nulls(NEW.reader_id, NEW.read_at, NEW.agrees) NOT IN (0, 3) THEN
            RAISE EXCEPTION 'A second look is taken by somebody, at a time, with an answer.'
                USING ERRCODE = 'check_violation';
        ELSIF NEW.reader_id IS NOT NULL AND OLD.read_at IS NULL AND (
            NEW.reader_id = m.countersigned_by_id OR NOT coalesce({_MAY_READ}, false)) THEN
            RAISE EXCEPTION 'This person may not be the second reader.' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$;

    CREATE OR REPLACE TRIGGER triage_second_looks_are_fair BEFORE INSERT OR UPDATE ON triage_secondlook
        FOR EACH ROW EXECUTE FUNCTION triage_second_look_is_fair();
"""  # noqa: S608  (made of the samples' own codes)

_CLEARINGS = f"""
    CREATE OR REPLACE FUNCTION triage_clearing_goes_forward() RETURNS trigger LANGUAGE plpgsql {HERE} AS $$
    BEGIN
        IF TG_OP = 'INSERT' THEN
            IF NEW.state <> 'proposed' OR NEW.decided_by_id IS NOT NULL
               OR NOT triage_holds(NEW.proposed_by_id, {array(PROPOSERS)}, NEW.force_id) THEN
                RAISE EXCEPTION 'A clearing is proposed first.' USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        END IF;
        IF (NEW.force_id, NEW.reason, NEW.cases, NEW.proposed_by_id, NEW.proposed_at)
           IS DISTINCT FROM (OLD.force_id, OLD.reason, OLD.cases, OLD.proposed_by_id, OLD.proposed_at) THEN
            RAISE EXCEPTION 'What was proposed does not change.' USING ERRCODE = 'check_violation';
        ELSIF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (
            ('proposed', 'confirmed'), ('proposed', 'refused'), ('confirmed', 'done')) THEN
            RAISE EXCEPTION 'A clearing goes forward only.' USING ERRCODE = 'check_violation';
        ELSIF (NEW.decided_by_id, NEW.decided_at) IS DISTINCT FROM (OLD.decided_by_id, OLD.decided_at)
              AND OLD.state <> 'proposed' THEN
            RAISE EXCEPTION 'Who decided a clearing stays.' USING ERRCODE = 'check_violation';
        ELSIF NEW.state = 'confirmed' AND OLD.state = 'proposed'
              AND NOT triage_holds(NEW.decided_by_id, {array(CONFIRMERS)}, NEW.force_id) THEN
            RAISE EXCEPTION 'This person may not confirm a clearing.' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$;

    CREATE OR REPLACE TRIGGER triage_clearings_go_forward BEFORE INSERT OR UPDATE ON triage_floodclearing
        FOR EACH ROW EXECUTE FUNCTION triage_clearing_goes_forward();
"""

_SEARCH_ALARMS = f"""
    CREATE OR REPLACE FUNCTION triage_search_alarm_stays() RETURNS trigger LANGUAGE plpgsql {HERE} AS $$
    BEGIN
        IF OLD.answered_at IS NOT NULL OR {changed("force_id", "person_id", "what", "at")} THEN
            RAISE EXCEPTION 'An alarm stays as it was raised and answered.' USING ERRCODE = 'check_violation';
        ELSIF num_nulls(NEW.answered_by_id, NEW.answered_at, nullif(NEW.answer, '')) NOT IN (0, 3) THEN
            RAISE EXCEPTION 'An alarm is answered by somebody, at a time.' USING ERRCODE = 'check_violation';
        ELSIF NEW.answered_by_id IS NOT NULL
              AND NOT triage_holds(NEW.answered_by_id, {array(ANSWERERS)}, NEW.force_id) THEN
            RAISE EXCEPTION 'Professional standards answer an alarm.' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$;

    CREATE OR REPLACE TRIGGER triage_search_alarms_stay BEFORE UPDATE ON triage_searchalarm
        FOR EACH ROW EXECUTE FUNCTION triage_search_alarm_stays();
"""

_SHUT = ("quarantined_at", "quarantined_by_id", "shut_for_good_at", "shut_for_good_by_id")
_ATTACHMENTS = f"""
    CREATE OR REPLACE FUNCTION triage_attachment_stays_shut() RETURNS trigger LANGUAGE plpgsql {HERE} AS $$
    BEGIN
        IF {changed("case_id", "number", "kind", "added_by_id", "added_at")} OR {reworded("custody_sealed", "file")} THEN
            RAISE EXCEPTION 'A file stays with its case as it came.' USING ERRCODE = 'check_violation';
        ELSIF OLD.shut_for_good_at IS NOT NULL AND ({changed(*_SHUT)}) THEN
            RAISE EXCEPTION 'A file that is shut for good stays shut.' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$;

    CREATE OR REPLACE TRIGGER triage_attachments_stay_shut BEFORE UPDATE ON triage_attachment
        FOR EACH ROW EXECUTE FUNCTION triage_attachment_stays_shut();
"""

_SHIFTS = f"""
    CREATE OR REPLACE FUNCTION triage_shift_is_taken_over() RETURNS trigger LANGUAGE plpgsql {HERE} AS $$
    BEGIN
        IF OLD.taken_by_id IS NOT NULL OR {reworded("words_sealed")}
           OR {changed("team_id", "made_by_id", "made_at", "since", "facts", "staff_id")} THEN
            RAISE EXCEPTION 'What a shift left stays as it was left.' USING ERRCODE = 'check_violation';
        ELSIF num_nulls(NEW.taken_by_id, NEW.taken_at) = 1 OR NEW.taken_by_id = NEW.made_by_id THEN
            RAISE EXCEPTION 'Somebody takes a shift over at a time, and nobody takes over their own.'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$;

    CREATE OR REPLACE TRIGGER triage_shifts_are_taken_over BEFORE UPDATE ON triage_shiftsummary
        FOR EACH ROW EXECUTE FUNCTION triage_shift_is_taken_over();
"""

#: Idempotent; after moves.SQL, whose functions these use.
SQL = _STOOD_ASIDE + _SECOND_LOOKS + _CLEARINGS + _SEARCH_ALARMS + _ATTACHMENTS + _SHIFTS

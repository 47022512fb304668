"""The triggers beside the moves: who stood aside stays out, second looks are somebody else's, a flood is cleared by two,
an alarm is answered once, a file that is shut for good stays shut.

What no trigger can refuse: somebody with the application's own password who writes rows in the name of a colleague who may
do the act. Such a row has no entry in the log that fits, as the log's key is not in the database (hatereport/audit).
"""

from hatereport.teeth import HERE, array
from triage.floods.reading import CONFIRMERS, PROPOSERS
from triage.reviewing.lots import SAMPLES

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
        IF NEW.move_id <> OLD.move_id OR NEW.kind <> OLD.kind OR NEW.asked_at <> OLD.asked_at THEN
            RAISE EXCEPTION 'What a second look is at does not change.' USING ERRCODE = 'check_violation';
        ELSIF OLD.read_at IS NOT NULL AND (NEW.reader_id, NEW.read_at, NEW.agrees)
              IS DISTINCT FROM (OLD.reader_id, OLD.read_at, OLD.agrees) THEN
            RAISE EXCEPTION 'What a second person thought stays.' USING ERRCODE = 'check_violation';
        ELSIF NEW.reader_id IS NOT NULL AND OLD.reader_id IS NULL AND (
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
        IF (NEW.force_id, NEW.person_id, NEW.what, NEW.at)
           IS DISTINCT FROM (OLD.force_id, OLD.person_id, OLD.what, OLD.at) OR OLD.answered_at IS NOT NULL THEN
            RAISE EXCEPTION 'An alarm stays as it was raised and answered.' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$;

    CREATE OR REPLACE TRIGGER triage_search_alarms_stay BEFORE UPDATE ON triage_searchalarm
        FOR EACH ROW EXECUTE FUNCTION triage_search_alarm_stays();
"""

_ATTACHMENTS = f"""
    CREATE OR REPLACE FUNCTION triage_attachment_stays_shut() RETURNS trigger LANGUAGE plpgsql {HERE} AS $$
    BEGIN
        IF OLD.shut_for_good_at IS NOT NULL AND (NEW.quarantined_at, NEW.shut_for_good_at)
           IS DISTINCT FROM (OLD.quarantined_at, OLD.shut_for_good_at) THEN
            RAISE EXCEPTION 'A file that is shut for good stays shut.' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$;

    CREATE OR REPLACE TRIGGER triage_attachments_stay_shut BEFORE UPDATE ON triage_attachment
        FOR EACH ROW EXECUTE FUNCTION triage_attachment_stays_shut();
"""

#: Idempotent; after moves.SQL, whose functions these use.
SQL = _STOOD_ASIDE + _SECOND_LOOKS + _CLEARINGS + _SEARCH_ALARMS + _ATTACHMENTS

"""The triggers that judge each row of the workflow as it is written: moves, parts, ends, cases, offences. Those on the rows
beside it are in watching_triggers.py.

Put in place by teeth.py after each migration. Where an act writes its rows after its move (an outcome, a review), the
check waits for the end of the transaction.
"""

from collections.abc import Iterable

from triage.law.offences import CAUTIONS, CHARGES
from triage.parts import ACKNOWLEDGERS, BARRED_FROM_NFA, FINAL_REVIEW, NOBODY_INSTEAD, RECEIVERS
from triage.states import STATES
from triage.workflow import WORKFLOW


def array(codes: Iterable[str]) -> str:
    return "ARRAY[" + ", ".join(f"'{code}'" for code in codes) + "]::varchar[]"


#: Where a trigger looks for its tables: a temporary table of the same name must not stand in front of the real one.
HERE = "SET search_path = pg_catalog, public, pg_temp"

_MOVES = f"""
    CREATE OR REPLACE FUNCTION triage_holds(who uuid, wanted varchar[], force varchar) RETURNS boolean
    LANGUAGE sql STABLE {HERE} AS $$
        SELECT EXISTS (
            SELECT 1 FROM partners_roleheld h
            WHERE h.person_id = who AND h.role = ANY (wanted) AND (h.valid_to IS NULL OR h.valid_to > now())
              AND (force IS NULL OR h.force_id = force))
    $$;

    CREATE OR REPLACE FUNCTION triage_an_inspector_is_free(of_case uuid, force varchar) RETURNS boolean
    LANGUAGE sql STABLE {HERE} AS $$
        SELECT EXISTS (
            SELECT 1 FROM partners_roleheld h JOIN partners_person who ON who.id = h.person_id
            WHERE h.force_id = force AND h.role = 'hate_crime_inspector' AND who.is_active
              AND (h.valid_to IS NULL OR h.valid_to > now())
              AND NOT EXISTS (SELECT 1 FROM triage_part p WHERE p.case_id = of_case AND p.person_id = h.person_id
                              AND p.part = ANY ({array(BARRED_FROM_NFA)}))
              AND NOT EXISTS (SELECT 1 FROM triage_firstlook f
                              WHERE f.case_id = of_case AND f.person_id = h.person_id AND f.conflict))
    $$;

    CREATE OR REPLACE FUNCTION triage_move_is_lawful() RETURNS trigger LANGUAGE plpgsql {HERE} AS $$
    DECLARE
        e triage_edge;
        c triage_case;
        asked_from varchar;
        standards boolean;
    BEGIN
        SELECT * INTO e FROM triage_edge WHERE id = NEW.edge_id;
        SELECT * INTO c FROM triage_case WHERE id = NEW.case_id;
        IF e.kind <> c.kind OR e.act <> NEW.act OR e.frm <> NEW.frm OR e."to" <> NEW."to"
           OR NEW.frm <> c.state OR NEW.seq <> c.version + 1 THEN
            RAISE EXCEPTION 'There is no such way in the workflow.' USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.actor_id IS NULL THEN
            IF NOT 'system' = ANY (e.roles) THEN
                RAISE EXCEPTION 'A person must do this.' USING ERRCODE = 'check_violation';
            END IF;
        ELSE
            standards := c.restricted AND cardinality(e.barred) = 0 AND NEW.act <> ALL ({array(NOBODY_INSTEAD)})
                         AND triage_holds(NEW.actor_id, ARRAY['professional_standards']::varchar[], c.force_id);
            IF NOT standards AND NOT triage_holds(
                NEW.actor_id, e.roles,
                CASE WHEN NEW.act IN ('accept_transfer', 'refuse_transfer') THEN NULL ELSE c.force_id END) THEN
                RAISE EXCEPTION 'This person holds no role that may do this.' USING ERRCODE = 'check_violation';
            END IF;
            IF EXISTS (SELECT 1 FROM triage_part p WHERE p.case_id = NEW.case_id AND p.person_id = NEW.actor_id
                       AND p.part = ANY (e.barred)) THEN
                RAISE EXCEPTION 'This person has had a part in the case and is barred.' USING ERRCODE = 'check_violation';
            END IF;
            IF NEW.act = ANY ({array(FINAL_REVIEW)})
               AND NOT triage_holds(NEW.actor_id, ARRAY['hate_crime_inspector']::varchar[], c.force_id)
               AND triage_an_inspector_is_free(c.id, c.force_id) THEN
                RAISE EXCEPTION 'An inspector of the force is free to review it.' USING ERRCODE = 'check_violation';
            END IF;
        END IF;
        IF cardinality(e.countersigners) > 0 AND (
            NEW.countersigned_by_id IS NULL OR NEW.countersigned_by_id = NEW.actor_id
            OR NOT triage_holds(NEW.countersigned_by_id, e.countersigners, c.force_id)) THEN
            RAISE EXCEPTION 'A second person must sign this.' USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.frm = 'awaiting_information' AND NEW."to" <> 'awaiting_information' AND e.frm <> '' THEN
            SELECT m.frm INTO asked_from FROM triage_move m
            WHERE m.case_id = NEW.case_id AND m."to" = 'awaiting_information' AND m.frm <> 'awaiting_information'
            ORDER BY m.seq DESC LIMIT 1;
            IF NEW."to" NOT IN (asked_from, 'cancelled') THEN
                RAISE EXCEPTION 'A case goes on where it was asked from.' USING ERRCODE = 'check_violation';
            END IF;
        END IF;
        RETURN NEW;
    END $$;

    CREATE OR REPLACE TRIGGER triage_moves_are_lawful BEFORE INSERT ON triage_move
        FOR EACH ROW EXECUTE FUNCTION triage_move_is_lawful();
"""  # noqa: S608  (made of the table's own codes)

#: Whoever writes the move, its actor and its signer have played the part; the application writes the same rows.
_PLAYED = ", ".join(f"('{act.kind}', '{act.name}', '{act.part}')" for act in WORKFLOW if act.part)

#: Acts done as the officer or the sergeant of the case: their actor, cover or not, has been that (relations.py).
_IN_PLACE = ", ".join(
    f"('{act.kind}', '{act.name}', '{'oic' if act.relation == 'officer_in_case' else act.relation}')"
    for act in WORKFLOW
    if act.relation in ("officer_in_case", "supervising_sergeant")
)

_PARTS = f"""
    CREATE OR REPLACE FUNCTION triage_move_plays_its_part() RETURNS trigger LANGUAGE plpgsql {HERE} AS $$
    BEGIN
        INSERT INTO triage_part (case_id, person_id, part, at)
        SELECT NEW.case_id, who.id, played.part, NEW.at
        FROM (VALUES {_PLAYED}) AS played (kind, act, part)
        JOIN triage_case c ON c.id = NEW.case_id AND c.kind = played.kind AND played.act = NEW.act
        JOIN partners_person who ON who.id IN (NEW.actor_id, NEW.countersigned_by_id)
        ON CONFLICT DO NOTHING;
        INSERT INTO triage_part (case_id, person_id, part, at)
        SELECT NEW.case_id, NEW.actor_id, placed.part, NEW.at
        FROM (VALUES {_IN_PLACE}) AS placed (kind, act, part)
        JOIN triage_case c ON c.id = NEW.case_id AND c.kind = placed.kind AND placed.act = NEW.act
        WHERE NEW.actor_id IS NOT NULL
        ON CONFLICT DO NOTHING;
        RETURN NULL;
    END $$;

    CREATE OR REPLACE TRIGGER triage_moves_play_their_parts AFTER INSERT ON triage_move
        FOR EACH ROW EXECUTE FUNCTION triage_move_plays_its_part();

    CREATE OR REPLACE FUNCTION triage_appointment_plays_its_part() RETURNS trigger LANGUAGE plpgsql {HERE} AS $$
    BEGIN
        INSERT INTO triage_part (case_id, person_id, part, at)
        SELECT NEW.id, appointed.person_id, appointed.part, now()
        FROM (VALUES (NEW.officer_in_case_id, 'oic'), (NEW.supervising_sergeant_id, 'supervising_sergeant'))
             AS appointed (person_id, part)
        WHERE appointed.person_id IS NOT NULL
        ON CONFLICT DO NOTHING;
        RETURN NULL;
    END $$;

    CREATE OR REPLACE TRIGGER triage_appointments_play_their_parts
        AFTER UPDATE OF officer_in_case_id, supervising_sergeant_id ON triage_case
        FOR EACH ROW WHEN (NEW.officer_in_case_id IS DISTINCT FROM OLD.officer_in_case_id
                           OR NEW.supervising_sergeant_id IS DISTINCT FROM OLD.supervising_sergeant_id)
        EXECUTE FUNCTION triage_appointment_plays_its_part();
"""  # noqa: S608  (made of the workflow table's own codes)

_ENDS = f"""
    CREATE OR REPLACE FUNCTION triage_ended_unseen(of_case uuid) RETURNS boolean
    LANGUAGE sql STABLE {HERE} AS $$
        -- A charge ends an offence; so does a caution that the sergeant endorsed. All else was upheld by the
        -- inspector, and upheld anew if the case was opened again since.
        SELECT NOT EXISTS (SELECT 1 FROM triage_offence o WHERE o.case_id = of_case) OR EXISTS (
            SELECT 1 FROM triage_offence o
            WHERE o.case_id = of_case AND o.outcome_code <> ALL ({array(CHARGES)})
              AND NOT (o.outcome_code = ANY ({array(CAUTIONS)}) AND 'endorse' = (
                  SELECT m.act FROM triage_move m
                  WHERE m.case_id = of_case AND m."to" = 'victim_to_be_told'
                    AND m.frm NOT IN ('victim_to_be_told', 'awaiting_information')
                  ORDER BY m.seq DESC LIMIT 1))
              AND NOT EXISTS (
                  SELECT 1 FROM triage_record r JOIN triage_move m ON m.id = r.move_id
                  WHERE r.offence_id = o.id AND r.kind = 'nfa_review' AND m.case_id = of_case AND m.act = 'uphold_nfa'
                    AND m.seq > (SELECT coalesce(max(back.seq), 0) FROM triage_move back
                                 WHERE back.case_id = of_case AND back.frm IN ('closed', 'review_requested')
                                   AND back."to" = 'under_investigation')))
    $$;

    CREATE OR REPLACE FUNCTION triage_end_has_its_rows() RETURNS trigger LANGUAGE plpgsql {HERE} AS $$
    DECLARE
        c triage_case;
    BEGIN
        IF NEW."to" = NEW.frm THEN
            RETURN NULL;
        END IF;
        SELECT * INTO c FROM triage_case WHERE id = NEW.case_id;
        IF c.kind = 'hate_crime' AND NEW."to" IN ('victim_to_be_told', 'closed') AND triage_ended_unseen(c.id) THEN
            RAISE EXCEPTION 'An offence has ended without the specialist inspector.' USING ERRCODE = 'check_violation';
        ELSIF NEW."to" = 'at_court' AND NOT EXISTS (
            SELECT 1 FROM triage_offence o WHERE o.case_id = c.id AND o.outcome_code = ANY ({array(CHARGES)})) THEN
            RAISE EXCEPTION 'Nothing was charged.' USING ERRCODE = 'check_violation';
        ELSIF NEW."to" = 'transferred' AND NOT EXISTS (
            SELECT 1 FROM triage_transfer t JOIN partners_force f ON f.code = t.to_force_id
            WHERE t.case_id = c.id AND t.state = 'accepted' AND t.decided_by_id = NEW.actor_id AND f.code <> c.force_id
              AND CASE WHEN f.on_board THEN
                  t.offered_by_id <> NEW.actor_id
                  AND triage_holds(NEW.actor_id, {array(RECEIVERS)}, f.code)
                  AND EXISTS (SELECT 1 FROM triage_case theirs
                              WHERE theirs.came_from_id = c.id AND theirs.force_id = f.code AND theirs.kind = c.kind)
              ELSE triage_holds(NEW.actor_id, {array(ACKNOWLEDGERS)}, c.force_id) END) THEN
            RAISE EXCEPTION 'Nobody has accepted the transfer.' USING ERRCODE = 'check_violation';
        ELSIF NEW."to" IN ('cancelled', 'escalated') AND NOT EXISTS (
            SELECT 1 FROM triage_case next
            WHERE next.came_from_id = c.id AND next.report_id = c.report_id AND next.kind <> c.kind) THEN
            RAISE EXCEPTION 'Nothing goes on after this case.' USING ERRCODE = 'check_violation';
        ELSIF NEW."to" = 'cancelled' AND (NEW.act = 'assess_as_incident') = EXISTS (
            SELECT 1 FROM triage_offence o WHERE o.case_id = c.id AND o.crime_reference <> '') THEN
            RAISE EXCEPTION 'A recorded crime is cancelled by the registrar, and nothing else is.'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NULL;
    END $$;

    DROP TRIGGER IF EXISTS triage_ends_have_their_rows ON triage_move;
    CREATE CONSTRAINT TRIGGER triage_ends_have_their_rows AFTER INSERT ON triage_move
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION triage_end_has_its_rows();
"""  # noqa: S608  (made of the outcome table's own codes)

_OPEN = array(f"{state.kind}:{state.code}" for state in STATES if state.open)

_CASES = f"""
    CREATE OR REPLACE FUNCTION triage_case_follows_its_moves() RETURNS trigger LANGUAGE plpgsql {HERE} AS $$
    BEGIN
        IF TG_OP = 'INSERT' THEN
            IF NEW.state <> '' OR NEW.version <> 0 THEN
                RAISE EXCEPTION 'A case begins with a move.' USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        END IF;
        IF NEW.id <> OLD.id OR NEW.report_id <> OLD.report_id OR NEW.kind <> OLD.kind OR NEW.reference <> OLD.reference
           OR NEW.force_id <> OLD.force_id OR NEW.came_from_id IS DISTINCT FROM OLD.came_from_id THEN
            RAISE EXCEPTION 'What a case is about does not change.' USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.version <> OLD.version OR NEW.state <> OLD.state THEN
            IF NEW.version <> OLD.version + 1 OR NOT EXISTS (
                SELECT 1 FROM triage_move m WHERE m.case_id = NEW.id AND m.seq = NEW.version
                  AND m.frm = OLD.state AND m."to" = NEW.state) THEN
                RAISE EXCEPTION 'A case follows its moves.' USING ERRCODE = 'check_violation';
            END IF;
        END IF;
        IF (NEW.ended_at IS DISTINCT FROM OLD.ended_at AND NEW.state = OLD.state)
           OR (NEW.ended_at IS NULL) <> (NEW.kind || ':' || NEW.state = ANY ({_OPEN})) THEN
            RAISE EXCEPTION 'A case ends with a move.' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$;

    CREATE OR REPLACE TRIGGER triage_cases_follow_their_moves BEFORE INSERT OR UPDATE ON triage_case
        FOR EACH ROW EXECUTE FUNCTION triage_case_follows_its_moves();
"""  # noqa: S608  (made of the state table's own codes)

_OFFENCES = f"""
    CREATE OR REPLACE FUNCTION triage_offence_stands() RETURNS trigger LANGUAGE plpgsql {HERE} AS $$
    BEGIN
        IF TG_OP = 'INSERT' THEN
            IF NEW.outcome_code <> '' OR NOT EXISTS (
                SELECT 1 FROM triage_case c WHERE c.id = NEW.case_id AND c.kind = 'hate_crime'
                  AND c.state IN ('control_room', 'dispatched', 'under_investigation')) THEN
                RAISE EXCEPTION 'An offence is recorded while the case is worked on, and ends later.'
                    USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        END IF;
        IF NEW.case_id <> OLD.case_id OR (OLD.crime_reference <> '' AND NEW.crime_reference = '') THEN
            RAISE EXCEPTION 'A recorded offence stays.' USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.outcome_code <> OLD.outcome_code AND NOT EXISTS (
            SELECT 1 FROM triage_case c WHERE c.id = NEW.case_id AND c.state IN ('under_investigation', 'cps_referred')) THEN
            RAISE EXCEPTION 'An outcome is settled while the case is investigated.' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$;

    CREATE OR REPLACE TRIGGER triage_offences_stand BEFORE INSERT OR UPDATE ON triage_offence
        FOR EACH ROW EXECUTE FUNCTION triage_offence_stands();
"""  # noqa: S608  (one constant of this file)

#: Idempotent, in the order in which one needs the other.
SQL = _MOVES + _PARTS + _ENDS + _CASES + _OFFENCES

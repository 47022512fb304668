"""The triggers on a move as it is written: whether it is lawful, and which parts whoever makes it has played."""

from hatereport.teeth import HERE, array
from triage.parts import BARRED_FROM_NFA, FINAL_REVIEW, NOBODY_INSTEAD, STANDARDS
from triage.workflow import LOCAL_FOCUS_DUTIES, WORKFLOW

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
              AND NOT EXISTS (SELECT 1 FROM triage_firstlook f JOIN triage_case c ON c.id = f.case_id
                              WHERE c.report_id = (SELECT report_id FROM triage_case WHERE id = of_case)
                                AND f.person_id = h.person_id AND f.conflict))
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
            OR NOT triage_holds(NEW.countersigned_by_id,
                                e.countersigners || CASE WHEN c.restricted THEN {array(STANDARDS)} END,
                                c.force_id)) THEN
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
        INSERT INTO triage_part (case_id, person_id, part, at)
        SELECT NEW.case_id, NEW.actor_id, 'local_focus', NEW.at
        WHERE NEW.actor_id IS NOT NULL AND NEW.frm = 'local_focus'
          AND (NEW.actor_role = 'local_focus_sergeant' OR NEW.act = ANY ({array(sorted(LOCAL_FOCUS_DUTIES))}))
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

#: Idempotent. The functions of the first are used by every other file of this room.
SQL = _MOVES + _PARTS

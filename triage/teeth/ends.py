"""The trigger on a move that leads on: an end has its rows. It waits for the end of the transaction, for an act writes its
rows (an outcome, a review, the case that follows) after its move."""

from hatereport.teeth import HERE, array
from triage.law.offences import CAUTIONS, CHARGES
from triage.parts import ACKNOWLEDGERS, RECEIVERS

SQL = f"""
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
              AND t.offered_by_id <> NEW.actor_id
              AND CASE WHEN f.on_board OR f.is_duty THEN
                  triage_holds(NEW.actor_id, {array(RECEIVERS)}, f.code)
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

"""What the database refuses: changing or deleting entries, an entry out of its place, moving the head of a chain back.

The application's role lacks the right; the triggers also stop the owner's role, so that a migration or a shell cannot
do it by mistake. Somebody who may switch triggers off can still do it, and verify_audit then says so.
"""

from hatereport.teeth import RIGHTS, append_only, kept, refuse, trigger

_NEXT = f"""
    IF NEW.seq <> (SELECT coalesce(max(e.seq), 0) + 1 FROM audit_entry e WHERE e.chain = NEW.chain)
       OR octet_length(NEW.fingerprint) <> 32
       OR NOT EXISTS (SELECT 1 FROM audit_chainhead h WHERE h.chain = NEW.chain) THEN
        {refuse("An entry follows the last one of its record.")}
    END IF;
"""  # noqa: S608  (one constant of this house)
_BEGINS = f"""
    IF NEW.seq <> 0 THEN
        {refuse("A chain begins before its first entry.")}
    END IF;
"""
_ADVANCES = f"""
    IF NEW.chain <> OLD.chain OR NEW.seq < OLD.seq
       OR (NEW.seq = OLD.seq AND NEW.fingerprint <> OLD.fingerprint) THEN
        {refuse("The head of a chain only moves on.", RIGHTS)}
    END IF;
"""
_ONLY_ADDED = refuse("The audit log is only added to.", RIGHTS)


def sql() -> str:
    return "".join(
        (
            append_only("audit_entry"),
            kept("audit_chainhead"),
            trigger("audit_entry_is_the_next", "audit_entry", "BEFORE INSERT", _NEXT),
            trigger("audit_head_begins", "audit_chainhead", "BEFORE INSERT", _BEGINS),
            trigger("audit_entry_is_kept", "audit_entry", "BEFORE UPDATE OR DELETE", _ONLY_ADDED),
            trigger("audit_entries_are_kept", "audit_entry", "BEFORE TRUNCATE", _ONLY_ADDED, each="STATEMENT"),
            trigger("audit_head_advances", "audit_chainhead", "BEFORE UPDATE", _ADVANCES),
            trigger("audit_head_is_kept", "audit_chainhead", "BEFORE DELETE", _ONLY_ADDED),
            trigger("audit_heads_are_kept", "audit_chainhead", "BEFORE TRUNCATE", _ONLY_ADDED, each="STATEMENT"),
        )
    )

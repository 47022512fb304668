"""Who did what to which record: append-only, a chain for each record, provable without trusting the database.

`record()` is the one way in (log.py); words never enter, only codes, ids and numbers. What was written is anchored
outside the database every few minutes (anchors.py) and proved by `manage.py verify_audit` (verification.py). What the
database itself refuses is in teeth.py.
"""

from hatereport.audit.log import REPORTER, SYSTEM, Act, Actor, OutsideTransaction, record, record_many

__all__ = ["REPORTER", "SYSTEM", "Act", "Actor", "OutsideTransaction", "record", "record_many"]

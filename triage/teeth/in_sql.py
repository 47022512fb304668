"""What the triggers of this room are written with: codes of the tables as SQL, and where a trigger looks."""

from collections.abc import Iterable

#: Where a trigger looks for its tables: a temporary table of the same name must not stand in front of the real one.
HERE = "SET search_path = pg_catalog, public, pg_temp"


def array(codes: Iterable[str]) -> str:
    return "ARRAY[" + ", ".join(f"'{code}'" for code in codes) + "]::varchar[]"

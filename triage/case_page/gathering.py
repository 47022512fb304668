"""Rows of other tables read in one query for one case: a page with fifteen kinds of rows asks once, not fifteen times.

The query is written by the ORM once and kept as text, for writing it takes longer than answering it. Sealed columns
travel as they are stored and stay sealed. A name may reach over a foreign key ("team__name"). What is gathered for the
case page is in case_file.py.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import BinaryField, F, Field, Func, Model, QuerySet, TextField, Value
from django.db.models.functions import JSONObject

Row = TypeVar("Row", bound=Model)
#: Stands in the kept query where the id of the case goes.
_THE_CASE = uuid.UUID(int=0)


class Gathering:
    """name -> (rows, columns), each set of rows tied to the outer model by OuterRef and ordered."""

    def __init__(self, of: type[Model], beside: Mapping[str, tuple[QuerySet[Any], Iterable[str]]]) -> None:
        self.of, self.beside = of, beside

    def read(self, key: uuid.UUID) -> dict[str, list[dict[str, Any]]]:
        """Every row beside the one with this key, by name. One query; KeyError when there is none."""
        sql, params = self._kept
        with connection.cursor() as cursor:
            cursor.execute(sql, [key if param == _THE_CASE else param for param in params])
            found = cursor.fetchone()
        if found is None:
            raise KeyError(key)
        return {name: [json.loads(row) for row in rows] for name, rows in zip(self.beside, found, strict=True)}

    @cached_property
    def _kept(self) -> tuple[str, tuple[Any, ...]]:
        rows = {f"its_{name}": _as_json(of, columns) for name, (of, columns) in self.beside.items()}
        query = self.of._default_manager.filter(pk=_THE_CASE).annotate(**rows).values_list(*rows).query
        sql, params = query.sql_with_params()
        return sql, params


def _as_json(rows: QuerySet[Any], names: Iterable[str]) -> ArraySubquery:
    return ArraySubquery(rows.values(row=JSONObject(**{name: _column(rows.model, name) for name in names})))


def rebuilt(model: type[Row], rows: Iterable[Mapping[str, Any]], **same: Any) -> list[Row]:
    """Instances of `model` from what was read; `same` is set on each (the case, its envelope)."""
    instances = [_instance(model, row) for row in rows]
    for instance in instances:
        for name, value in same.items():
            setattr(instance, name, value)
    return instances


def _instance(model: type[Row], values: Mapping[str, Any]) -> Row:
    own = {name: _field(model, name).to_python(value) for name, value in values.items() if "__" not in name}
    instance = model(**own)
    related: dict[str, dict[str, Any]] = {}
    for name, value in values.items():
        step, reaches, rest = name.partition("__")
        if reaches:
            related.setdefault(step, {})[rest] = value
    for step, inner in related.items():
        relation: Any = model._meta.get_field(step)
        key = getattr(instance, relation.attname)
        whole = {relation.target_field.attname: key, **inner}
        setattr(instance, step, None if key is None else _instance(relation.related_model, whole))
    return instance


def _column(model: type[Model], name: str) -> F | Func:
    """JSON has no bytes: a sealed column goes as base64, which its field reads back."""
    if isinstance(_field(model, name), BinaryField):
        return Func(F(name), Value("base64"), function="encode", output_field=TextField())
    return F(name)


def _field(model: type[Model], name: str) -> Field[Any, Any]:
    *steps, last = name.split("__")
    for step in steps:
        model = model._meta.get_field(step).related_model  # type: ignore[assignment]
    return model._meta.get_field(last)  # type: ignore[return-value]

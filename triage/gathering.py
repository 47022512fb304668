"""Rows of other tables brought along by the query of a case: a page with fifteen kinds of rows asks once, not fifteen times.

`beside()` is an annotation, `rebuilt()` makes model instances of what it brought. Sealed columns travel as they are
stored and stay sealed. A name may reach over a foreign key ("team__name"). What is gathered for the case page is in
case_file.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BinaryField, F, Field, Func, Model, QuerySet, TextField, Value
from django.db.models.functions import JSONObject

Row = TypeVar("Row", bound=Model)


def beside(rows: QuerySet[Any], *names: str) -> ArraySubquery:
    """The rows of a related table as one value of the outer query; order them explicitly."""
    model = rows.model
    return ArraySubquery(rows.values(row=JSONObject(**{name: _column(model, name) for name in names})))


def rebuilt(model: type[Row], rows: Iterable[Mapping[str, Any]] | None, **same: Any) -> list[Row]:
    """Instances of `model` from what `beside` brought; `same` is set on each (the case, its envelope)."""
    instances = [_instance(model, row) for row in rows or ()]
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

"""What goes in and out of an act: the questions it asks, an attempt at it, what became of it, why it was not done."""

from typing import Any

from rest_framework import serializers
from rest_framework.response import Response

from triage.fields import Field, options
from triage.models import Countersignature, Move
from triage.refusals import Refused
from triage.situation import Situation


class ActOpenness(serializers.Serializer[Any]):
    """An act and what keeps it from being done by this person now."""

    name = serializers.CharField(source="act.name")
    label = serializers.CharField(source="act.label")  # type: ignore[assignment]  # DRF takes fields off the class
    open = serializers.BooleanField()
    reasons = serializers.ListField(child=serializers.CharField())


class Choice(serializers.Serializer[Any]):
    """An answer that is accepted, and what it is called."""

    value = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # DRF takes fields off the class


class Question(serializers.Serializer[Any]):
    """What an act asks: the name an answer is sent under, of what kind it is, and which answers are accepted.

    `only_if`: asked only where the question named first was answered with the code named second.
    """

    name = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # DRF takes fields off the class
    kind = serializers.CharField()
    required = serializers.BooleanField()  # type: ignore[assignment]  # DRF takes fields off the class
    only_if = serializers.ListField(child=serializers.CharField(), allow_null=True)
    options = Choice(many=True)


class ActAsked(ActOpenness):
    """An act with everything it asks in this case."""

    questions = Question(many=True)


class Attempt(serializers.Serializer[Any]):
    """One attempt at an act: the version it was decided on, a key of its own, the answers by field name.

    `no_conflict`: whoever acts says that they know nobody in the case; asked once, at their first act or opening of it.
    """

    version = serializers.IntegerField(min_value=0)
    key = serializers.CharField(max_length=64)
    data = serializers.DictField(required=False, default=dict)  # type: ignore[assignment]  # DRF takes fields off the class
    no_conflict = serializers.BooleanField(required=False, default=False)


class Done(serializers.Serializer[Any]):
    """What became of it. With `waits_for_signature` nothing has happened yet: a second person must sign."""

    id = serializers.UUIDField()
    act = serializers.CharField()
    state = serializers.CharField()
    version = serializers.IntegerField()
    waits_for_signature = serializers.BooleanField()


class Problem(serializers.Serializer[Any]):
    """Why it was not done, in whole sentences; `errors` by field, "" for the whole."""

    reasons = serializers.ListField(child=serializers.CharField())
    errors = serializers.DictField(child=serializers.CharField(), required=False)  # type: ignore[assignment]  # DRF takes fields off the class
    version = serializers.IntegerField(required=False)


def asked_by(field: Field, ctx: Situation) -> dict[str, Any]:
    """Actions are offered by the team they were set for: what they say is an officer's words about people."""
    teams = {str(task.pk): task.team.name for task in ctx.open_tasks} if field.name == "task" else {}
    offered = options(field, ctx) if field.kind not in ("words", "line", "date") else []
    return {
        "name": field.name,
        "label": field.label,
        "kind": field.kind,
        "required": field.required,
        "only_if": field.only_if,
        "options": [{"value": value, "label": teams.get(value, label)} for value, label in offered],
    }


def became_of(done: Move | Countersignature) -> dict[str, Any]:
    """A move, or the asking for a second person's signature, as Done says it."""
    waits = isinstance(done, Countersignature)
    said = {"id": done.pk, "act": done.act, "waits_for_signature": waits}
    return said | {"state": done.case.state, "version": done.case.version}


def problem(refusal: Refused, code: int, **said: Any) -> Response:
    """The answer to an attempt that was refused."""
    return Response(Problem({"reasons": list(refusal.reasons), **said}).data, status=code)

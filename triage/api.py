"""The API: the same cases and the same acts as the desk, for other police systems. Facts and codes, never who is in it.

A thin caller like the pages: scope.py says what is seen, act() what is done. Addresses are in hatereport/api.py.
"""

import datetime as dt
import uuid
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers, status
from rest_framework.exceptions import NotFound, ParseError
from rest_framework.pagination import CursorPagination
from rest_framework.parsers import JSONParser
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from hatereport import audit
from partners.models import Person
from triage.acting import act
from triage.fields import Field, options
from triage.first_looks import Unopened, declare, refuse_unopened, with_first_look
from triage.models import Case, Countersignature, Move
from triage.openness import openness, why_not
from triage.queues import DESK_ROLES
from triage.refusals import Incomplete, NotInScope, Overtaken, Refused
from triage.scope import visible_to
from triage.situation import Situation
from triage.states import STATES
from triage.workflow import ACT, acts_from

_KINDS = [(kind.value, kind.label) for kind in Case.Kind]
_STATES = sorted({state.code for state in STATES})


class AtTheDesk(IsAuthenticated):
    """Only people who have a desk."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        return bool(super().has_permission(request, view)) and _person(request).holds(*DESK_ROLES)


class CaseFacts(serializers.ModelSerializer[Case]):
    """A case as coded facts."""

    state_label = serializers.CharField(source="stage.label", read_only=True)
    next_step = serializers.CharField(source="stage.next_step", read_only=True)
    report_reference = serializers.CharField(source="report.reference", read_only=True)
    reported_at = serializers.DateTimeField(source="report.received_at", read_only=True)
    kinds = serializers.ListField(source="report.kinds", child=serializers.CharField(), read_only=True)
    came_from = serializers.CharField(source="came_from.reference", read_only=True, default=None)

    class Meta:
        model = Case
        fields = [
            "reference", "kind", "state", "state_label", "next_step", "version", "force", "area", "grade", "risk", "danger",
            "flags", "strands", "kinds", "report_reference", "reported_at", "opened_at", "entered_state_at", "next_due_at",
            "silence_since", "ended_at", "came_from",
        ]  # fmt: skip
        read_only_fields = fields


class CaseQuestion(serializers.Serializer[Any]):
    """Which cases."""

    kind = serializers.ChoiceField(_KINDS, required=False)
    state = serializers.ChoiceField(_STATES, required=False)
    open = serializers.BooleanField(required=False, allow_null=True, default=None)


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


class NewestFirst(CursorPagination):
    """Read from a place in an index, never counted."""

    page_size = 50
    ordering = ("-opened_at", "id")

    def decode_cursor(self, request: Request) -> Any:
        """A place is a moment; DRF would hand anything else on to the database."""
        cursor = super().decode_cursor(request)
        if cursor is not None and cursor.position is not None:
            try:
                dt.datetime.fromisoformat(str(cursor.position)).astimezone(dt.UTC)
            except (ValueError, OverflowError):
                raise NotFound(self.invalid_cursor_message) from None
        return cursor


class FlatJSON(JSONParser):
    """JSON nested beyond measure is no attempt, not an error of ours."""

    def parse(self, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().parse(*args, **kwargs)
        except RecursionError:
            raise ParseError("This is nested too deeply.") from None


class Cases(APIView):
    """The cases in this person's scope, newest first."""

    permission_classes = [AtTheDesk]

    @extend_schema(
        operation_id="cases_list",
        parameters=[CaseQuestion, OpenApiParameter("cursor", str)],
        responses=CaseFacts(many=True),
    )
    def get(self, request: Request) -> Response:
        asked = CaseQuestion(data=request.query_params)
        asked.is_valid(raise_exception=True)
        pages = NewestFirst()
        with transaction.atomic():
            rows = pages.paginate_queryset(_chosen(_person(request), asked.validated_data), request) or []
            _looked(request, "api_list", {"count": len(rows)})
        return pages.get_paginated_response(CaseFacts(rows, many=True).data)


class OneCase(APIView):
    """One case as facts."""

    permission_classes = [AtTheDesk]

    @extend_schema(operation_id="cases_read", responses={200: CaseFacts, 404: None})
    def get(self, request: Request, reference: str) -> Response:
        with transaction.atomic():
            case = _case_or_404(request, reference)
            _looked(request, "api_read", {"version": case.version}, case)
        return Response(CaseFacts(case).data)


class Acts(APIView):
    """What can be done in a case now, and what cannot and why."""

    permission_classes = [AtTheDesk]

    @extend_schema(operation_id="acts_list", responses={200: ActOpenness(many=True), 404: None})
    def get(self, request: Request, reference: str) -> Response:
        with transaction.atomic():
            case = _case_or_404(request, reference)
            _looked(request, "api_acts", {"version": case.version}, case)
        rows = [row for row in acts_from(case.kind, case.state) if not row.system]
        return Response(ActOpenness(openness(Situation(case, _person(request)), rows), many=True).data)


class OneAct(APIView):
    """Do one act, as on the page: the same table, the same refusals."""

    permission_classes = [AtTheDesk]
    parser_classes = [FlatJSON]

    @extend_schema(operation_id="acts_read", responses={200: ActAsked, 404: None})
    def get(self, request: Request, reference: str, name: str) -> Response:
        """What it asks of this person in this case, with the answers that are accepted; no word of anybody in it."""
        with transaction.atomic():
            case = _case_or_404(request, reference)
            row = ACT.get((case.kind, name))
            if row is None or row.system:
                raise Http404
            _looked(request, "api_act", {"version": case.version}, case)
            ctx = Situation(case, _person(request), row)
            reasons = why_not(ctx)
            asked = [_question(field, ctx) for field in row.questions(ctx)]
        return Response(ActAsked({"act": row, "open": not reasons, "reasons": reasons, "questions": asked}).data)

    @extend_schema(
        operation_id="acts_do",
        request=Attempt,
        responses={
            201: Done,
            400: OpenApiResponse(description="This is no attempt: version or key is missing."),
            404: OpenApiResponse(description="No such case for you, or no such act."),
            409: OpenApiResponse(Problem, "Refused, or somebody else was quicker."),
            422: OpenApiResponse(Problem, "Something asked for is missing or unusable."),
        },
    )
    def post(self, request: Request, reference: str, name: str) -> Response:
        attempt = Attempt(data=request.data)
        attempt.is_valid(raise_exception=True)
        case = _case_or_404(request, reference)
        if (case.kind, name) not in ACT:
            raise Http404
        answers = dict(attempt.validated_data)
        try:
            _say_whom_they_know(_person(request), case, name, answers.pop("no_conflict"))
            done = act(case.pk, name, _person(request), **answers)
        except NotInScope:
            raise Http404 from None
        except Incomplete as refusal:
            return _problem(refusal, status.HTTP_422_UNPROCESSABLE_ENTITY, errors=refusal.errors)
        except Overtaken as refusal:
            return _problem(refusal, status.HTTP_409_CONFLICT, version=max(move.seq for move in refusal.moves))
        except Unopened:
            return _problem(Refused(_SAY_FIRST), status.HTTP_409_CONFLICT)
        except Refused as refusal:
            return _problem(refusal, status.HTTP_409_CONFLICT)
        return Response(Done(_done(done)).data, status=status.HTTP_201_CREATED)


def _person(request: Request) -> Person:
    assert isinstance(request.user, Person)
    return request.user


def _chosen(person: Person, asked: dict[str, Any]) -> QuerySet[Case]:
    cases = visible_to(person).select_related("report", "came_from").defer(*_SEALED)
    cases = cases.filter(**{name: asked[name] for name in ("kind", "state") if name in asked})
    return cases if asked.get("open") is None else cases.filter(ended_at__isnull=asked["open"])


def _case_or_404(request: Request, reference: str) -> Case:
    person = _person(request)
    case = with_first_look(_chosen(person, {}).filter(reference=reference.upper()), person).first()
    if case is None:
        raise Http404
    return case


def _say_whom_they_know(person: Person, case: Case, name: str, no_conflict: bool) -> None:
    """As at the desk (first_looks.py), in words of the attempt. Raises Unopened."""
    try:
        refuse_unopened(person, case, name)
    except Unopened:
        if not no_conflict:
            raise
        declare(person, case, conflict=False, key=uuid.uuid4().hex)


def _looked(request: Request, what: str, detail: dict[str, int], case: Case | None = None) -> None:
    person = _person(request)
    subject: tuple[str, uuid.UUID] = ("case", case.pk) if case else ("queue", person.pk)
    audit.record(person.as_actor(), "consultation", *subject, what, detail, force=case.force_id if case else "")


def _question(field: Field, ctx: Situation) -> dict[str, Any]:
    """Actions are offered by the team they were set for: what they say is an officer's words about people."""
    teams = {str(task.pk): task.team.name for task in ctx.open_tasks} if field.name == "task" else {}
    offered = options(field, ctx) if field.kind not in ("words", "line", "date", "moment") else []
    return {
        "name": field.name,
        "label": field.label,
        "kind": field.kind,
        "required": field.required,
        "only_if": field.only_if,
        "options": [{"value": value, "label": teams.get(value, label)} for value, label in offered],
    }


def _done(done: Move | Countersignature) -> dict[str, Any]:
    waits = isinstance(done, Countersignature)
    said = {"id": done.pk, "act": done.act, "waits_for_signature": waits}
    return said | {"state": done.case.state, "version": done.case.version}


def _problem(refusal: Refused, code: int, **said: Any) -> Response:
    return Response(Problem({"reasons": list(refusal.reasons), **said}).data, status=code)


_SEALED = ("report__narrative_sealed", "report__answers_sealed")
_SAY_FIRST = (
    "This person has not said yet whether they know anyone in the case: send no_conflict true if they know nobody, or "
    "open it at the desk."
)

"""Acts: which are open and why not, what one asks, and doing it."""

import uuid
from typing import Any

from django.db import transaction
from django.http import Http404
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import status
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from partners.models import Person
from triage.acting import act
from triage.api.door import AtTheDesk, case_or_404, looked, person_of
from triage.api.shapes import ActAsked, ActOpenness, Attempt, Done, Problem, asked_by, became_of, problem
from triage.first_looks import Unopened, declare, refuse_unopened
from triage.models import Case
from triage.openness import openness, why_not
from triage.refusals import Incomplete, NotInScope, Overtaken, Refused
from triage.situation import Situation
from triage.workflow import ACT, acts_from

_SAY_FIRST = (
    "This person has not said yet whether they know anyone in the case: send no_conflict true if they know nobody, or "
    "open it at the desk."
)


class FlatJSON(JSONParser):
    """JSON nested beyond measure is no attempt, not an error of ours."""

    def parse(self, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().parse(*args, **kwargs)
        except RecursionError:
            raise ParseError("This is nested too deeply.") from None


class Acts(APIView):
    """What can be done in a case now, and what cannot and why."""

    permission_classes = [AtTheDesk]

    @extend_schema(operation_id="acts_list", responses={200: ActOpenness(many=True), 404: None})
    def get(self, request: Request, reference: str) -> Response:
        with transaction.atomic():
            case = case_or_404(request, reference)
            looked(request, "api_acts", {"version": case.version}, case)
        rows = [row for row in acts_from(case.kind, case.state) if not row.system]
        return Response(ActOpenness(openness(Situation(case, person_of(request)), rows), many=True).data)


class OneAct(APIView):
    """Do one act, as on the page: the same table, the same refusals."""

    permission_classes = [AtTheDesk]
    parser_classes = [FlatJSON]

    @extend_schema(operation_id="acts_read", responses={200: ActAsked, 404: None})
    def get(self, request: Request, reference: str, name: str) -> Response:
        """What it asks of this person in this case, with the answers that are accepted; no word of anybody in it."""
        with transaction.atomic():
            case = case_or_404(request, reference)
            row = ACT.get((case.kind, name))
            if row is None or row.system:
                raise Http404
            looked(request, "api_act", {"version": case.version}, case)
            ctx = Situation(case, person_of(request), row)
            reasons = why_not(ctx)
            asked = [asked_by(field, ctx) for field in row.questions(ctx)]
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
        case = case_or_404(request, reference)
        if (case.kind, name) not in ACT:
            raise Http404
        answers = dict(attempt.validated_data)
        try:
            _say_whom_they_know(person_of(request), case, name, answers.pop("no_conflict"))
            done = act(case.pk, name, person_of(request), **answers)
        except NotInScope:
            raise Http404 from None
        except Incomplete as refusal:
            return problem(refusal, status.HTTP_422_UNPROCESSABLE_ENTITY, errors=refusal.errors)
        except Overtaken as refusal:
            return problem(refusal, status.HTTP_409_CONFLICT, version=max(move.seq for move in refusal.moves))
        except Unopened:
            return problem(Refused(_SAY_FIRST), status.HTTP_409_CONFLICT)
        except Refused as refusal:
            return problem(refusal, status.HTTP_409_CONFLICT)
        return Response(Done(became_of(done)).data, status=status.HTTP_201_CREATED)


def _say_whom_they_know(person: Person, case: Case, name: str, no_conflict: bool) -> None:
    """As at the desk (first_looks.py), in words of the attempt. Raises Unopened."""
    try:
        refuse_unopened(person, case, name)
    except Unopened:
        if not no_conflict:
            raise
        declare(person, case, conflict=False, key=uuid.uuid4().hex)

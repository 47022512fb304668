"""Cases as facts: the list of those in somebody's scope, and one."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from partners.models import Person
from triage import search_alarms
from triage.api.door import AtTheDesk, case_or_404, cases_of, looked, person_of
from triage.models import Case
from triage.states import STATES

_KINDS = [(kind.value, kind.label) for kind in Case.Kind]
_STATES = sorted({state.code for state in STATES})


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
            rows = pages.paginate_queryset(_chosen(person_of(request), asked.validated_data), request) or []
            looked(request, "api_list", {"count": len(rows)})
        return pages.get_paginated_response(CaseFacts(rows, many=True).data)


class OneCase(APIView):
    """One case as facts."""

    permission_classes = [AtTheDesk]

    @extend_schema(operation_id="cases_read", responses={200: CaseFacts, 404: None})
    def get(self, request: Request, reference: str) -> Response:
        with transaction.atomic():
            case = case_or_404(request, reference)
            search_alarms.found_by_reference(person_of(request), [case])
            looked(request, "api_read", {"version": case.version}, case)
        return Response(CaseFacts(case).data)


def _chosen(person: Person, asked: dict[str, Any]) -> QuerySet[Case]:
    cases = cases_of(person).filter(**{name: asked[name] for name in ("kind", "state") if name in asked})
    return cases if asked.get("open") is None else cases.filter(ended_at__isnull=asked["open"])

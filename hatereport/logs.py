"""Logs that cannot tell on anybody: an allow-list of fields, and nothing else gets out.

No address, no user agent, no path (the route's pattern instead), no content, no message of an exception (they quote
values). Records of other libraries keep their template and lose what was to be filled in: `"Not Found: %s"`, never
what was not found. What went wrong is told by its class and by the line of code that raised it, which is enough to
find it.
"""

import logging
import sys
import time
import traceback
import uuid
from collections.abc import Callable, MutableMapping
from types import TracebackType
from typing import Any, Final

import structlog
from django.http import HttpRequest, HttpResponse

#: What a line may hold. Each is a code, an id or a number by the way it is written.
ALLOWED: Final = frozenset(
    {
        "timestamp", "level", "logger", "event",
        "route", "method", "status", "milliseconds", "request",
        "task", "task_id", "topic", "notice", "attempts", "count",
        "error", "raised_at", "check",
    }
)  # fmt: skip

#: Libraries whose templates are known to hold no values. Of others only the logger's name is kept, as some fill in
#: their words before they log.
KNOWN_TEMPLATES: Final = (
    "celery.",
    "kombu.",
    "gunicorn.",
    "django.",
    "hatereport.",
    "partners.",
    "incidents.",
    "triage.",
)

#: Fills in some of its words before it logs ("Invalid request from ip=..."): what comes without values is not kept.
FILLED_IN_BEFORE: Final = "gunicorn."

#: A method may be any word; these are the ones that are written down.
METHODS: Final = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"})

Event = MutableMapping[str, Any]


class RequestLogMiddleware:
    """One line a request: route, method, status, time taken. The request's id also goes to the page of an error."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request_id = uuid.uuid4().hex[:12]
        structlog.contextvars.bind_contextvars(request=request_id)
        request.log_id = request_id  # type: ignore[attr-defined]  # read by templates/500.html
        began = time.perf_counter()
        try:
            response = self.get_response(request)
            if request.resolver_match or response.status_code >= 400:  # a style sheet has nothing to tell
                log.info(
                    "request",
                    route=request.resolver_match.route if request.resolver_match else "none",
                    method=request.method if request.method in METHODS else "other",
                    status=response.status_code,
                    milliseconds=round((time.perf_counter() - began) * 1000),
                )
            return response
        finally:
            structlog.contextvars.unbind_contextvars("request")


def only_what_is_allowed(_logger: Any, _method: str, event: Event) -> Event:
    """The last processor before a line is written: drop every other field."""
    return {name: value for name, value in event.items() if name in ALLOWED}


def _without_values(_logger: Any, _method: str, event: Event) -> Event:
    """Of another library's record keep the template; of a task's record its name and id."""
    record: logging.LogRecord = event["_record"]
    known = record.name.startswith(KNOWN_TEMPLATES) and isinstance(record.msg, str)
    if record.name.startswith(FILLED_IN_BEFORE) and not record.args:
        known = False
    event["event"] = record.msg if known else "said something"
    told = getattr(record, "data", None)
    if isinstance(told, dict):  # Celery's records of tasks
        event["task"], event["task_id"] = told.get("name"), told.get("id")
    status = getattr(record, "status_code", None)
    if isinstance(status, int):
        event["status"] = status
    return event


def _class_and_line(_logger: Any, _method: str, event: Event) -> Event:
    """An exception is told by its class and where it was raised."""
    raised = event.pop("exc_info", None)
    if raised is True:
        raised = sys.exc_info()
    if isinstance(raised, BaseException):
        raised = (type(raised), raised, raised.__traceback__)
    if isinstance(raised, tuple) and raised[0] is not None:
        event["error"] = raised[0].__name__
        event["raised_at"] = _last_line(raised[2])
    return event


def _last_line(trace: TracebackType | None) -> str:
    frames = traceback.extract_tb(trace)
    if not frames:
        return ""
    folder_and_file = "/".join(frames[-1].filename.rsplit("/", 2)[-2:])
    return f"{folder_and_file}:{frames[-1].lineno} {frames[-1].name}"


_SHARED: Final[list[Any]] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    _class_and_line,
]

LOGGING: Final[dict[str, Any]] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "lines": {
            "()": structlog.stdlib.ProcessorFormatter,
            "foreign_pre_chain": [*_SHARED, _without_values],
            "processors": [only_what_is_allowed, structlog.processors.JSONRenderer(sort_keys=True, default=str)],
        }
    },
    "handlers": {"lines": {"class": "logging.StreamHandler", "formatter": "lines"}},
    "root": {"handlers": ["lines"], "level": "INFO"},
    "loggers": {
        # Django's own handlers mail whole requests to administrators and print paths: replaced, not added to.
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": [], "level": "CRITICAL", "propagate": False},
        "django.request": {"handlers": [], "level": "ERROR", "propagate": True},
        # A wrong Host header is quoted in full, and comes from scanners.
        "django.security.DisallowedHost": {"handlers": [], "level": "CRITICAL", "propagate": False},
        # "Task received" and "succeeded" at every sweep would bury what matters.
        "celery": {"handlers": [], "level": "WARNING", "propagate": True},
        "gunicorn.access": {"handlers": [], "level": "CRITICAL", "propagate": False},
        # Its own handler writes the address asked for and the whole trace: through ours instead.
        "gunicorn.error": {"handlers": [], "level": "WARNING", "propagate": True},
    },
}

structlog.configure(
    processors=[
        structlog.stdlib.filter_by_level,
        *_SHARED,
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    wrapper_class=structlog.stdlib.BoundLogger,
    cache_logger_on_first_use=True,
)

log = structlog.get_logger(__name__)

"""Logs tell what happened and where in the code; never what anybody wrote, nor who they are."""

import io
import json
import logging
import logging.config
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from django.http import HttpResponse
from django.test import Client, RequestFactory

from hatereport import logs

CANARY = "canary-botchergate"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What the service's own logging writes while the test runs."""
    root, kept = logging.getLogger(), logging.getLogger().handlers[:]
    stream = io.StringIO()
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=logs.LOGGING["formatters"]["lines"]["foreign_pre_chain"],
        processors=logs.LOGGING["formatters"]["lines"]["processors"],
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter)
    root.handlers = [handler]
    yield stream
    root.handlers = kept


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_only_allowed_fields_are_written(written: Any) -> None:
    logs.log.info("request", route="report/", status=200, address="192.0.2.7", agent="Mozilla", note=CANARY)

    assert [set(line) for line in lines(written)] == [{"event", "level", "logger", "route", "status", "timestamp"}]


def test_another_librarys_record_keeps_its_template_alone(written: Any) -> None:
    logging.getLogger("django.request").error("Not Found: %s", f"/return/{CANARY}", extra={"status_code": 404})
    logging.getLogger("django.security.csrf").warning("Forbidden (%s): %s", CANARY, "192.0.2.7")

    assert [line["event"] for line in lines(written)] == ["Not Found: %s", "Forbidden (%s): %s"]
    assert lines(written)[0]["status"] == 404
    assert CANARY not in written.getvalue()
    assert "192.0.2.7" not in written.getvalue()


def test_an_unknown_librarys_words_are_not_written(written: Any) -> None:
    logging.getLogger("somelibrary").warning(f"cannot parse {CANARY}")

    assert lines(written)[0]["logger"] == "somelibrary"
    assert CANARY not in written.getvalue()


def test_an_exception_is_told_by_class_and_line(written: Any) -> None:
    def read_report() -> None:
        raise ValueError(CANARY)

    try:
        read_report()
    except ValueError:
        logs.log.exception("notice failed", topic="report.received")
        logging.getLogger("django.request").exception("Internal Server Error: %s", CANARY)

    for line in lines(written):
        assert line["error"] == "ValueError"
        assert line["raised_at"].startswith("hatereport/test_logs.py:")
        assert line["raised_at"].endswith(" read_report")
    assert CANARY not in written.getvalue()


def test_a_failed_task_is_told_by_name_and_id(written: Any) -> None:
    arguments = {"name": "outbox.deliver", "id": "7", "args": CANARY, "exc": CANARY, "traceback": CANARY}

    logging.getLogger("celery.app.trace").error(
        "Task %(name)s[%(id)s] raised: %(exc)s", arguments, extra={"data": arguments}
    )

    assert (lines(written)[0]["task"], lines(written)[0]["task_id"]) == ("outbox.deliver", "7")
    assert CANARY not in written.getvalue()


def test_a_request_is_told_by_its_route(written: Any) -> None:
    Client(HTTP_USER_AGENT=CANARY, REMOTE_ADDR="192.0.2.7").get(f"/livez?{CANARY}")

    [line] = [line for line in lines(written) if line["event"] == "request"]
    assert (line["route"], line["method"], line["status"]) == ("livez", "GET", 200)
    assert len(line["request"]) == 12
    assert CANARY not in written.getvalue()
    assert "192.0.2.7" not in written.getvalue()


@pytest.mark.django_db
def test_an_address_nobody_answers_is_not_written(written: Any) -> None:
    Client(raise_request_exception=False).get(f"/nothing/{CANARY}/")

    assert "404" in written.getvalue()
    assert CANARY not in written.getvalue()


def test_a_method_made_up_by_the_client_is_not_written(written: Any) -> None:
    request = RequestFactory().generic(CANARY.upper(), "/livez")

    logs.RequestLogMiddleware(lambda _: HttpResponse(status=405))(request)

    assert lines(written)[0]["method"] == "other"


def test_requests_have_ids_of_their_own(written: Any) -> None:
    for _ in range(2):
        Client().get("/livez")

    told = [line["request"] for line in lines(written) if line["event"] == "request"]
    assert len(set(told)) == 2


def test_the_loggers_that_quote_addresses_are_off() -> None:
    loggers = logs.LOGGING["loggers"]

    for name in ("gunicorn.access", "django.server", "django.security.DisallowedHost"):
        assert loggers[name]["level"] == "CRITICAL"
        assert not loggers[name]["propagate"]
    assert "AdminEmailHandler" not in str(logs.LOGGING)


def test_what_gunicorn_says_of_a_broken_request_passes_the_same_door(written: Any) -> None:
    error = logging.getLogger("gunicorn.error")
    error.addHandler(own := logging.StreamHandler())  # as gunicorn sets it up before it loads the application
    logging.config.dictConfig(logs.LOGGING)
    root = logging.getLogger()
    root.handlers[0].setStream(written)  # type: ignore[attr-defined]  # a StreamHandler

    try:
        raise ValueError(CANARY)
    except ValueError:
        error.exception("Error handling request %s %s", "GET", f"/{CANARY}/")

    assert own not in error.handlers
    assert lines(written)[-1]["error"] == "ValueError"
    assert CANARY not in written.getvalue()


def test_what_gunicorn_fills_in_before_it_logs_is_not_written(written: Any) -> None:
    logging.getLogger("gunicorn.error").warning(f"Invalid request from ip=192.0.2.7: Invalid HTTP Header: {CANARY}")

    assert lines(written)[0]["event"] == "said something"
    assert "192.0.2.7" not in written.getvalue()


@pytest.mark.parametrize("name", sorted(logs.ALLOWED))
def test_every_allowed_field_is_named_for_a_code_or_number(name: str) -> None:
    assert name not in {"address", "ip", "user_agent", "path", "query", "message", "exception", "body", "user"}

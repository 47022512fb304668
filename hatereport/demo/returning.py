"""What the people of the stories do behind their codes: write, add a file, ask to be reached elsewhere, change the code.

Through the same functions as the pages under /return/, in a sitting of its own each time. telling.py says when.
"""

import uuid
from collections.abc import Callable
from typing import Any

from hatereport.demo.files import made
from hatereport.sealing import token_digests
from incidents import code_changes, contact_changes, messages, news, visits
from incidents.evidence import taking
from incidents.models import ReturnVisit
from incidents.return_codes import Passcode

#: Takes the visit, what the story says, and the key that makes a second sending of the same the same.
Deed = Callable[[ReturnVisit, dict[str, Any], uuid.UUID], None]


def come_back(code: Passcode, what: str, said: dict[str, Any], key: uuid.UUID) -> Passcode:
    """Do it; the code with which they come back the next time."""
    token = visits.begin(code)
    visit = ReturnVisit.objects.select_related("report__content", "party").get(token_digest=token_digests(token)[0][1])
    if what == "change_code":
        return code_changes.change(visit)
    _DEEDS[what](visit, said, key)
    return code


def _write(visit: ReturnVisit, said: dict[str, Any], key: uuid.UUID) -> None:
    messages.read_by_reporter(visit.report)
    messages.post_from_reporter(visit, said["words"], danger=said["danger"], submission_key=key)


def _ask_to_stop(visit: ReturnVisit, _said: dict[str, Any], _key: uuid.UUID) -> None:
    messages.ask_to_withdraw(visit)


def _add_file(visit: ReturnVisit, said: dict[str, Any], key: uuid.UUID) -> None:
    content = made(said["name"], said["shows"])
    taking.take(visit, said["name"], content, len(content), keep_original=said["keep_original"], submission_key=key)


def _ask_for_contact(visit: ReturnVisit, said: dict[str, Any], key: uuid.UUID) -> None:
    contact_changes.ask(visit, {"bans": [], "safe_times": [], **said}, submission_key=key)


def _choose_news(visit: ReturnVisit, said: dict[str, Any], key: uuid.UUID) -> None:
    news.choose(visit, "email", said["email"], said["wording"], submission_key=key)


def _test_came(visit: ReturnVisit, _said: dict[str, Any], _key: uuid.UUID) -> None:
    news.came(visit)


_DEEDS: dict[str, Deed] = {
    "write": _write,
    "ask_to_stop": _ask_to_stop,
    "add_file": _add_file,
    "ask_for_contact": _ask_for_contact,
    "choose_news": _choose_news,
    "test_came": _test_came,
}

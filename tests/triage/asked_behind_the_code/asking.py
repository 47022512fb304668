"""What a person asks for behind their code, and an officer who answers it, for the tests of the desk."""

import uuid
from typing import Any

from hatereport import outbox
from incidents import contact_changes, news
from incidents.models import NewsChoice, Party
from partners.models import Person
from tests import cast
from tests.files_of_the_cast import visit_to
from tests.triage import chain
from tests.triage.chain import does
from tests.triage.desk_browser import address, at_desk
from triage.models import Case
from triage.situation import Situation

NEW = {
    "name": "Amina",
    "channels": ["email"],
    "email": "amina.new@home.example",
    "bans": ["someone_must_not_know"],
    "safe_times": [],
    "safe_words": "My brother reads my letters.",
}
SAID_YES = {"contact_channel": "call", "contact_words": "It was me."}


def asks(case: Case, **changed: Any) -> None:
    contact_changes.ask(visit_to(case.report), {**NEW, **changed}, submission_key=uuid.uuid4())
    works()


def works() -> None:
    """The worker's turn; what waits for later stays."""
    while outbox.sweep():
        pass


def taken(**sections: Any) -> tuple[Case, Person]:
    """A case in the hands of the control room sergeant."""
    case = chain.report_received(**sections)
    sergeant = cast.control_room_sergeant()
    does(sergeant, "take", case)
    return case, sergeant


def answers(person: Person, name: str, case: Case, **data: Any) -> None:
    """One act on what waits now."""
    does(person, name, case, asked_about=waits(case, name), **data)


def waits(case: Case, name: str) -> str:
    ctx = Situation(case, None)
    wish = ctx.news if name.endswith("news") else ctx.change
    return str(wish.pk) if wish else ""


def party(case: Case) -> Party:
    return Party.objects.select_related("contact", "report").get(report=case.report_id, is_filer=True)


def page_of(person: Person, case: Case) -> str:
    return at_desk(person).get(address(case)).content.decode()


def wants_news(case: Case) -> NewsChoice:
    visit = visit_to(case.report)
    news.choose(visit, "email", "amina.news@home.example", "news", submission_key=uuid.uuid4())
    works()
    return NewsChoice.objects.get(party=visit.party)

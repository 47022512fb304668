"""What a person asks for behind their return code, for the tests."""

import uuid
from typing import Any

from django.core import mail
from django.test import Client

from hatereport import clock
from incidents import news
from incidents.models import NewsChoice, Party
from tests import cast

NOBODY_BLOCKED: frozenset[str] = frozenset()
WISH = {"name": "Amina", "channels": ["email"], "email": "amina.new@home.example", "bans": ["someone_must_not_know"]}
#: Tuesday 3 March 2026, ten in the morning in London.
MORNING = clock.now().replace(year=2026, month=3, day=3, hour=10, minute=0)


def party() -> Party:
    return Party.objects.select_related("contact", "report").get(is_filer=True)


def chooses_news(client: Client, **changed: str) -> Any:
    said = {"email": "amina.news@home.example", "wording": "order", "key": str(uuid.uuid4()), **changed}
    return client.post("/return/news/", said)


def has_news(client: Client) -> NewsChoice:
    """A choice whose test message came and which staff have confirmed."""
    chooses_news(client)
    choice = NewsChoice.objects.get(stopped_at=None)
    news.send_test(choice.pk, blocked=NOBODY_BLOCKED)
    client.post("/return/news/came/")
    news.put_in_force(choice, cast.officer())
    mail.outbox.clear()
    choice.refresh_from_db()
    return choice

"""When a person gets a mail that something is new. Who sends it is triage's (desk notices); here is what they chose."""

from datetime import time

from django.db import transaction

from hatereport import audit
from partners.models import Person

SUBJECT = "person"


@transaction.atomic
def change(person: Person, *, mail_news: bool, quiet_from: time | None, quiet_until: time | None) -> None:
    """Both hours, or neither: the form sees to that. From later than until means over midnight."""
    person.mail_news, person.quiet_from, person.quiet_until = mail_news, quiet_from, quiet_until
    person.save(update_fields=["mail_news", "quiet_from", "quiet_until"])
    audit.record(person.as_actor(), "alteration", SUBJECT, person.pk, "news_settings_changed", {"mail": mail_news})

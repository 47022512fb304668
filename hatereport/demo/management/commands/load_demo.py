"""python manage.py load_demo: reference data, people and stories of the demo, once."""

import time
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from hatereport import clock
from hatereport.audit.anchors import anchor
from hatereport.demo import drawn, finding, notices, presence
from hatereport.demo.cast import PASSWORD, make_accounts
from hatereport.demo.stories import STORIES
from hatereport.demo.telling import Told, deliver, submission_key, tell_all
from incidents.models import Report
from incidents.return_codes import grouped
from partners import reference
from partners.models import Terminal
from triage.models import Case


class Command(BaseCommand):
    help = "Load the invented people and stories of the demo (once; a second run changes nothing)."

    def handle(self, *_args: Any, **_options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demo's people have a password everybody knows: set DEMO=1, on loopback only.")
        began = time.monotonic()
        reference.load()
        notices.fill_in()
        now = clock.now()
        with clock.at(now - timedelta(days=365)):  # they held their roles before anything happened
            people = make_accounts()
        self.stdout.write(f"   {people} accounts, password: {PASSWORD}")
        here = Report.objects.filter(submission_key__in=[submission_key(story) for story in STORIES]).count()
        if here == len(STORIES) and Terminal.objects.exists():
            self.stdout.write("   The stories are here already; nothing was changed.")
            return
        if here:
            raise CommandError("An earlier loading was cut short: begin again with an empty database.")
        told = self._tell(now)
        with transaction.atomic():  # all or nothing, and so a loading cut short here is known by the terminals it lacks
            finding.look_around()
            presence.be_there()
            drawn.draw()
        deliver()
        anchor()
        cases = Case.objects.filter(report_id__in=[one.sent.report_id for one in told if one.sent]).count()
        self.stdout.write(f"   {len(told)} reports and {cases} cases in {time.monotonic() - began:.0f} s")
        self._say_what_to_try(told)

    def _tell(self, now: Any) -> list[Told]:
        with connection.cursor() as cursor:
            cursor.execute("SET synchronous_commit TO off")  # a machine that crashes now loads the demo anew
        begun = 0

        def heard(_story: object) -> None:
            nonlocal begun
            begun += 1
            if begun % 10 == 0:
                self.stdout.write(f"   {begun} of {len(STORIES)} stories")
                self.stdout.flush()

        return tell_all(STORIES, now, heard)

    def _say_what_to_try(self, told: list[Told]) -> None:
        self.stdout.write("   Come back as a reporter at /return/ with one of these codes:")
        for one in told:
            if one.story.to_try and one.sent:
                self.stdout.write(f"   {grouped(one.sent.return_code)}   {one.story.to_try}")

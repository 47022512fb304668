"""manage.py create_admin EMAIL NAME: the first administrator, or the administrator of one more force.

The password is asked for at a terminal; without one (a container) a password is made up, printed once and nowhere
kept. Outside the demo the second factor is set up at the first sign-in.
"""

import getpass
import secrets
import sys
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from partners import onboarding, people, teams
from partners.models import Force, Person

MADE_UP_BYTES = 15


class Command(BaseCommand):
    help = "Create an administrator: of the platform and the duty force, or with --force of that force alone."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("name")
        parser.add_argument("--force", default="", help="code of the force, such as leicestershire")
        parser.add_argument("--make-password", action="store_true", help="do not ask: make one up and print it once")

    def handle(self, *args: Any, email: str, name: str, force: str, make_password: bool, **options: Any) -> None:
        its_force = self._force(force)
        asked = sys.stdin.isatty() and not make_password
        password = self._ask() if asked else secrets.token_urlsafe(MADE_UP_BYTES)
        person = self._add(email, name, password)
        people.grant(None, person, "force_administrator", force=its_force)
        if not force:
            people.grant(None, person, "platform_administrator")
        self.stdout.write(f"{person.email} administers {its_force.name}{'' if force else ' and the platform'}.")
        if not asked:
            self.stdout.write(f"Password, shown this once: {password}")
        if missing := onboarding.nobody_live():
            self.stdout.write(missing)

    def _force(self, code: str) -> Force:
        if not code:
            return teams.duty_force()
        found = Force.objects.filter(pk=code).first()
        if found is None or not (found.on_board or onboarding.is_joining(found)):
            raise CommandError(f"No force that works here is called {code}.")
        return found

    def _ask(self) -> str:
        password = getpass.getpass("Password: ")
        if password != getpass.getpass("Again: "):
            raise CommandError("The two passwords are not the same.")
        try:
            validate_password(password)
        except ValidationError as weak:
            raise CommandError(" ".join(weak.messages)) from weak
        return password

    def _add(self, email: str, name: str, password: str) -> Person:
        try:
            return people.add_person(None, email, name, password)
        except people.AlreadyHere as here:
            raise CommandError(str(here)) from here

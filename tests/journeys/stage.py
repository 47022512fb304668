"""The stage of a story: the running house, and everybody who has a part in it, each in a window of their own."""

from collections.abc import Callable
from typing import Any, TypeVar

from allauth.mfa.models import Authenticator

from partners.models import Person
from tests.journeys.officer import Officer
from tests.journeys.reporter import Reporter
from tests.partners.signing_in import with_second_factor
from tests.running_house import House

Guest = TypeVar("Guest", Reporter, Officer)


class Stage:
    """Calls people in; when the story is over every window is closed, and none may have had anything to complain of."""

    def __init__(self, house: House, browser: Any) -> None:
        self._house, self._browser = house, browser
        self._windows: list[Reporter | Officer] = []

    def reporter(self, **how: Any) -> Reporter:
        return self._enters(Reporter(self._browser, self._house.url, **how))

    def officer(self, who: Callable[..., Person], *which: int) -> Officer:
        """Somebody of tests/cast.py, signed in."""
        officer = self._enters(Officer(self._browser, self._house.url, who(*which)))
        officer.signs_in()
        return officer

    def with_an_app(self, who: Callable[..., Person], *which: int) -> Officer:
        """Somebody with an app for codes, signed in with both steps. It goes with the story: others let them in without."""
        officer = self.at_the_door(who, *which)
        officer.app = with_second_factor(officer.person)
        officer.signs_in()
        return officer

    def at_the_door(self, who: Callable[..., Person], *which: int) -> Officer:
        """The same before signing in."""
        return self._enters(Officer(self._browser, self._house.url, who(*which)))

    def ends(self) -> None:
        complaints = [complaint for window in self._windows for complaint in window.closes()]
        with_an_app = [one.person for one in self._windows if isinstance(one, Officer) and one.app]
        Authenticator.objects.filter(user__in=with_an_app).delete()
        assert complaints == [], complaints

    def _enters(self, window: Guest) -> Guest:
        self._windows.append(window)
        return window

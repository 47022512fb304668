"""The list somebody goes through case by case: a tab of the queue or a search, and how it is carried from page to page.

The next case is read from the place where this one stood in the list: nothing is counted, and it does not matter whether
the case has moved on or left the list since.
"""

from dataclasses import dataclass

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from partners.models import Person
from triage import queues
from triage.finding import filters
from triage.finding.sorts import SORT, URGENCY
from triage.models import Case
from triage.places import Order, Place
from triage.queues import Tab
from triage.views.door import me


@dataclass(frozen=True)
class Walk:
    """`find` is the address of a search, "" where they go through a tab. `at`: where the list was left, if it is known."""

    tab: Tab
    find: str = ""
    at: str = ""

    @property
    def query(self) -> str:
        """What the addresses of this case carry along."""
        return f"{self._list}&{urlencode({'at': self.at})}" if self.at else self._list

    @property
    def _list(self) -> str:
        return urlencode({"find": self.find} if self.find else {"tab": self.tab.code})

    @property
    def list_address(self) -> str:
        return f"{reverse('desk_search')}?{self.find}" if self.find else f"{reverse('desk')}?tab={self.tab.code}"

    @property
    def label(self) -> str:
        return "Back to what was found" if self.find else "Back to the queue"

    @property
    def order(self) -> Order:
        sort = SORT.get(QueryDict(self.find).get("sort", ""), URGENCY) if self.find else URGENCY
        return sort.order

    def place_of(self, case: Case) -> Place:
        """Where the case stood when the list was left, else where it stands now."""
        return self.order.read(self.at) or self.order.place_of(case)

    def back_to(self, case: Case) -> str:
        """The page of the case it was asked from, with the list as it stands behind it."""
        return self.address_of(case, self.at)

    def address_of(self, case: Case, place: str = "") -> str:
        at = f"&{urlencode({'at': place})}" if place else ""
        return f"{reverse('desk_case', args=[case.reference])}?{self._list}{at}"

    def step(self, person: Person, *, back: bool = False) -> Case | None:
        """The case behind the place, or before it. A tab begins again at its end, for there is always a next in a queue."""
        place = self.order.read(self.at)
        if self.find:
            found = filters.read(person, QueryDict(self.find))
            return (found.before(place) if back and place else found.beyond(place)).first()
        cases = queues.cases_in(self.tab, person)
        if back:
            return cases.filter(place.before()).order_by(*self.order.reversed.fields).first() if place else None
        if place is None:
            return cases.first()
        return cases.filter(place.beyond()).first() or cases.exclude(pk=place.key).first()


def walk_of(request: HttpRequest) -> Walk:
    """From an address, or from the form of an act. What is too long to be a search of ours is none."""
    said = request.POST if request.method == "POST" else request.GET
    find = said.get("find", "") or request.GET.get("find", "")
    at = said.get("place", "") or said.get("after", "") or request.GET.get("at", "")
    return Walk(chosen_tab(request), find if len(find) <= filters.LONGEST and find.isprintable() else "", at[:120])


def chosen_tab(request: HttpRequest) -> Tab:
    """The tab an address or a form names, if this person has it; else the one their desk opens with."""
    person = me(request)
    tab = queues.TAB.get(request.POST.get("tab") or request.GET.get("tab", ""))
    return tab if tab and tab.shown_to(person) else queues.landing(person)

"""The desk for one user: a control room sergeant who opens the queue and one case after another, then the search in every
order and the measures of the force.
"""

import re
from dataclasses import dataclass
from itertools import cycle

from tests.bench.client import Times, Visitor, share
from tests.bench.stand import Stand

SERGEANT = "control.room@cumbria.example"
LEAD = "hate.crime.lead@cumbria.example"
PASSWORD = "demo"
OPENED = 60
#: Looks at each order of the search, and at the measures.
LOOKS = 20
ORDERS = ("urgency", "due", "silence", "stage", "newest", "oldest")
#: A facet on top of the order, as somebody who looks for something has it.
NARROWED = ("", "&kind=hate_crime", "&stage=control_room")
PERFORMANCE = "/desk/performance/"
_CASE = re.compile(rb'href="(/desk/cases/[A-Z0-9-]+/)"')


@dataclass
class Read:
    """Milliseconds of each page, by its address without the reference of a case."""

    pages: dict[str, list[float]]

    def p95(self, page: str) -> float:
        return share(self.pages[page], 0.95)

    @property
    def slowest_order(self) -> tuple[str, float]:
        """The order of the search that takes longest at its p95, and how long."""
        return max(((order, self.p95(order)) for order in ORDERS), key=lambda one: one[1])


def read(house: Stand) -> Read:
    """Sixty times: the queue, then another case of it. That they know nobody in any of them they have said before."""
    with Visitor(house.url) as sergeant:
        sergeant.sign_in(SERGEANT, PASSWORD)
        addresses = [address.decode() for address in _CASE.findall(sergeant.get("/desk/"))]
        rows = house.ask(
            "SELECT reference FROM triage_case WHERE force_id = 'cumbria' AND ended_at IS NULL AND NOT restricted "
            f"ORDER BY risk DESC, id LIMIT {OPENED}"
        )
        addresses = list(dict.fromkeys([*addresses, *(f"/desk/cases/{row[0]}/" for row in rows)]))[:OPENED]
        for address in addresses:
            asked = sergeant.get(address)
            if b'name="declared"' in asked:
                sergeant.post(f"{address}declare/", asked, {"declared": "no"})
        for address in addresses[:3]:  # whatever is read once a process is not what a sergeant waits for
            sergeant.get("/desk/")
            sergeant.get(address)
        pages = {"queue": _milliseconds(sergeant, ["/desk/"] * OPENED), "case": _milliseconds(sergeant, addresses[3:])}
        for order in ORDERS:
            search = [
                f"/desk/search/?sort={order}{more}" for more, _ in zip(cycle(NARROWED), range(LOOKS), strict=False)
            ]
            pages[order] = _milliseconds(sergeant, search)
    with Visitor(house.url) as lead:
        lead.sign_in(LEAD, PASSWORD)
        pages["performance"] = _milliseconds(lead, [PERFORMANCE] * LOOKS)
    return Read(pages)


def _milliseconds(sergeant: Visitor, addresses: list[str]) -> list[float]:
    sergeant.times = Times()
    for address in addresses:
        sergeant.get(address)
    return [seconds * 1000 for _page, seconds in sergeant.times.seconds]

"""The desk for one user: a control room sergeant who opens the queue and one case after another."""

import re
from dataclasses import dataclass

from tests.bench.client import Visitor, share
from tests.bench.stand import Stand

SERGEANT = "control.room@cumbria.example"
PASSWORD = "demo"
OPENED = 60
_CASE = re.compile(rb'href="(/desk/cases/[A-Z0-9-]+/)"')


@dataclass
class Read:
    """Milliseconds of each page."""

    queue: list[float]
    case: list[float]

    @property
    def queue_p95(self) -> float:
        return share(self.queue, 0.95)

    @property
    def case_p95(self) -> float:
        return share(self.case, 0.95)


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
        sergeant.times.seconds.clear()
        for address in addresses[3:]:
            sergeant.get("/desk/")
            sergeant.get(address)
    pages = sergeant.times.seconds
    return Read(
        [seconds * 1000 for page, seconds in pages if page == "GET /desk/"],
        [seconds * 1000 for page, seconds in pages if page.startswith("GET /desk/cases/")],
    )

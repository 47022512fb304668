"""With many cases stored a page must not read them all: what PostgreSQL plans to do with a few hundred. How long it takes
with a hundred thousand is measured by `make bench`.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hatereport.demo.cast import make_accounts
from tests import cast
from tests.triage import chain
from tests.triage.desk_browser import address, at_desk
from triage.invented.loading import load_batch
from triage.invented.surroundings import surroundings

pytestmark = pytest.mark.django_db

#: At least a row for each case that was ever.
MANY = {"triage_case", "incidents_report", "triage_move", "triage_clock", "triage_record", "incidents_party"}


def parts(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for below in node.get("Plans", []):
        yield from parts(below)


def read_from_end_to_end(query: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {query}")
        ((plan,),) = cursor.fetchall()
    scans = [part for part in parts(plan[0]["Plan"]) if part["Node Type"] == "Seq Scan"]
    return sorted(scan["Relation Name"] for scan in scans if scan["Relation Name"] in MANY)


def test_a_case_page_reads_the_rows_of_its_case_alone():
    make_accounts()
    load_batch(400, 1, surroundings())
    case = chain.report_received()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    browser = at_desk(cast.control_room_sergeant())
    browser.get(address(case))

    with CaptureQueriesContext(connection) as queries:
        browser.get(address(case))

    (gathered,) = [query["sql"] for query in queries if "ARRAY(SELECT" in query["sql"]]
    assert read_from_end_to_end(gathered) == []

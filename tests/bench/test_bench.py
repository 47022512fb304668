"""The benchmark's client still finds its way: a few reports against the running house."""

from django.db import connection

from incidents.models import Report, ReturnCode
from incidents.return_codes import parse
from tests.bench import codes, filing
from tests.bench.client import Times, Visitor, report, share
from tests.running_house import House


def test_a_visitor_files_a_whole_report_over_http(house: House):
    times = Times()

    with Visitor(house.url, times) as visitor:
        code = report(visitor, number=12_345)

    assert parse(code)
    assert len(times) == 18
    assert "POST /report/8/" in dict(times.seconds)


def test_the_measurement_counts_what_was_filed(house: House):
    before = Report.objects.count()

    filed = filing.at_saturation(house, 0.5)  # type: ignore[arg-type]  # it asks for no more than the address

    assert not filed.failures
    assert filed.reports == Report.objects.count() - before
    assert len(filed.times) == filed.reports * 18


def test_a_share_of_values_is_one_of_them():
    assert share([5.0, 1.0, 3.0], 0.5) == 3.0
    assert share([], 0.95) == 0.0


class Ending:
    """The running house, whose database does as it is told."""

    def __init__(self, house: House) -> None:
        self.url = house.url

    def ask(self, statement: str) -> list[tuple[object, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []


def test_the_comparison_asks_for_codes_that_ended_and_one_that_never_was(house: House):
    found = codes.compare(Ending(house), rounds=3)

    assert {kind: len(taken) for kind, taken in found.seconds.items()} == dict.fromkeys(
        ("unknown", "retired", "expired"), 2
    )
    assert ReturnCode.objects.exclude(retired_at=None).exists()
    assert ReturnCode.objects.exclude(expires_at=None).exists()
    assert set(found.t) == {"retired", "expired"}


def test_different_times_are_told_apart_and_like_ones_are_not():
    assert abs(codes.welch([1.0, 1.1, 0.9] * 30, [1.05, 0.95, 1.0] * 30)) < 4.5
    assert codes.welch([2.0, 2.1, 1.9] * 30, [1.0, 1.1, 0.9] * 30) > 4.5

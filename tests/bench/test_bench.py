"""The benchmark's client still finds its way: a few reports against the running house."""

from incidents.models import Report
from incidents.return_codes import parse
from tests.bench import filing
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

"""Reports stay linked when the blind key changes: looked up by both, made anew under the newest, and no longer than held."""

from typing import Any

import pytest

from hatereport.sealing.key_uses import uses
from incidents import link_keys
from incidents.models import LinkKey, Report
from tests.triage import chain
from triage.models import Case, PatternAlert

pytestmark = pytest.mark.django_db

NEWEST = "2:" + "QkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkI="


@pytest.fixture
def first(settings: Any) -> Case:
    """Reported before the key changed."""
    case = chain.report_received()
    settings.BLIND_KEYS = f"{NEWEST},{settings.BLIND_KEYS}"
    return case


def kinds_of_alerts(case: Case) -> set[str]:
    return set(PatternAlert.objects.filter(case=case).values_list("kind", flat=True))


def versions() -> set[int]:
    return set(LinkKey.objects.values_list("key_version", flat=True))


ALL = {"same_contact", "same_place", "same_words"}


def test_a_report_under_the_new_key_finds_one_under_the_old(first: Case) -> None:
    assert kinds_of_alerts(chain.report_received()) == ALL
    assert versions() == {1, 2}


def test_links_are_made_anew_and_the_old_key_may_go(first: Case, settings: Any) -> None:
    before = LinkKey.objects.count()
    assert uses("blind", 1) == before

    assert sum(link_keys.renewed(2)) == before

    assert (uses("blind", 1), uses("blind", 2)) == (0, before)
    settings.BLIND_KEYS = NEWEST
    assert kinds_of_alerts(chain.report_received()) == ALL


def test_a_run_that_was_stopped_goes_on(first: Case) -> None:
    batches = link_keys.renewed(1)
    next(batches)
    del batches

    assert sum(link_keys.renewed(1)) == LinkKey.objects.count() - 1
    assert versions() == {2}


def test_what_is_no_longer_held_loses_its_fingerprint(first: Case) -> None:
    first.report.parties.get(is_filer=True).contact.shred()

    list(link_keys.renewed(10))

    assert set(LinkKey.objects.values_list("what", flat=True)) == {"postcode", "words"}
    assert Report.objects.count() == 1

"""Keys are changed in a running house and the old ones destroyed: everything that was stored still opens.

With real processes, which read their keys at the start like those of a deployment.
"""

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hatereport.sealing.key_checks import refuse_wrong_keys
from hatereport.sealing.models import Envelope
from incidents.models import Draft, LinkKey, ReturnCode, ReturnVisit
from tests.databases import pointed_at
from tests.faults import lasting
from tests.faults.lasting import Lasting
from tests.running_house import House

VERSIONED = ("SEALING_KEYS", "BLIND_KEYS", "PEPPERS")
NEW = {name: "2:" + base64.b64encode(f"new {name}".ljust(32).encode()).decode() for name in VERSIONED}


@pytest.fixture
def house_of_one_test(template: str, test_folder: Path, django_db_blocker: Any) -> Iterator[House]:
    with (
        django_db_blocker.unblock(),
        House(test_folder, template, own_broker=True) as house,
        pointed_at(house.database, house.broker_url),
    ):
        yield house


def test_the_old_keys_are_destroyed_and_everything_still_opens(house_of_one_test: House, settings: Any) -> None:
    house, before = house_of_one_test, {name: getattr(settings, name) for name in VERSIONED}
    kept: Lasting = lasting.told(house)

    both = {name: f"{NEW[name]},{before[name]}" for name in VERSIONED}
    house.environment |= both
    assert house.manage("migrate", "--database", "owner", "--verbosity", "0").returncode == 0
    house.starts_again(**both)
    for name, value in both.items():
        setattr(settings, name, value)
    assert lasting.draft_goes_on(house, kept), "a change of keys costs nobody a half-done report"
    assert lasting.is_signed_in(house, kept)

    for kind in ("sealing", "blind", "pepper"):
        assert "still needed by" in house.manage("rotate_keys", "--retire", f"{kind}:1").stderr
    told = house.manage("rotate_keys", "--batch", "3")
    assert "0 envelopes left" in told.stdout, told.stderr
    assert not LinkKey.objects.exclude(key_version=2).exists()
    assert LinkKey.objects.exists(), "links are made anew, not given up"
    lasting.opens(house, kept)
    assert set(ReturnCode.objects.values_list("pepper_version", flat=True)) == {2}, "the code was used once"
    assert "still needed by" in house.manage("rotate_keys", "--retire", "pepper:1").stderr, "somebody is half-way"
    no_cookie_left()

    for kind in ("sealing", "blind", "pepper"):
        done = house.manage("rotate_keys", "--retire", f"{kind}:1")
        assert "is retired" in done.stdout, done.stderr
    house.starts_again(**NEW)
    for name in VERSIONED:
        setattr(settings, name, NEW[name])
    refuse_wrong_keys()
    assert not Envelope.objects.filter(kek_id=1).exclude(wrapped_dek=None).exists()
    lasting.opens(house, kept)
    lasting.is_signed_in(house, kept)


def no_cookie_left() -> None:
    """Two hours later: sittings behind a code and half-done reports have come to their end."""
    Draft.objects.update(expires_at="2000-01-01T00:00Z")
    ReturnVisit.objects.update(expires_at="2000-01-01T00:00Z")

"""Sealed files: whole they open, and cut, swapped, lengthened, exchanged or turned in a single bit they do not."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies

from hatereport import clock
from incidents.evidence import vault
from incidents.evidence.vault import CHUNK, FORMAT, TAG, Kept, VaultBroken

SIZES = (0, 1, 4095, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK - 1, 3 * CHUNK, 200_000)
#: The folder of a test may serve all its examples: every file has a name of its own.
BY_EXAMPLE = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def stored(kept: Kept, folder: Path) -> Path:
    return next(folder.glob(f"evidence/??/{kept.file}"))


@pytest.mark.parametrize("size", SIZES)
def test_what_was_kept_is_read(size: int) -> None:
    content = bytes(range(256)) * (size // 256) + b"\x80" * (size % 256)

    assert vault.read(vault.keep(content)) == content


@BY_EXAMPLE
@given(strategies.binary(max_size=3 * 1024))
def test_any_content_comes_back(content: bytes) -> None:
    assert vault.read(vault.keep(content)) == content


def test_nothing_of_it_lies_on_the_disk_in_clear_and_its_length_is_hidden(folder: Path) -> None:
    short, long = (stored(vault.keep(b"CANARY" * times), folder) for times in (1, 9000))

    assert b"CANARY" not in short.read_bytes() + long.read_bytes()
    assert short.stat().st_size == long.stat().st_size == len(FORMAT) + CHUNK + TAG
    assert short.stat().st_mode & 0o777 == 0o600


def broken(kept: Kept, folder: Path, change: Any) -> None:
    path = stored(kept, folder)
    path.write_bytes(change(path.read_bytes()))
    with pytest.raises(VaultBroken):
        vault.read(kept)


@BY_EXAMPLE
@given(data=strategies.data())
def test_a_flipped_bit_is_noticed_wherever_it_is(folder: Path, data: Any) -> None:
    kept = vault.keep(b"x" * (2 * CHUNK))
    at = data.draw(strategies.integers(0, stored(kept, folder).stat().st_size - 1))
    bit = data.draw(strategies.integers(0, 7))

    broken(kept, folder, lambda whole: whole[:at] + bytes([whole[at] ^ 1 << bit]) + whole[at + 1 :])


@BY_EXAMPLE
@given(data=strategies.data())
def test_a_file_cut_short_is_noticed_wherever_it_is_cut(folder: Path, data: Any) -> None:
    kept = vault.keep(b"x" * (2 * CHUNK))
    left = data.draw(strategies.integers(0, stored(kept, folder).stat().st_size - 1))

    broken(kept, folder, lambda whole: whole[:left])


ONE = CHUNK + TAG
REARRANGED = {
    "the last chunk gone": lambda chunks: chunks[:-1],
    "the first chunk gone": lambda chunks: chunks[1:],
    "two chunks swapped": lambda chunks: [chunks[1], chunks[0], *chunks[2:]],
    "a chunk twice": lambda chunks: [chunks[0], *chunks],
    "the last chunk twice": lambda chunks: [*chunks, chunks[-1]],
    "no chunk": lambda chunks: [],
}


@pytest.mark.parametrize("how", REARRANGED)
def test_chunks_stand_in_their_order_and_are_all_there(how: str, folder: Path) -> None:
    kept = vault.keep(b"x" * (2 * CHUNK))

    def rearranged(whole: bytes) -> bytes:
        body = whole[len(FORMAT) :]
        chunks = [body[start : start + ONE] for start in range(0, len(body), ONE)]
        return FORMAT + b"".join(REARRANGED[how](chunks))

    broken(kept, folder, rearranged)


def test_one_file_cannot_stand_for_another_even_with_its_key(folder: Path) -> None:
    first, second = vault.keep(b"first"), vault.keep(b"second")
    stored(first, folder).write_bytes(stored(second, folder).read_bytes())

    for kept in (first, Kept(first.file, second.key)):
        with pytest.raises(VaultBroken):
            vault.read(kept)


def test_a_file_that_is_gone_does_not_open_and_may_be_discarded_again() -> None:
    kept = vault.keep(b"content")

    for _ in range(2):
        vault.discard(kept.file)

    with pytest.raises(VaultBroken):
        vault.read(kept)


def test_what_a_dead_process_left_behind_is_found_after_a_day() -> None:
    named, left = vault.keep(b"named"), vault.keep(b"left")

    assert list(vault.left_behind({named.file})) == []
    with clock.at(clock.now() + timedelta(days=2)):
        assert list(vault.left_behind({named.file})) == [left.file]

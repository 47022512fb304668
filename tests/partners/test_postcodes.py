"""However a postcode is typed, it is read the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partners.postcodes import OUTWARD_SHAPES, parse_postcode

LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
DIGITS = "123456789"
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def _of_shape(shape: str) -> st.SearchStrategy[str]:
    return st.tuples(*(st.sampled_from(DIGITS if place == "9" else LETTERS) for place in shape)).map("".join)


OUTCODES = st.sampled_from(OUTWARD_SHAPES).flatmap(_of_shape)
INWARDS = _of_shape("9AA")
SPACING = st.sampled_from(["", " ", "  ", "\t", " ", "-", "."])


@given(OUTCODES, INWARDS, SPACING, st.booleans(), st.booleans())
def test_any_spacing_case_and_width_is_read_alike(
    outcode: str, inward: str, spacing: str, lower: bool, full_width: bool
) -> None:
    typed = f" {outcode}{spacing}{inward} "
    typed = typed.lower() if lower else typed
    typed = typed.translate(FULL_WIDTH) if full_width else typed

    assert parse_postcode(typed) == (outcode, outcode + inward)


@given(OUTCODES)
def test_the_first_half_alone_is_enough(outcode: str) -> None:
    assert parse_postcode(outcode.lower()) == (outcode, "")


@given(st.text(max_size=200))
def test_nothing_typed_raises(text: str) -> None:
    outcode, whole = parse_postcode(text)

    assert whole == "" or whole.startswith(outcode)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("CA1 1AA", ("CA1", "CA11AA")),
        ("ca11aa", ("CA1", "CA11AA")),
        ("CA11 1AA", ("CA11", "CA111AA")),
        ("CA1 OAA", ("CA1", "CA10AA")),
        ("LA9 OAA", ("LA9", "LA90AA")),
        ("CAI 1AA", ("CA1", "CA11AA")),
        ("C0l 1AA", ("CO1", "CO11AA")),
        ("CA1 1", ("CA1", "")),
        ("CA 1", ("CA1", "")),
        ("EC1A 1BB", ("EC1A", "EC1A1BB")),
        ("W1A", ("W1A", "")),
        ("", ("", "")),
        ("Carlisle", ("", "")),
        ("12345", ("", "")),
        ("near the old mill in CA1", ("", "")),
    ],
)
def test_known_ways_of_typing(typed: str, read: tuple[str, str]) -> None:
    assert parse_postcode(typed) == read

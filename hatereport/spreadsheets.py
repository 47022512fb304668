"""What a spreadsheet makes of a file it is given: a cell that begins like a formula is calculated (OWASP: CSV injection)."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_text(cell: str) -> str:
    """The cell as a spreadsheet shows it and never calculates it."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell

"""What the two forces of the demo say in their public notices: invented, and marked so on every page that shows it.

Telephone numbers are those kept free for stories (Ofcom); addresses end in .example.
"""

from datetime import date

from partners.models import ForceNotice

#: force -> (what its controller is called, town, area code of its invented numbers)
FORCES = {
    "cumbria": ("The Chief Constable of Cumbria Constabulary", "Penrith", "01632 960"),
    "leicestershire": ("The Chief Constable of Leicestershire Police", "Leicester", "0116 496 0"),
}


def fill_in() -> None:
    """Once; what an administrator of the demo changed afterwards stays."""
    for force, (controller, town, numbers) in FORCES.items():
        ForceNotice.objects.get_or_create(force_id=force, defaults=_said(force, controller, town, numbers))


def _said(force: str, controller: str, town: str, numbers: str) -> dict[str, object]:
    site = f"https://{force}.example"
    return {
        "controller": controller,
        "address": f"1 Invented Street\n{town}",
        "data_protection_email": f"data@{force}.example",
        "data_protection_phone": f"{numbers}101",
        "ico_registration": "Z0000000",
        "privacy_url": f"{site}/privacy",
        "complaints_url": f"{site}/complaints",
        "complaints_phone": f"{numbers}102",
        "complaints_address": f"Professional standards\n1 Invented Street\n{town}",
        "accessibility_email": f"access@{force}.example",
        "accessibility_phone": f"{numbers}103",
        "statement_prepared_on": date(2026, 11, 2),
        "noncompliances": "Letters that people download as PDF are not tagged.",
    }

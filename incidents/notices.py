"""What the public notices say about a force: who answers for data, complaints and accessibility, and by which law.

The rows are partners.ForceNotice, filled in by each force; what is empty is not promised. Which force: the one
picked on the page, else that of the report whose code was given, else the one on duty for everybody.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.conf import settings
from django.db.models import Q

from incidents.models import ReturnVisit
from partners import directory
from partners.directory import Entry
from partners.models import Force, ForceNotice

#: Whom to turn to beyond the police; rows of the directory.
BODIES = ("iopc", "ico", "cica", "eass")


@dataclass(frozen=True)
class Source:
    """A law or a guidance a page rests on, by its own name; `checked_on` when a lawyer has held the page to it."""

    text: str
    checked_on: date | None = None


SOURCES: dict[str, tuple[Source, ...]] = {
    "complaints": (
        Source("Police Reform Act 2002, Part 2 and Schedule 3"),
        Source("Police (Complaints and Misconduct) Regulations 2020 (28 days to ask for a review)"),
        Source("Victims' Code, right 12"),
    ),
    "your_data": (Source("Data Protection Act 2018, sections 44 to 50 and 54"), Source("UK GDPR, Articles 15 to 22")),
    "compensation": (
        Source("Criminal Injuries Compensation Scheme 2012, paragraphs 22, 87 and 88"),
        Source("Sentencing Act 2020, section 133 (compensation orders)"),
        Source("Victims' Code, right 5"),
    ),
    "rights": (
        Source("Code of Practice for Victims of Crime in England and Wales (2021), enhanced rights for hate crime"),
        Source("Victims' Right to Review: guidance of the National Police Chiefs' Council"),
        Source("Magistrates' Courts Act 1980, section 127 (6 months)"),
    ),
    "under_18": (Source("Children Act 2004, section 11"), Source("Working Together to Safeguard Children")),
    "accessibility": (
        Source("Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018"),
    ),
    "privacy": (
        Source("Data Protection Act 2018, Part 3, sections 35 and 42 and Schedule 8"),
        Source("UK GDPR, Articles 6(1)(e) and 9(2)(g)"),
        Source("Authorised Professional Practice: information management (how long records are kept)"),
        Source("Privacy and Electronic Communications Regulations 2003, regulation 6 (cookies)"),
    ),
}


class Notice:
    """The details of one force, and the forces one may pick from. Asks the database when they are drawn."""

    def __init__(self, picked: str, visit: ReturnVisit | None) -> None:
        self._wishes = (picked, visit.report.force_id if visit else "")

    @cached_property
    def forces(self) -> list[Force]:
        return list(Force.objects.filter(Q(on_board=True) | Q(is_duty=True)).select_related("notice"))

    @cached_property
    def force(self) -> Force | None:
        by_code = {force.code: force for force in self.forces}
        wished = next((by_code[code] for code in self._wishes if code in by_code), None)
        return wished or next((force for force in self.forces if force.is_duty), next(iter(self.forces), None))

    @cached_property
    def row(self) -> ForceNotice | None:
        return getattr(self.force, "notice", None)

    @property
    def noncompliances(self) -> list[str]:
        return self.row.noncompliances.splitlines() if self.row else []

    @property
    def is_fully_compliant(self) -> bool:
        """Only where somebody has tested it and found nothing."""
        return bool(self.row and self.row.tested_on and not self.noncompliances)

    @property
    def is_invented(self) -> bool:
        return bool(settings.DEMO and self.row)


def bodies() -> dict[str, Entry]:
    """The bodies beyond the police as the directory may show them today. One query."""
    return {row.code: directory.entry(row) for row in directory.current().filter(code__in=BODIES)}

"""A case on paper: what stands on every sheet, and the PDF of it. Who may have it made is in disclosures.py.

The same part of a page is drawn for the browser's printer and for the PDF. Its title is the reference and nothing else.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string

from hatereport import clock, pdf
from incidents.letters.writing import Written
from incidents.models import Letter
from partners.models import Person
from triage.case_page import facts, timeline
from triage.case_page.case_file import CaseFile
from triage.handling import attachments, evidence
from triage.law.purposes import PURPOSE


def paper(
    file: CaseFile,
    made_by: Person,
    answers: Mapping[str, str],
    names: Mapping[str, str],
    at: dt.datetime | None = None,
) -> dict[str, Any]:
    """All that _paper.html draws; `names`: what ids in answers are called."""
    with_names = answers["names"] == "yes"
    return {
        "file": file,
        "case": file.case,
        "report": file.case.report,
        "purpose": PURPOSE[answers["purpose"]],
        "recipient": answers["recipient"],
        "purpose_words": answers.get("purpose_words", ""),
        "with_names": with_names,
        "made_by": made_by,
        "made_at": at or clock.now(),
        "facts": facts.facts(file),
        "warnings": facts.warnings(file.case.flags),
        "running": facts.running(file),
        "files": evidence.cards(file),
        "attachments": attachments.cards(file.case),
        "letters": _letters(file) if with_names else [],
        "entries": list(reversed(timeline.entries(file.case, file.moves, names, file.letter_ids))),
    }


def as_pdf(said: Mapping[str, Any]) -> bytes:
    """Marked and numbered on every page. Raises pdf.NotInstalled."""
    return pdf.draw(render_to_string("triage/pdf/case.html", dict(said)), render_to_string("triage/pdf/case.css"))


def _letters(file: CaseFile) -> list[tuple[Letter, Written]]:
    """Letters as they were sent, the oldest first: they hold names and addresses."""
    if not file.letter_ids:
        return []
    rows = Letter.objects.select_related("contact").filter(report=file.case.report).order_by("made_at")
    return [(row, written) for row in rows if (written := Written.of(row))]

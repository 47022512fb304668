"""The files of a case as the desk sees them: no previews, names of ours, and what was done to each.

Adding, scanning, stripping and opening are incidents/evidence's.
"""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.template.defaultfilters import filesizeformat

from hatereport.formkit import CharacterCount, NarrativeField, QuestionForm
from incidents.evidence.kinds import BY_CODE, Treatment
from incidents.models import Evidence
from triage.case_page.case_file import CaseFile
from triage.models import Case

_NOT_SCANNED = "Not scanned for viruses: no scanner is set up here. Opening it all the same is recorded."
_AS_IT_IS = "Kept as it was sent. Hidden details, such as place and time, may still be in it."
_UNREADABLE = "Hidden details could not be taken out, so there is no copy for everybody."


class ReasonForm(QuestionForm):
    """Why somebody needs the file with its hidden details."""

    reason = NarrativeField(
        label="Why you need the file as it was sent",
        help_text="It may tell where the sender lives. Your reason and your name are kept with the file.",
        limit=1000,
        widget=CharacterCount(attrs={"rows": 3}),
        error_messages={"required": "Write why the file with its hidden details is needed"},
    )

    def clean_reason(self) -> str:
        return str(self.cleaned_data["reason"]).replace("\x00", "")


@dataclass(frozen=True)
class Card:
    """One file on the case page."""

    evidence: Evidence
    #: As it is called when it is handed out.
    name: str
    kind: str
    size: str
    warnings: tuple[str, ...]
    #: What its sender called it; only for those who may see who is in the case.
    sent_as: str

    @property
    def state_kind(self) -> str:
        """Colour of the tag."""
        row = self.evidence
        if row.quarantined_at or row.scan == row.Scan.INFECTED:
            return "grave"
        return "good" if row.scan == row.Scan.CLEAN and row.may_be_opened else "soon"

    @property
    def hashes(self) -> list[tuple[str, str]]:
        """SHA-256 of what was sent and of the copy, for the record of who held what."""
        sent, copy = self.evidence.sha256("original"), self.evidence.sha256("copy")
        return [("As sent", sent), ("Copy", copy)] if copy and copy != sent else [("As sent", sent)]


def cards(file: CaseFile) -> list[Card]:
    """Every file of the report. One query."""
    return [_card(row, file.sees_names) for row in _of(file.case)]


def one_of(case: Case, evidence_id: UUID) -> Evidence | None:
    return _of(case).filter(pk=evidence_id).first()


def _of(case: Case) -> QuerySet[Evidence]:
    return Evidence.objects.select_related("content").filter(report_id=case.report_id)


def _card(row: Evidence, sees_names: bool) -> Card:
    kind = BY_CODE[row.kind]
    warnings = []
    if row.scan == Evidence.Scan.NOT_SCANNED and not row.quarantined_at:
        warnings.append(_NOT_SCANNED)
    if row.stripping == Evidence.Stripping.KEPT and kind.treatment == Treatment.AS_IT_IS:
        warnings.append(_AS_IT_IS)
    if row.stripping == Evidence.Stripping.FAILED:
        warnings.append(_UNREADABLE)
    return Card(
        evidence=row,
        name=f"evidence-{row.number}.{kind.extension}",
        kind=str(kind.label),
        size=filesizeformat(row.size("copy") or row.size("original")),
        warnings=tuple(warnings),
        sent_as=(row.name or "") if sees_names else "",
    )

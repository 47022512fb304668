"""A letter to a party: the words as they were sent, sealed with their contact details.

The templates are Markdown in templates/letters/; making, previewing and sending is incidents/letters/.
"""

from django.db import models

from hatereport.ids import uuid7
from hatereport.sealing import Envelope, SealedJSON
from incidents.letters.kinds import KIND_OF
from incidents.models.party import Party
from incidents.models.report import Report


class Letter(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="letters")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="letters")
    #: A code of incidents/letters/kinds.py.
    kind = models.CharField(max_length=30)
    language = models.CharField(max_length=10)
    #: The party's contact envelope: a letter holds a name and an address.
    contact = models.ForeignKey(Envelope, on_delete=models.PROTECT, related_name="+")
    body_sealed = models.BinaryField(null=True)
    #: {"sender", "to": [lines of the address], "sheets": [{"language", "words"}]}; the words are Markdown, filled in.
    body = SealedJSON("body_sealed", envelope="contact")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("partners.Person", on_delete=models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(null=True)
    #: How it left: a code of safe_contact.CHANNELS, or "" while it has not.
    sent_by_channel = models.CharField(max_length=20, blank=True)

    class Meta:
        indexes = [models.Index(fields=["report", "made_at"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=list(KIND_OF)), name="incidents_a_letter_of_a_known_kind"
            )
        ]
        ordering = ["made_at"]

    def __str__(self) -> str:
        return self.kind

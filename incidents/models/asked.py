"""What the person behind a code asked for and staff have yet to confirm: other contact rules, and news by mail or text.

Nothing here is in force because it was written (practice.md 4): a code may be found by somebody else. The acts are in
incidents/contact_changes.py and incidents/news.py.
"""

from django.db import models

from hatereport.ids import uuid7
from hatereport.sealing import Envelope, Sealed, SealedJSON
from incidents.models.party import Party


class ContactChange(models.Model):
    """How else the person wants to be reached, sealed until an officer has asked them by the way that was agreed."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting for an officer"
        LIVE = "live", "Confirmed and in force"
        REFUSED = "refused", "Not confirmed"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="contact_changes")
    #: The party's own contact envelope: shredded with it.
    contact = models.ForeignKey(Envelope, on_delete=models.PROTECT, related_name="+")
    proposed_sealed = models.BinaryField(null=True)
    #: details {name, phone, email, address}, channels [], bans [], safe_times [], announce, safe_words
    proposed = SealedJSON("proposed_sealed", envelope="contact")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    #: Hidden in the form; a replayed submit meets it again.
    submission_key = models.UUIDField(unique=True)
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("partners.Person", on_delete=models.PROTECT, null=True, related_name="+")
    #: The old way by which the person was asked: a code of safe_contact.CHANNELS.
    confirmed_by_channel = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["party"], condition=models.Q(state="waiting"), name="incidents_one_waiting_contact_change"
            ),
        ]

    def __str__(self) -> str:
        return self.state


class NewsChoice(models.Model):
    """Where a message may go that says "there is news" and nothing else, in words the person chose."""

    class Channel(models.TextChoices):
        TEXT = "text", "Text message"
        EMAIL = "email", "E-mail"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="news_choices")
    contact = models.ForeignKey(Envelope, on_delete=models.PROTECT, related_name="+")
    address_sealed = models.BinaryField(null=True)
    #: A telephone number or an e-mail address. Blanked when the choice ends.
    address = Sealed("address_sealed", envelope="contact")
    channel = models.CharField(max_length=10, choices=Channel)
    #: How the message reads: a code of incidents/news.py.
    words = models.CharField(max_length=20)
    #: Hidden in the form; a replayed submit meets it again.
    submission_key = models.UUIDField(unique=True)
    asked_at = models.DateTimeField()
    #: The test message left for the sender's queue.
    tested_at = models.DateTimeField(null=True)
    #: The person said, behind their code, that the test message came.
    arrived_at = models.DateTimeField(null=True)
    #: Staff confirmed it; from here on news is sent.
    live_at = models.DateTimeField(null=True)
    live_by = models.ForeignKey("partners.Person", on_delete=models.PROTECT, null=True, related_name="+")
    stopped_at = models.DateTimeField(null=True)
    last_sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["party"], condition=models.Q(stopped_at=None), name="incidents_one_news_choice"
            ),
        ]

    def __str__(self) -> str:
        return self.channel

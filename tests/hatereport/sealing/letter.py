"""A model of the tests with sealed columns, and what stands in it."""

import base64
from typing import Any

from django.db import models
from django.test.utils import isolate_apps

from hatereport.ids import uuid7
from hatereport.sealing import Envelope, Sealed, SealedJSON

WORDS = "He shouted at Amina outside the shop on Botchergate. فریاد زد"
CANARY = "canary-botchergate"


def key(letter: str) -> str:
    return base64.b64encode(letter.encode() * 32).decode()


with isolate_apps("hatereport.sealing"):

    class Letter(models.Model):
        """A model of a test: words and facts in one envelope, an address in another."""

        id = models.UUIDField(primary_key=True, default=uuid7)
        content = models.ForeignKey(Envelope, on_delete=models.PROTECT, related_name="+")
        contact = models.ForeignKey(Envelope, on_delete=models.PROTECT, related_name="+", null=True)
        words_sealed = models.BinaryField(null=True)
        words = Sealed("words_sealed", envelope="content")
        facts_sealed = models.BinaryField(null=True)
        facts = SealedJSON("facts_sealed", envelope="content")
        address_sealed = models.BinaryField(null=True)
        address = Sealed("address_sealed", envelope="contact")

        class Meta:
            app_label = "sealing"

        def __str__(self) -> str:
            return str(self.id)


def letter(**values: Any) -> Letter:
    return Letter(**{"content": Envelope.fresh("cumbria", "content")} | values)

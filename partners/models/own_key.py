"""What is somebody's own, as blind keys. Given and compared in partners/own_keys.py."""

from django.db import models

from partners.models.person import Person


class OwnKey(models.Model):
    """A blind key of something of a person's own (name, telephone, e-mail, street, postcode of home), so that a search
    for it by that very person raises an alarm. What it is of is stored nowhere.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="own_keys")
    what = models.CharField(max_length=10)
    value = models.BigIntegerField()
    key_version = models.SmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "what", "value"], name="partners_own_key_once")]

    def __str__(self) -> str:
        return self.what

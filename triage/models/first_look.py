"""Who has opened a case, and with what declaration. Asked and answered in triage/first_looks.py."""

from django.db import models

from triage.models.case import Case


class FirstLook(models.Model):
    """Before a person opens a case for the first time they say whether they know anyone in it. Append-only.

    A declared conflict takes the case out of that person's sight for good, also when it is only noticed after a first
    "no": then there are two rows. A case nobody has a row for is unopened.
    """

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="first_looks", db_index=False)
    person = models.ForeignKey("partners.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    conflict = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "person", "conflict"], name="triage_one_first_look_each")
        ]
        indexes = [
            models.Index(
                fields=["person", "case"], condition=models.Q(conflict=True), name="triage_conflicts_of_a_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} opens {self.case_id}"

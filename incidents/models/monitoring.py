"""Who uses the service, as counts only: answers to "about you" are added up and cannot be led back to a report."""

from django.db import models


class AboutYouCount(models.Model):
    """How many people of one force gave one answer in one quarter."""

    id = models.BigAutoField(primary_key=True)
    force = models.ForeignKey("partners.Force", on_delete=models.PROTECT, related_name="+")
    quarter = models.DateField(help_text="First day of the quarter.")
    question = models.CharField(max_length=30)
    answer = models.CharField(max_length=40)
    people = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["force", "quarter", "question", "answer"], name="incidents_one_about_you_count"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.answer}"

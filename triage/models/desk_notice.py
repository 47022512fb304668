"""What is new for a person or a team: codes and a case, never content."""

from django.db import models

from triage.models.case import Case


class DeskNotice(models.Model):
    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="notices")
    team = models.ForeignKey("partners.Team", on_delete=models.CASCADE, related_name="+", db_index=False)
    #: Null: for whoever of the team comes first.
    person = models.ForeignKey("partners.Person", on_delete=models.CASCADE, null=True, related_name="+")
    what = models.CharField(max_length=60)
    #: One notice for one cause, however often the task runs.
    cause = models.CharField(max_length=80, unique=True)
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    #: An e-mail with the reference and nothing else went out.
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["team", "-at"], condition=models.Q(seen_at=None), name="triage_news_of_a_team")]

    def __str__(self) -> str:
        return self.what

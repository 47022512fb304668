"""Filters somebody keeps under a name. Kept and read in triage/finding/saved.py."""

from django.db import models


class SavedSearch(models.Model):
    """Filters somebody comes back to: coded facets only, as the address they are. Never a name, a number or a word."""

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey("partners.Person", on_delete=models.CASCADE, related_name="saved_searches")
    #: For everybody of a team, too.
    team = models.ForeignKey("partners.Team", on_delete=models.CASCADE, null=True, related_name="+")
    name = models.CharField(max_length=60)
    filters = models.CharField(max_length=500)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(fields=["person", "name"], name="triage_one_saved_search_a_name")]

    def __str__(self) -> str:
        return self.name

"""Where: council districts, policing areas, and the two tables from a postcode to them.

Finding the place of a report is in partners/routing.py; the rows come from partners/reference.py
and, for whole postcodes, from the command load_postcodes.
"""

import datetime as dt
from typing import TypeVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hatereport import clock
from partners.models.force import Force

_Row = TypeVar("_Row", bound=models.Model)


class DatedQuerySet(models.QuerySet[_Row]):
    """Rows with a first and a last day, of which either may be open."""

    def not_over(self, day: dt.date | None = None) -> "DatedQuerySet[_Row]":
        """Those whose last day is not before a day (today): there, or still to come."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=day or clock.today()))

    def current(self, day: dt.date | None = None) -> "DatedQuerySet[_Row]":
        """Those there on a day (today)."""
        return self.not_over(day).filter(Q(valid_from=None) | Q(valid_from__lte=day or clock.today()))


class District(models.Model):
    """A council's district. Districts come and go (Cumbria's six became two in April 2023), so they are dated."""

    force = models.ForeignKey(Force, on_delete=models.PROTECT, related_name="districts", verbose_name=_("force"))
    name = models.CharField(_("name"), max_length=80)
    gss = models.CharField(_("area code (ONS)"), max_length=9)
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("until"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("district")
        verbose_name_plural = _("districts")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["gss"], name="partners_district_gss_once")]

    def __str__(self) -> str:
        return self.name


class PolicingArea(models.Model):
    """A part of a force with a team of its own: a local focus hub, a neighbourhood policing area."""

    #: Also the key; unique over all forces.
    code = models.SlugField(_("code"), primary_key=True, max_length=40)
    force = models.ForeignKey(Force, on_delete=models.PROTECT, related_name="areas", verbose_name=_("force"))
    name = models.CharField(_("name"), max_length=80)
    #: The council that answers for it today; null where the area crosses councils.
    district = models.ForeignKey(
        District, on_delete=models.SET_NULL, null=True, blank=True, related_name="areas", verbose_name=_("district")
    )
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("until"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("policing area")
        verbose_name_plural = _("policing areas")
        ordering = ["force", "name"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_current(self) -> bool:
        """As `current()`, of a row read already."""
        today = clock.today()
        return (self.valid_from or today) <= today <= (self.valid_to or today)


class Outcode(models.Model):
    """The first half of a postcode, once for every place it reaches into."""

    class Share(models.TextChoices):
        FULL = "full", _("all of it")
        SPLIT = "split", _("part of it")

    code = models.CharField(_("first half of the postcode"), max_length=4)
    force = models.ForeignKey(Force, on_delete=models.PROTECT, related_name="outcodes", verbose_name=_("force"))
    area = models.ForeignKey(
        PolicingArea, on_delete=models.PROTECT, null=True, blank=True, related_name="outcodes", verbose_name=_("area")
    )
    share = models.CharField(_("share"), max_length=5, choices=Share)
    #: 1 for the place most of the outcode lies in: the answer when the person cannot say.
    rank = models.PositiveSmallIntegerField(_("order"), default=1)

    class Meta:
        verbose_name = _("first half of a postcode")
        verbose_name_plural = _("first halves of postcodes")
        ordering = ["code", "rank"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "force", "area"], nulls_distinct=False, name="partners_outcode_place_once"
            ),
            models.UniqueConstraint(fields=["code", "rank"], name="partners_outcode_rank_once"),
        ]

    def __str__(self) -> str:
        return f"{self.code} ({self.area_id or self.force_id})"


class Postcode(models.Model):
    """A whole postcode, from the directory of the Office for National Statistics. Empty until it is loaded."""

    #: Without the space, upper case.
    pcd = models.CharField(_("postcode"), primary_key=True, max_length=7)
    force = models.ForeignKey(
        Force, on_delete=models.PROTECT, related_name="+", verbose_name=_("force"), db_index=False
    )
    area = models.ForeignKey(
        PolicingArea, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("area"), db_index=False
    )

    class Meta:
        verbose_name = _("postcode")
        verbose_name_plural = _("postcodes")

    def __str__(self) -> str:
        return self.pcd

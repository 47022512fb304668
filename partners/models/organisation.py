"""An organisation of the directory: who it is for, how to reach it, and when somebody last checked that.

Who sees which row is in partners/directory.py; when to name one to a person is in partners/signposting.py.
"""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class Organisation(models.Model):
    class Kind(models.TextChoices):
        CRISIS = "crisis", _("Help right now")
        SUPPORT = "support", _("Support")
        ADVOCACY = "advocacy", _("Someone on your side")
        REPORTING = "reporting", _("Another way to report")
        RESTORATIVE_JUSTICE = "restorative_justice", _("Putting things right")
        STATUTORY = "statutory", _("Public service")
        OVERSIGHT = "oversight", _("Who holds the police to account")
        EDUCATION = "education", _("Learning about it")
        COMMUNITY = "community", _("Community")

    class Basis(models.TextChoices):
        EXPLICIT_CONSENT = "explicit_consent", _("The person said yes")
        ANONYMISED = "anonymised", _("Told without anything that names the person")
        SAFEGUARDING_OVERRIDE = "safeguarding_override", _("To keep a person safe")
        S115_CDA = "s115_cda", _("Crime and Disorder Act 1998, section 115")
        STATUTORY_DUTY = "statutory_duty", _("A duty in law")

    code = models.SlugField(_("code"), unique=True, max_length=60)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    name = models.CharField(_("name"), max_length=120)
    #: One or two plain sentences: who it helps and how.
    about = models.TextField(_("what it does"), blank=True)
    #: Codes; empty means everyone.
    strands = ArrayField(models.CharField(max_length=40), verbose_name=_("strands"), default=list, blank=True)
    needs = ArrayField(models.CharField(max_length=40), verbose_name=_("needs"), default=list, blank=True)
    forces = ArrayField(models.CharField(max_length=40), verbose_name=_("forces"), default=list, blank=True)
    areas = ArrayField(models.CharField(max_length=40), verbose_name=_("areas"), default=list, blank=True)
    languages = ArrayField(models.CharField(max_length=12), verbose_name=_("languages"), default=list, blank=True)
    hours = models.CharField(_("hours"), max_length=120, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    text_number = models.CharField(_("text number"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    url = models.URLField(_("web address"), blank=True)
    #: None where nobody has said.
    accepts_anonymous = models.BooleanField(_("takes reports without a name"), null=True, blank=True)
    takes_referrals = models.BooleanField(_("takes referrals"), default=False)
    #: Where the contact was read; "" where there is no contact.
    contact_source = models.CharField(_("source of the contact"), max_length=200, blank=True)
    verified_on = models.DateField(_("checked on"), null=True, blank=True)
    #: The day after which the contact is hidden until somebody checks it again.
    verify_by = models.DateField(_("check again by"), null=True, blank=True)
    is_crisis = models.BooleanField(_("crisis line"), default=False)
    #: False for what officers need and the public does not.
    is_public = models.BooleanField(_("shown to the public"), default=True)
    rank = models.PositiveSmallIntegerField(_("order"), default=100)
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["rank", "name"]

    def __str__(self) -> str:
        return self.name

    @property
    def has_contact(self) -> bool:
        return any((self.phone, self.text_number, self.email, self.url))

    def is_verified(self, today: date) -> bool:
        """Whether a person of this service has checked the contact, not too long ago."""
        return self.verified_on is not None and self.verify_by is not None and today <= self.verify_by

    @property
    def referral_bases(self) -> tuple["Organisation.Basis", ...]:
        """The legal bases a referral to it may rest on. Charities: consent or anonymised only."""
        if self.kind in (self.Kind.STATUTORY, self.Kind.OVERSIGHT):
            return tuple(self.Basis)
        return (self.Basis.EXPLICIT_CONSENT, self.Basis.ANONYMISED)

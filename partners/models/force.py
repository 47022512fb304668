"""A police force, and the rules it has signed for reports that are not a crime.

Every force of England and Wales is a row, on board or not: a report for any of them is accepted.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class Force(models.Model):
    class Kind(models.TextChoices):
        TERRITORIAL = "territorial", _("Territorial force of England and Wales")
        SPECIAL = "special", _("Special police force")
        ELSEWHERE = "elsewhere", _("Police elsewhere in the United Kingdom")

    #: Also the key, so that a row pointing here says "cumbria" without a join.
    code = models.SlugField(_("code"), primary_key=True, max_length=40)
    name = models.CharField(_("name"), max_length=120, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.TERRITORIAL)
    #: Police force area code of the Office for National Statistics; "" for a force without a territory.
    gss = models.CharField(_("area code (ONS)"), max_length=9, blank=True)
    #: Live: reports of the force are its own. Written by onboarding.go_live and nobody else; the database asks for signed
    #: rules (partners/teeth.py).
    on_board = models.BooleanField(_("works here"), default=False)
    #: The one force of this deployment that holds what no live force covers; before any is live, everything.
    is_duty = models.BooleanField(_("duty force"), default=False)
    #: Strands the force counts beside the five that all forces count.
    local_strands = ArrayField(
        models.CharField(max_length=40), verbose_name=_("local strands"), default=list, blank=True
    )
    #: Whether showing who is in a case asks for a reason in words (Data Protection Act 2018 s.62; a force may settle it).
    reveal_needs_reason = models.BooleanField(_("names are shown for a reason"), default=True)
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("police force")
        verbose_name_plural = _("police forces")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_duty"], condition=models.Q(is_duty=True), name="partners_one_duty_force"
            ),
            models.CheckConstraint(
                condition=models.Q(on_board=False, is_duty=False) | models.Q(kind="territorial"),
                name="partners_only_territorial_forces_work_here",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def holds_reports(self) -> bool:
        """Its control room takes reports: it is live, or it is the duty force, which takes them from the first day."""
        return self.on_board or self.is_duty


class NonCrimeRegime(models.Model):
    """What a force may do with a report that is no crime, from a day on, and who signed for it.

    The national rules are in motion (review of March 2026), so the regime is dated data and never code.
    """

    class Regime(models.TextChoices):
        NCHI_CODE_2023 = "nchi_code_2023", _("Code of practice of 2023")
        ASB_INTEL_2026 = "asb_intel_2026", _("Serious cases as anti-social behaviour or intelligence (review of 2026)")
        LOCAL = "local", _("Local policy")

    force = models.ForeignKey(Force, on_delete=models.PROTECT, related_name="regimes", verbose_name=_("force"))
    regime = models.CharField(_("rules"), max_length=20, choices=Regime)
    valid_from = models.DateField(_("from"))
    signed_by = models.CharField(_("signed by"), max_length=120)
    signed_on = models.DateField(_("signed on"))

    class Meta:
        verbose_name = _("rules for incidents that are no crime")
        verbose_name_plural = _("rules for incidents that are no crime")
        ordering = ["force", "-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["force", "valid_from"], name="partners_one_regime_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.force_id} {self.regime} {self.valid_from}"


class ForceNotice(models.Model):
    """Who answers for data, complaints and accessibility in a force: what its public notices are filled in with.

    What is left empty is not promised: the notice then names 101 and the national body instead.
    """

    force = models.OneToOneField(
        Force, on_delete=models.PROTECT, primary_key=True, related_name="notice", verbose_name=_("force")
    )
    controller = models.CharField(_("data controller"), max_length=120, blank=True)
    address = models.TextField(_("postal address"), blank=True)
    data_protection_email = models.EmailField(_("data protection officer: email"), blank=True)
    data_protection_phone = models.CharField(_("data protection officer: telephone"), max_length=30, blank=True)
    ico_registration = models.CharField(_("registration with the Information Commissioner"), max_length=20, blank=True)
    privacy_url = models.URLField(_("the force's own privacy notice"), blank=True)
    complaints_url = models.URLField(_("complaints: page"), blank=True)
    complaints_phone = models.CharField(_("complaints: telephone"), max_length=30, blank=True)
    complaints_address = models.TextField(_("complaints: address"), blank=True)
    accessibility_email = models.EmailField(_("accessibility: email"), blank=True)
    accessibility_phone = models.CharField(_("accessibility: telephone"), max_length=30, blank=True)
    statement_prepared_on = models.DateField(_("accessibility statement prepared on"), null=True, blank=True)
    tested_on = models.DateField(_("last tested on"), null=True, blank=True)
    tested_by = models.CharField(_("tested by"), max_length=120, blank=True)
    noncompliances = models.TextField(_("what does not meet the standard, one a line"), blank=True)

    class Meta:
        verbose_name = _("public notice")

    def __str__(self) -> str:
        return self.force_id

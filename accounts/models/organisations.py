import uuid

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from accounts.models.vocabularies import OrganisationType
from accounts.querysets import OrganisationQuerySet

ODS_CODE = RegexValidator(
    r"^[A-Z0-9]{1,9}$", _("An ODS code has one to nine capital letters or digits.")
)
GSS_CODE = RegexValidator(
    r"^[A-Z]\d{2}\d{6}$",
    _("A GSS code has nine characters: a letter and eight digits, such as E08000027."),
)
LSOA_CODE = RegexValidator(
    r"^[EW]01\d{6}$", _("An LSOA code has nine characters and begins with E01 or W01.")
)
URN = RegexValidator(r"^\d{6}$", _("A school's URN has six digits."))
UKPRN = RegexValidator(r"^\d{8}$", _("A UKPRN has eight digits."))
CHARITY_NUMBER = RegexValidator(
    r"^(SC\d{6}|NIC\d{6}|\d{6,7}(-\d{1,4})?)$",
    _("A charity number has six or seven digits; Scottish ones begin with SC."),
)


LSOA_VINTAGES = (2001, 2011, 2021)


class Locality(models.Model):
    """A workplace area. People are never placed by their home."""

    class Kind(models.TextChoices):
        LSOA = "lsoa", _("LSOA")
        WARD = "ward", _("Ward")
        LOCAL_AUTHORITY = "la", _("Local authority")

    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=4, choices=Kind)
    code = models.CharField(_("code"), max_length=9, validators=[GSS_CODE])
    vintage = models.PositiveSmallIntegerField(
        _("edition of the codes"), help_text=_("For LSOAs the census year, such as 2021.")
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("lies in"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
    )

    class Meta:
        verbose_name = _("locality")
        verbose_name_plural = _("localities")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["code", "vintage"], name="one_locality_per_code"),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        if self.kind == self.Kind.LSOA:
            self._check_lsoa()
        if self.pk and self.parent and self in self.parent.with_ancestors():
            raise ValidationError(
                {"parent": _("A locality cannot lie in itself or in an area inside it.")}
            )

    def with_ancestors(self):
        """This locality, the one it lies in, and so on to the top (a handful of levels)."""
        found, area = [], self
        while area and area not in found:
            found.append(area)
            area = area.parent
        return found

    def _check_lsoa(self):
        try:
            LSOA_CODE(self.code)
        except ValidationError as error:
            raise ValidationError({"code": error.messages}) from error
        if self.vintage not in LSOA_VINTAGES:
            raise ValidationError({"vintage": _("LSOA codes are of 2001, 2011 or 2021.")})


class Organisation(ClusterableModel):
    uuid = models.UUIDField(_("public id"), default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=160, unique=True)
    type = models.ForeignKey(
        OrganisationType,
        verbose_name=_("type"),
        on_delete=models.PROTECT,
        related_name="organisations",
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
    )
    lineage = models.CharField(max_length=255, editable=False, db_index=True)
    locality = models.ForeignKey(
        Locality,
        verbose_name=_("area"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    ods_code = models.CharField(
        _("ODS code"), max_length=9, null=True, blank=True, validators=[ODS_CODE]
    )
    gss_code = models.CharField(
        _("GSS code"), max_length=9, null=True, blank=True, validators=[GSS_CODE]
    )
    urn = models.CharField(_("school URN"), max_length=6, null=True, blank=True, validators=[URN])
    ukprn = models.CharField(_("UKPRN"), max_length=8, null=True, blank=True, validators=[UKPRN])
    charity_number = models.CharField(
        _("charity number"), max_length=12, null=True, blank=True, validators=[CHARITY_NUMBER]
    )
    is_active = models.BooleanField(_("takes part now"), default=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        is_new = self._state.adding
        if is_new:
            super().save(*args, **kwargs)
            kwargs = {"update_fields": ["lineage"], "using": kwargs.get("using")}
        old_lineage, self.lineage = self.lineage, self._lineage()
        super().save(*args, **kwargs)
        if not is_new and old_lineage != self.lineage:
            for child in self.children.all():
                child.save(update_fields=["lineage"])

    def clean(self):
        if self.pk and self.parent and self.parent.lineage.startswith(self.lineage):
            raise ValidationError(
                {"parent": _("An organisation cannot be part of itself or of its own branches.")}
            )

    def _lineage(self):
        return f"{self.parent.lineage if self.parent else '/'}{self.pk}/"


class EmailDomain(models.Model):
    """A domain whose addresses may register; one domain may serve many organisations."""

    organisation = ParentalKey(Organisation, on_delete=models.CASCADE, related_name="email_domains")
    domain = models.CharField(
        _("e-mail domain"),
        max_length=120,
        validators=[
            RegexValidator(
                r"^[a-z0-9-]+(\.[a-z0-9-]+)+$", _("Write it like nhs.net, in small letters.")
            )
        ],
    )

    class Meta:
        verbose_name = _("e-mail domain")
        verbose_name_plural = _("e-mail domains")
        ordering = ["domain"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "domain"], name="one_domain_row_per_organisation"
            ),
        ]

    def __str__(self):
        return self.domain


class OrganisationContact(models.Model):
    """Whom to ask here, and about what. A contact need not be a person of the portal."""

    class Purpose(models.TextChoices):
        GENERAL = "general", _("Anything")
        TRAINING = "training", _("Training and development")
        DATA_PROTECTION = "data", _("Data protection")

    organisation = ParentalKey(Organisation, on_delete=models.CASCADE, related_name="contacts")
    purpose = models.CharField(_("about"), max_length=8, choices=Purpose, default=Purpose.GENERAL)
    name = models.CharField(_("name or team"), max_length=120)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["purpose", "name"]

    def __str__(self):
        return self.name

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField

from accounts.models.people import Person
from accounts.querysets import AgreementTextQuerySet


class AgreementText(models.Model):
    """One version of a text that people are asked to read. Once published it never changes."""

    class Kind(models.TextChoices):
        PRIVACY = "privacy", _("Privacy notice")
        TERMS = "terms", _("Terms of use")
        CHARTER = "charter", _("Community charter")

    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    version = models.PositiveSmallIntegerField(
        _("version"), null=True, editable=False, help_text=_("Given when it is published.")
    )
    change_note = models.CharField(
        _("what is new"),
        max_length=200,
        blank=True,
        help_text=_("One sentence for people who agreed to the version before."),
    )
    text = RichTextField(_("text"), features=["h2", "h3", "bold", "ol", "ul", "link"])
    published_at = models.DateTimeField(_("published"), null=True, editable=False)

    objects = AgreementTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("agreement text")
        verbose_name_plural = _("agreement texts")
        ordering = ["kind", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "version"], name="one_text_per_version"),
            models.CheckConstraint(
                condition=models.Q(version=None, published_at=None)
                | models.Q(version__isnull=False, published_at__isnull=False),
                name="a_published_text_has_a_version",
            ),
        ]

    def __str__(self):
        if self.version is None:
            return _("%(kind)s, draft") % {"kind": self.get_kind_display()}
        return _("%(kind)s, version %(version)s") % {
            "kind": self.get_kind_display(),
            "version": self.version,
        }

    def clean(self):
        if self.pk and type(self).objects.published().filter(pk=self.pk).exists():
            raise ValidationError(_("A published text never changes. Write a new version."))

    @property
    def is_published(self):
        return self.published_at is not None


class Agreement(models.Model):
    """Who agreed to which version, and when."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="agreements")
    text = models.ForeignKey(AgreementText, on_delete=models.PROTECT, related_name="agreements")
    agreed_at = models.DateTimeField(_("agreed"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        ordering = ["-agreed_at"]
        constraints = [
            models.UniqueConstraint(fields=["person", "text"], name="one_agreement_per_text"),
        ]

    def __str__(self):
        return str(self.text)

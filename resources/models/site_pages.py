from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from resources.blocks import ContentStreamBlock
from resources.models.pages import BasePage


class BodyPage(BasePage):
    """A page of words: a lead sentence and a stream of blocks."""

    lead = models.CharField(
        _("lead sentence"),
        max_length=300,
        blank=True,
        help_text=_("One sentence under the title that says what this page is for."),
    )
    body = StreamField(ContentStreamBlock(), verbose_name=_("content"), blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("lead"), FieldPanel("body")]

    class Meta:
        abstract = True


class StandardPage(BodyPage):
    subpage_types = ["resources.StandardPage"]

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")


class LegalPage(BodyPage):
    """A statement that the law or our own promises ask for; linked from the footer."""

    class Kind(models.TextChoices):
        ACCESSIBILITY = "accessibility", _("Accessibility statement")
        PRIVACY = "privacy", _("Privacy notice")
        COOKIES = "cookies", _("Cookies")
        TERMS = "terms", _("Terms of use")
        CHARTER = "charter", _("Community charter")
        OTHER = "other", _("Another statement")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.OTHER)
    footer_words = models.CharField(
        _("words in the footer"),
        max_length=40,
        blank=True,
        help_text=_("Short, for example “Accessibility”. Empty shows the title."),
    )
    prepared_on = models.DateField(_("prepared on"), null=True, blank=True)
    reviewed_on = models.DateField(_("last reviewed on"), null=True, blank=True)

    content_panels = [
        *BodyPage.content_panels,
        FieldPanel("prepared_on"),
        FieldPanel("reviewed_on"),
    ]
    promote_panels = [
        FieldPanel("kind"),
        FieldPanel("footer_words"),
        *BodyPage.promote_panels,
    ]
    subpage_types = []

    class Meta:
        verbose_name = _("legal page")
        verbose_name_plural = _("legal pages")

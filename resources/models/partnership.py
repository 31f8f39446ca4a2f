import re

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from resources.contrast import nearest_readable, worst_shortfall
from resources.models.pictures import Picture

COLOURS = ("action_light", "action_dark", "accent_light", "accent_dark")
HEX = re.compile(r"^#[0-9a-f]{6}$")
PLACES = {
    "paper": _("the page"),
    "card": _("a card"),
    "sand": _("a sand panel"),
    "sage": _("a support box"),
    "mist": _("a “carry on” panel"),
    "blush": _("a private note"),
    "track": _("the track of a progress bar"),
    "button": _("the words of a button"),
}


def colour_problem(colour, scheme):
    """What was measured, where, and a colour near it that would do; None when all is well."""
    if not HEX.match(colour):
        return _("Write six digits after #, for example #0b5c63.")
    short = worst_shortfall(colour, scheme)
    if short is None:
        return None
    change = _("Choose a darker colour") if scheme == "light" else _("Choose a paler colour")
    return _(
        "Against %(place)s this colour measures %(ratio)s to 1, and %(needed)s to 1 is needed to "
        "read it. %(change)s, for example %(near)s."
    ) % {
        "place": PLACES[short.surface],
        "ratio": f"{short.ratio:.1f}",
        "needed": f"{short.needed:.1f}",
        "change": change,
        "near": nearest_readable(colour, scheme),
    }


@register_setting(icon="site", order=100)
class Partnership(BaseGenericSetting):
    """Who runs this portal, and in which colours."""

    name = models.CharField(_("name of the partnership"), max_length=120, blank=True)
    short_name = models.CharField(
        _("name inside a sentence"),
        max_length=120,
        blank=True,
        help_text=_("For example “Alderbrook and Wenlow”."),
    )
    strapline = models.CharField(_("one line about it"), max_length=160, blank=True)
    contact_name = models.CharField(_("who to contact"), max_length=120, blank=True)
    contact_email = models.EmailField(_("contact e-mail"), blank=True)
    contact_phone = models.CharField(_("contact phone"), max_length=40, blank=True)
    logo = models.ForeignKey(
        Picture,
        verbose_name=_("logo"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Shown beside the name. Empty keeps the portal’s own mark."),
    )
    action_light = models.CharField(_("action colour, light"), max_length=7, blank=True)
    action_dark = models.CharField(_("action colour, dark"), max_length=7, blank=True)
    accent_light = models.CharField(_("accent colour, light"), max_length=7, blank=True)
    accent_dark = models.CharField(_("accent colour, dark"), max_length=7, blank=True)

    panels = [
        MultiFieldPanel(
            [FieldPanel("name"), FieldPanel("short_name"), FieldPanel("strapline")],
            heading=_("Name"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("contact_name"),
                FieldPanel("contact_email"),
                FieldPanel("contact_phone"),
            ],
            heading=_("Contact"),
        ),
        FieldPanel("logo"),
        MultiFieldPanel(
            [
                FieldPanel("action_light"),
                FieldPanel("action_dark"),
                FieldPanel("accent_light"),
                FieldPanel("accent_dark"),
            ],
            heading=_("Colours"),
            help_text=_("Six digits after #, for example #0b5c63. Empty keeps the portal’s own."),
        ),
    ]

    class Meta:
        verbose_name = _("partnership")

    def clean(self):
        super().clean()
        errors = {}
        for name in COLOURS:
            colour = getattr(self, name).lower()
            setattr(self, name, colour)
            if colour and (problem := colour_problem(colour, name.rpartition("_")[2])):
                errors[name] = problem
        if errors:
            raise ValidationError(errors)

    def __str__(self):
        return self.name or str(_("Partnership"))

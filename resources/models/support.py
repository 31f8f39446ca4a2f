from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from accounts.models import Locality, Person
from resources.forms import KeptModelForm
from resources.querysets import CheckedQuerySet


class Checked(models.Model):
    """A number that somebody must ring again before its date of checking grows old."""

    area = models.ForeignKey(
        Locality,
        verbose_name=_("area"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Leave empty for the whole partnership."),
    )
    phone = models.CharField(
        _("phone or text number"),
        max_length=40,
        blank=True,
        help_text=_("As people should dial it, for example 116 123."),
    )
    hours = models.CharField(
        _("when it answers"), max_length=120, blank=True, help_text=_("For example “any time”.")
    )
    url = models.URLField(_("web address"), blank=True)
    responsible = models.ForeignKey(
        Person,
        verbose_name=_("who keeps this right"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    checked_on = models.DateField(
        _("checked on"),
        default=timezone.localdate,
        help_text=_("The day on which somebody last rang the number or opened the address."),
    )
    check_every_days = models.PositiveSmallIntegerField(_("check again after (days)"), default=90)
    check_again_on = models.DateField(_("check again by"), editable=False, db_index=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    is_active = models.BooleanField(_("shown"), default=True)

    objects = CheckedQuerySet.as_manager()

    base_form_class = KeptModelForm

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        self.check_again_on = self.checked_on + timedelta(days=self.check_every_days)
        super().save(*args, **kwargs)

    def clean(self):
        super().clean()
        if self.checked_on and self.checked_on > timezone.localdate():
            raise ValidationError(
                {"checked_on": _("The date of checking cannot be in the future.")}
            )

    def is_stale(self, *, on: date) -> bool:
        return self.check_again_on < on


class SupportContact(index.Indexed, Checked):
    """Somebody to talk to: read by the footer, the support box, /support/ and e-mails."""

    class Audience(models.TextChoices):
        ANYONE = "anyone", _("Anyone")
        STAFF = "staff", _("People who work or volunteer here")
        ADULTS = "adults", _("Adults")
        CHILDREN = "children", _("Children and young people")
        FAMILIES = "families", _("Parents, carers and families")

    class Reach(models.TextChoices):
        LOCAL = "local", _("Local")
        NATIONAL = "national", _("National")

    name = models.CharField(_("name"), max_length=120)
    about = models.CharField(
        _("what it offers"),
        max_length=240,
        blank=True,
        help_text=_("One plain sentence, for example “Listens to anyone, about anything.”"),
    )
    audience = models.CharField(
        _("who it is for"), max_length=10, choices=Audience, default=Audience.ANYONE
    )
    reach = models.CharField(_("reach"), max_length=10, choices=Reach, default=Reach.NATIONAL)
    in_support_box = models.BooleanField(
        _("in the support box"),
        default=False,
        help_text=_("Shown beside sensitive content when a page names no contacts of its own."),
    )
    in_footer = models.BooleanField(
        _("in the footer of every page"),
        default=False,
        help_text=_("The first contact with this mark is shown."),
    )

    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        verbose_name = _("support contact")
        verbose_name_plural = _("support contacts")
        ordering = ["order", "name"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(phone="", url=""), name="support_contact_can_be_reached"
            ),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        if not self.phone and not self.url:
            raise ValidationError(_("Give a number or a web address, so that people can reach it."))


class SafeguardingRoute(index.Indexed, Checked):
    """Who to tell about harm, in one area. The portal itself never takes a referral."""

    class Concern(models.TextChoices):
        ANYONE = "anyone", _("A child or an adult")
        CHILD = "child", _("A child or young person")
        ADULT = "adult", _("An adult")

    name = models.CharField(
        _("team"), max_length=120, help_text=_("For example “Wenlow children’s front door”.")
    )
    concern = models.CharField(
        _("worried about"), max_length=10, choices=Concern, default=Concern.ANYONE
    )
    out_of_hours_phone = models.CharField(_("number at other times"), max_length=40, blank=True)
    what_to_do = models.TextField(
        _("what to say or do"),
        blank=True,
        help_text=_("A few plain sentences: what they will ask and what happens next."),
    )

    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        verbose_name = _("safeguarding route")
        verbose_name_plural = _("safeguarding routes")
        ordering = ["order", "name"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(phone=""), name="safeguarding_route_has_a_number"
            ),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        if not self.phone:
            raise ValidationError(
                {"phone": _("Give the number to ring. A route without one helps nobody.")}
            )

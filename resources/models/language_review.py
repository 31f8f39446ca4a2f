"""A page read by a group of people who have lived through what it is about."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from accounts.models import Person
from resources.models.pages import BasePage
from resources.querysets import ReviewCopyQuerySet

DAYS_OPEN = 28
ANSWER_NEEDS_WORDS = "review_answer_has_words"
SHOWN_ONCE_ANSWERED = "review_comment_shown_once_answered"


def in_four_weeks():
    return timezone.localdate() + timedelta(days=DAYS_OPEN)


class ReviewCopy(models.Model):
    """One version of a page, given to one group to read. Its words never change: what was numbered
    stays as it was numbered, whatever becomes of the page, its blocks or its pictures.

    Nothing is kept of whoever reads it. Its comments are the group's, and never one person's.
    """

    page = models.ForeignKey(BasePage, on_delete=models.CASCADE, related_name="review_copies")
    revision = models.ForeignKey(
        Revision, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    group_name = models.CharField(
        _("who reads it"),
        max_length=80,
        help_text=_(
            "The name of a group, as it wants to be called: for example “Young people’s panel”. "
            "Never the name of a person."
        ),
    )
    made_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    made_at = models.DateTimeField(_("made"), editable=False)
    expires_on = models.DateField(
        _("the link works until"),
        default=in_four_weeks,
        help_text=_("This day is the last. You can make a new link afterwards."),
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    press = models.UUIDField(
        unique=True, editable=False, help_text=_("One press of the button makes one link.")
    )
    link_ended_at = models.DateTimeField(_("link ended"), null=True, editable=False)
    title = models.CharField(_("title"), max_length=255, editable=False)
    note = models.TextField(_("content note"), blank=True, editable=False)
    body = models.TextField(_("numbered words"), editable=False)
    paragraphs = models.JSONField(_("how each begins"), default=list, editable=False)
    files = models.JSONField(_("files shown in it"), default=list, editable=False)
    no_comments_came = models.BooleanField(_("no comments came"), default=False)
    closed_at = models.DateTimeField(_("closed"), null=True, editable=False)

    objects = ReviewCopyQuerySet.as_manager()

    class Meta:
        verbose_name = _("review copy")
        verbose_name_plural = _("review copies")
        ordering = ["-made_at", "-pk"]

    def __str__(self):
        return f"{self.title}: {self.group_name}"

    def get_absolute_url(self):
        return reverse("review_copy", args=[self.pk])

    @property
    def last_number(self):
        return len(self.paragraphs)

    def works_on(self, day):
        """Does its link still open anything?"""
        return self.link_ended_at is None and day <= self.expires_on

    def beginning_of(self, number):
        return self.paragraphs[number - 1] if number else ""


class ReviewComment(models.Model):
    """What a group said, and what came of it."""

    class Answer(models.TextChoices):
        CHANGED = "changed", _("Changed")
        NOT_CHANGED = "not_changed", _("Not changed, because")

    copy = models.ForeignKey(ReviewCopy, on_delete=models.CASCADE, related_name="comments")
    number = models.PositiveSmallIntegerField(
        _("number"), null=True, blank=True, help_text=_("Empty when it is about the whole page.")
    )
    about = models.CharField(_("what stood there"), max_length=160, blank=True, editable=False)
    words = models.TextField(
        _("what the group said"),
        max_length=1000,
        help_text=_("In their words. Leave out names and anything that points to one person."),
    )
    answer = models.CharField(_("answer"), max_length=12, choices=Answer, blank=True)
    answer_words = models.TextField(
        _("what you changed, or why not"),
        max_length=1000,
        blank=True,
        help_text=_("The group reads this."),
    )
    is_shown = models.BooleanField(
        _("show this comment and its answer on the page, under “Made together”"), default=False
    )

    class Meta:
        verbose_name = _("comment of a group")
        verbose_name_plural = _("comments of a group")
        ordering = [models.F("number").asc(nulls_last=True), "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="") | ~Q(answer_words=""), name=ANSWER_NEEDS_WORDS
            ),
            models.CheckConstraint(
                condition=Q(is_shown=False) | ~Q(answer=""), name=SHOWN_ONCE_ANSWERED
            ),
        ]

    def __str__(self):
        return self.words

    @property
    def led_to_a_change(self):
        return self.answer == self.Answer.CHANGED

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from evaluation.models.instruments import InstrumentVersion
from evaluation.models.occasions import Occasion
from evaluation.models.plans import THEN, ConsentText, Plan, Wave
from evaluation.querysets import CommentQuerySet, ParticipantQuerySet, ResponseQuerySet

ASKED_AT = [*Wave.choices, (THEN, _("Before, as seen afterwards"))]


class Way(models.TextChoices):
    ACCOUNT = "account", _("signed in")
    LINK = "link", _("by an invitation")
    ROOM = "room", _("by a code in the room")
    PAPER = "paper", _("on paper")


class Participant(models.Model):
    """Whoever answers for a plan, under a pseudonym. No key leads to a person; ids are random."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="participants")
    pseudonym = models.CharField(_("pseudonym"), max_length=64, editable=False)
    groups = models.JSONField(_("groups"), default=dict, editable=False)
    consent = models.ForeignKey(
        ConsentText, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    consented_on = models.DateField(_("agreed on"), null=True, blank=True)
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "pseudonym"], name="one_pseudonym_per_plan"),
        ]

    def __str__(self):
        return str(self.pk)


class Response(models.Model):
    """The answers of one participant to one instrument at one moment. Times are days.

    An item that was never shown is absent; one that was shown and left is null. What was chosen is
    the code of the answer, so that *not applicable* and *prefer not to say* say so themselves.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="responses")
    occasion = models.ForeignKey(Occasion, on_delete=models.PROTECT, related_name="responses")
    wave = models.CharField(_("wave"), max_length=10, choices=ASKED_AT)
    version = models.ForeignKey(
        InstrumentVersion, on_delete=models.PROTECT, related_name="responses"
    )
    answers = models.JSONField(_("answers"), default=dict)
    quotable = models.JSONField(_("items whose words may be quoted"), default=list)
    answered_on = models.DateField(_("day"))
    way = models.CharField(_("way"), max_length=10, choices=Way, default=Way.ACCOUNT)
    is_complete = models.BooleanField(_("sent"), default=False)
    is_scored = models.BooleanField(_("scored"), default=False, editable=False)
    serves_as_well = models.BooleanField(
        _("answered for another occasion"),
        default=False,
        help_text=_("Asked once within thirty days, and counted wherever it was wanted."),
    )
    origin = models.CharField(
        _("mark of the answers it was copied from"), max_length=64, blank=True, db_index=True
    )
    """Made by a key that the database lacks, so that no row leads from one plan to another."""

    objects = ResponseQuerySet.as_manager()

    class Meta:
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "occasion", "wave", "version"], name="one_response_per_wave"
            ),
        ]
        indexes = [
            models.Index(
                fields=["occasion"],
                name="responses_to_score",
                condition=Q(is_complete=True, is_scored=False),
            ),
        ]

    def __str__(self):
        return str(self.pk)


class Score(models.Model):
    """What the answers of a response come to on one scale; null where too few were given."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="scores")
    scale = models.CharField(_("scale"), max_length=60)
    value = models.FloatField(_("value"), null=True)

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["response", "scale"], name="one_score_per_scale"),
        ]

    def __str__(self):
        return str(self.pk)


class Comment(models.Model):
    """Words meant for others than the total. Kept without their writer, or they could be found.

    Ids are random, and the order of them is the order in which words are read.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    occasion = models.ForeignKey(Occasion, on_delete=models.CASCADE, related_name="comments")
    wave = models.CharField(_("wave"), max_length=10, choices=Wave)
    purpose = models.CharField(_("for whom"), max_length=20)
    item = models.CharField(_("code of the question"), max_length=60, blank=True)
    question = models.CharField(_("question"), max_length=300)
    words = models.TextField(_("words"))
    month = models.DateField(
        _("month in which its questions close"),
        null=True,
        blank=True,
        help_text=_("The first day of it, so that what never closes for all can be read."),
    )
    may_be_quoted = models.BooleanField(_("may be quoted"), default=False)
    quoted = models.TextField(_("words for a report"), blank=True)
    cleared_at = models.DateTimeField(_("cleared for a report"), null=True, blank=True)
    left_out_at = models.DateTimeField(_("left out of reports"), null=True, blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(cleared_at=None) | Q(may_be_quoted=True, left_out_at=None),
                name="cleared_words_may_be_quoted",
            ),
        ]

    def __str__(self):
        return str(self.pk)

    @property
    def decided_at(self):
        """By an editor; None where nobody has decided yet."""
        return self.cleared_at or self.left_out_at

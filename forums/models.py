import uuid

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from forums.querysets import BoardQuerySet, PostQuerySet, ThreadQuerySet
from forums.working_days import after_working_days

POSTS_A_PAGE = 50


class Board(models.Model):
    slug = models.SlugField(_("short name"), max_length=60, unique=True)
    title = models.CharField(_("title"), max_length=80)
    intro = models.CharField(_("what it is for"), max_length=240)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    is_open = models.BooleanField(_("open for new threads"), default=True)

    objects = BoardQuerySet.as_manager()

    class Meta:
        verbose_name = _("board")
        verbose_name_plural = _("boards")
        ordering = ["order", "title"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("forums:board", args=[self.slug])


class Thread(models.Model):
    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="threads")
    title = models.CharField(_("title"), max_length=140)
    opened_by = models.ForeignKey(
        Person,
        verbose_name=_("opened by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="threads_opened",
    )
    opened_at = models.DateTimeField(_("opened"), default=timezone.now, editable=False)
    last_number = models.PositiveIntegerField(default=0, editable=False)
    last_post_at = models.DateTimeField(
        _("last published post"), null=True, editable=False, db_index=True
    )

    objects = ThreadQuerySet.as_manager()

    class Meta:
        verbose_name = _("thread")
        verbose_name_plural = _("threads")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["board", "-last_post_at"], name="thread_board_latest")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("forums:thread", args=[self.board.slug, self.pk])


class Post(models.Model):
    class State(models.TextChoices):
        HELD = "held", _("Waiting for a champion")
        PUBLISHED = "published", _("Published")

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="posts")
    number = models.PositiveIntegerField(_("number"), editable=False)
    author = models.ForeignKey(
        Person,
        verbose_name=_("author"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="posts",
    )
    body = models.TextField(_("text"))
    state = models.CharField(_("state"), max_length=10, choices=State)
    submission = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    written_at = models.DateTimeField(_("written"), default=timezone.now, editable=False)
    published_at = models.DateTimeField(_("published"), null=True, editable=False)
    decided_by = models.ForeignKey(
        Person,
        verbose_name=_("decided by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ["thread_id", "number"]
        indexes = [models.Index(fields=["state", "written_at"], name="post_state_written")]
        constraints = [
            models.UniqueConstraint(fields=["thread", "number"], name="one_post_per_number"),
            models.CheckConstraint(
                condition=models.Q(state="held") | models.Q(published_at__isnull=False),
                name="published_post_has_its_moment",
            ),
        ]

    def __str__(self):
        return f"{self.thread}, {self.number}"

    def get_absolute_url(self):
        first = self.number - (self.number - 1) % POSTS_A_PAGE
        page = f"?from={first}" if first > 1 else ""
        return f"{self.thread.get_absolute_url()}{page}#post-{self.number}"

    @property
    def is_held(self):
        return self.state == self.State.HELD

    @property
    def looked_at_by(self):
        """The day by which a champion means to have read it."""
        return after_working_days(timezone.localdate(self.written_at), 2)

    @property
    def minutes(self):
        """Reading slowly, 120 words a minute, and a moment to decide."""
        return 1 + len(self.body.split()) // 120

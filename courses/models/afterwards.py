import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from courses.models.sessions import LiveSession
from courses.querysets import CommitmentQuerySet, MaterialQuerySet
from resources.models import LibraryDocument


def material_path(row, name):
    return f"materials/{uuid.uuid4().hex}.{name.rpartition('.')[2].lower()}"


class Commitment(models.Model):
    """What somebody will do after a session; without a person, what the group will do.

    Somebody's own is theirs alone, or the group's as well where they say so: it is in no other
    view of staff, admin, index or log. Where it stands is theirs alone in any case.
    """

    class Stands(models.TextChoices):
        NOT_STARTED = "not_started", _("Not started")
        STARTED = "started", _("Started")
        REGULAR = "regular", _("I do it regularly")
        PART = "part", _("Part of how we work")
        CHANGED = "changed", _("I changed my mind")

    MOST_SHARED = 3

    session = models.ForeignKey(LiveSession, on_delete=models.CASCADE, related_name="commitments")
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, null=True, blank=True, related_name="commitments"
    )
    words = models.TextField(_("in words"))
    is_shown = models.BooleanField(_("the group may see it"), default=False)
    written_at = models.DateTimeField(_("written"), editable=False)
    stands = models.CharField(
        _("where it stands now"), max_length=12, choices=Stands, blank=True, editable=False
    )
    stands_at = models.DateTimeField(_("said where it stands"), null=True, editable=False)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        ordering = ["session_id", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "person"],
                condition=Q(person__isnull=False),
                name="one_commitment_each",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(is_shown=False, stands=""),
                name="a_group_says_no_more",
            ),
        ]

    def __str__(self):
        return str(_("Commitment"))


class Material(models.Model):
    """Something to read again after a session: of the library, a link, or a file of its own."""

    session = models.ForeignKey(LiveSession, on_delete=models.CASCADE, related_name="materials")
    document = models.ForeignKey(
        LibraryDocument, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    title = models.CharField(_("title"), max_length=160, blank=True)
    """Of a link or a file; a document has its own."""
    link = models.URLField(_("link"), max_length=500, blank=True)
    file = models.FileField(
        _("file"), upload_to=material_path, max_length=120, blank=True, editable=False
    )
    added_at = models.DateTimeField(_("added"), editable=False)

    objects = MaterialQuerySet.as_manager()

    class Meta:
        verbose_name = _("material of a session")
        verbose_name_plural = _("materials of sessions")
        ordering = ["session_id", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "document"],
                condition=Q(document__isnull=False),
                name="document_once_a_session",
            ),
            models.UniqueConstraint(
                fields=["session", "link"], condition=~Q(link=""), name="link_once_a_session"
            ),
            models.CheckConstraint(
                condition=Q(document__isnull=False, link="", file="")
                | (Q(document=None, file="") & ~Q(link="") & ~Q(title=""))
                | (Q(document=None, link="") & ~Q(file="") & ~Q(title="")),
                name="a_document_a_link_or_a_file",
            ),
        ]

    def __str__(self):
        return self.title or str(self.document)

    @property
    def is_file(self):
        return bool(self.document_id or self.file)

    @property
    def ending(self):
        name = self.document.filename if self.document_id else self.file.name
        return name.rpartition(".")[2].lower()

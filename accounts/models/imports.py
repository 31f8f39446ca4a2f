import uuid
from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.people import Person
from accounts.querysets.joining import PeopleImportQuerySet


class PeopleImport(models.Model):
    """One uploaded list of people or of leavers: read, tried, run and, for a day, undone.

    Only the cells that were asked for are kept, and only until the undo time is over.
    """

    class Kind(models.TextChoices):
        PEOPLE = "people", _("People who work here")
        LEAVERS = "leavers", _("People who have left")

    class State(models.TextChoices):
        TO_CHECK = "to_check", _("Waiting to be checked")
        CHECKED = "checked", _("Checked")
        TO_RUN = "to_run", _("Waiting to be run")
        DONE = "done", _("Done")
        TO_UNDO = "to_undo", _("Waiting to be undone")
        UNDONE = "undone", _("Undone")

    LEASE = timedelta(minutes=1)
    """A living worker holds its row by a lock as well, however long it takes."""
    UNDO_FOR = timedelta(hours=24)
    KEPT_FOR = timedelta(days=30)
    AT_WORK = (State.TO_CHECK, State.TO_RUN, State.TO_UNDO)

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    file_name = models.CharField(_("file"), max_length=120, editable=False)
    made_by = models.ForeignKey(
        Person,
        verbose_name=_("uploaded by"),
        on_delete=models.CASCADE,
        related_name="people_imports",
    )
    made_at = models.DateTimeField(_("uploaded"), default=timezone.now, editable=False)
    rows = models.JSONField(default=list, editable=False)
    left_out = models.JSONField(_("columns left out"), default=list, editable=False)
    send_invitations = models.BooleanField(_("send invitations"), default=False)
    state = models.CharField(
        _("state"), max_length=8, choices=State, default=State.TO_CHECK, editable=False
    )
    claim = models.UUIDField(null=True, editable=False)
    lease_ends_at = models.DateTimeField(null=True, editable=False)
    total = models.PositiveIntegerField(_("rows"), default=0, editable=False)
    looked_at = models.PositiveIntegerField(_("rows looked at"), default=0, editable=False)
    run_at = models.DateTimeField(_("run"), null=True, editable=False)
    undone_at = models.DateTimeField(_("undone"), null=True, editable=False)

    objects = PeopleImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import of people")
        verbose_name_plural = _("imports of people")
        ordering = ["-made_at", "-pk"]

    def __str__(self):
        return str(self.uuid)

    @property
    def is_at_work(self):
        return self.state in self.AT_WORK

    @property
    def undo_until(self):
        return self.run_at + self.UNDO_FOR if self.run_at else None

    def may_undo(self, *, at):
        return self.state == self.State.DONE and at < self.undo_until


class ImportRow(models.Model):
    """What one row of the file does, or did: the trial and the real run write the same report."""

    class Outcome(models.TextChoices):
        NEW = "new", _("Added")
        CHANGED = "changed", _("Changed")
        SAME = "same", _("Nothing to change")
        PROBLEM = "problem", _("Left out")

    people_import = models.ForeignKey(
        PeopleImport, on_delete=models.CASCADE, related_name="reports", editable=False
    )
    is_trial = models.BooleanField(default=True, editable=False)
    number = models.PositiveIntegerField(_("row"), editable=False)
    outcome = models.CharField(_("outcome"), max_length=7, choices=Outcome, editable=False)
    notes = models.JSONField(default=list, editable=False)
    """Pairs of column and sentence; an empty column speaks of the whole row."""

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of an import")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["people_import", "is_trial", "number"], name="one_report_per_row"
            ),
        ]

    def __str__(self):
        return str(self.number)


class ImportChange(models.Model):
    """One row of ours that an import made or changed: what undo needs, and what it kept."""

    people_import = models.ForeignKey(
        PeopleImport, on_delete=models.CASCADE, related_name="changes", editable=False
    )
    number = models.PositiveIntegerField(_("row"), editable=False)
    kind = models.CharField(max_length=20, editable=False)
    object_id = models.BigIntegerField(editable=False)
    before = models.JSONField(null=True, editable=False)
    """Nothing when the import made the row."""
    after = models.JSONField(editable=False)
    kept_because = models.CharField(max_length=200, blank=True, editable=False)

    class Meta:
        verbose_name = _("change by an import")
        verbose_name_plural = _("changes by an import")
        ordering = ["pk"]

    def __str__(self):
        return f"{self.kind} {self.object_id}"

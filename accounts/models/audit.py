from uuid import UUID

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.querysets import AuditEntryQuerySet


class AuditEntry(models.Model):
    """What was done, by whom, to what and why: opaque ids only. Rows are only ever added."""

    at = models.DateTimeField(default=timezone.now, editable=False, db_index=True)
    actor = models.UUIDField(_("who"), null=True, editable=False, db_index=True)
    verb = models.CharField(_("what"), max_length=60, editable=False)
    target_kind = models.CharField(max_length=60, editable=False)
    target_id = models.CharField(max_length=64, editable=False, db_index=True)
    reason_code = models.CharField(_("why"), max_length=60, blank=True, editable=False)

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit trail")
        ordering = ["pk"]

    def __str__(self):
        return f"{self.verb} {self.target_kind} {self.target_id}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError("The audit trail is append-only.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("The audit trail is append-only.")

    @property
    def in_words(self):
        return self.words_for(self.verb)

    @staticmethod
    def words_for(verb):
        return verb.replace(".", " ").replace("_", " ")

    @property
    def person_uuid(self):
        return UUID(self.target_id) if self.target_kind == "accounts.person" else None

from datetime import timedelta

from django.db import models


class Leased(models.Model):
    """Work that takes long: one worker holds the row until its lease ends, then another may."""

    LEASE = timedelta(minutes=2)
    MOST_TRIES = 3

    claim = models.UUIDField(null=True, editable=False)
    lease_ends_at = models.DateTimeField(null=True, editable=False)
    tries = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        abstract = True

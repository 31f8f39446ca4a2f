from django.db import models


class KeepsFiles(models.Model):
    """Files that only such rows have open for whoever `visible_to` lets in, by any address."""

    class Meta:
        abstract = True

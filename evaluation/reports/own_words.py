"""What people wrote and agreed to see quoted."""

from __future__ import annotations

from django.utils.translation import gettext as _

from evaluation.models import Release
from evaluation.quotations import quoted_words
from evaluation.reports.parts import Part


def own_words(release: Release) -> Part | None:
    sentences = quoted_words(release)
    return Part(_("In their own words"), sentences) if sentences else None

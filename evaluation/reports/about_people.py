"""Questions about people themselves, told for everybody together."""

from __future__ import annotations

from django.utils.translation import gettext as _

from evaluation.equality import told_of
from evaluation.models import Release
from evaluation.reports.parts import Part, Table


def who_answered(release: Release) -> Part | None:
    if not release.plan.has_equality_questions:
        return None
    told = told_of(release.equality, k=release.k)
    headings = (_("Answer"), _("People"))
    tables = tuple(Table(question, headings, rows) for question, rows in told.tables)
    return Part(_("Who answered"), told.sentences, tables, is_annex=True)

"""A report of a release: one part after another."""

from __future__ import annotations

from django.utils import timezone

from evaluation.caveats import caveats
from evaluation.labels import labels_of
from evaluation.models import Release
from evaluation.reports.about_people import who_answered
from evaluation.reports.change import changed
from evaluation.reports.figures import Figures
from evaluation.reports.formulas import worked_out
from evaluation.reports.groups import by_group
from evaluation.reports.items import moved
from evaluation.reports.kept import stayed
from evaluation.reports.levels import by_level
from evaluation.reports.own_words import own_words
from evaluation.reports.parts import Report
from evaluation.reports.said import said
from evaluation.reports.taking_part import took_part
from evaluation.reports.trust import relied_on


def report_of(release: Release) -> Report:
    figures = Figures(release, labels_of(release.plan))
    parts = (
        *took_part(release),
        *changed(figures),
        *stayed(figures),
        by_group(figures),
        moved(figures),
        *said(figures),
        own_words(release),
        by_level(figures),
        who_answered(release),
        relied_on(figures),
        worked_out(figures),
    )
    return Report(
        title=release.plan.title,
        number=release.number,
        release_id=str(release.uuid),
        released_on=timezone.localdate(release.released_at),
        parts=tuple(part for part in parts if part),
        caveats=caveats(figures.whole, release.flow, figures.labels, figures.told),
    )

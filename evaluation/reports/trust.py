"""How far the scales can be relied on: alpha, and how many changed by more than chance would."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from evaluation.caveats import ENOUGH_FOR_ALPHA
from evaluation.digits import digits
from evaluation.models import Wave
from evaluation.reports.figures import Figures
from evaluation.reports.items import DIRECTIONS
from evaluation.reports.parts import Part, Table


def relied_on(figures: Figures) -> Part | None:
    alphas, reliable = tuple(_alphas(figures)), tuple(_reliable(figures))
    if not any(name.endswith(".reliable") for name in figures.counts):
        return None
    sentences = [
        _(
            "Cronbach’s alpha says how far the statements of a scale go together. It is given "
            "where at least %(enough)d people answered all of them."
        )
        % {"enough": ENOUGH_FOR_ALPHA}
    ]
    tables = []
    if alphas:
        headings = (_("Scale"), _("Moment"), _("People"), _("Alpha"), _("95% confidence interval"))
        tables.append(Table(_("How far statements go together"), headings, alphas))
    if reliable:
        sentences.append(_source(figures))
        headings = (_("Scale"), _("Up"), _("No clear change"), _("Down"))
        tables.append(Table(_("Who clearly changed"), headings, reliable))
    heading = _("How far the scales can be relied on")
    return Part(heading, tuple(sentences), tuple(tables), is_annex=True)


def _source(figures: Figures) -> str:
    words = _(
        "Somebody has clearly changed when their change is larger than an unreliable scale would "
        "make by itself. For that the reliability stated in the plan was taken (%(r)s); it was not "
        "worked out from these answers. Counts are given to the nearest five."
    )
    return words % {"r": digits(figures.release.cut.get("reliability"), "/r")}


def _alphas(figures: Figures) -> Iterator[tuple[str, ...]]:
    for scale, label in figures.labels.scales.items():
        for wave in (Wave.PRE, Wave.POST):
            found = figures.told.get(f"{scale}.alpha_{wave}")
            if not found or found["n"] < ENOUGH_FOR_ALPHA or found["alpha"] is None:
                continue
            alpha, low, high = (
                digits(found[name], f"/{name}") for name in ("alpha", "low", "high")
            )
            interval = _("%(low)s to %(high)s") % {"low": low, "high": high} if low and high else ""
            yield label.title, str(wave.label), str(found["n"]), alpha, interval or _("none")


def _reliable(figures: Figures) -> Iterator[tuple[str, ...]]:
    for name, found in figures.counts.items():
        scale, _dot, kind = name.rpartition(".")
        if kind == "reliable" and found:
            counts = (digits(found.get(one), "") or _("not shown") for one in DIRECTIONS)
            yield figures.labels.scale(scale), *counts

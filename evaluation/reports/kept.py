"""What stayed at the later moments, of those who answered every time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluation.digits import digits
from evaluation.models import Wave
from evaluation.reports.figures import Figures, Found
from evaluation.reports.parts import Part, Table, in_body_and_annex

LATER = {
    "kept": (Wave.FOLLOW_UP, gettext_lazy("What stayed after two months")),
    "kept_later": (Wave.LATER, gettext_lazy("What stayed after six months")),
}


def stayed(figures: Figures) -> Iterator[Part]:
    for name, (wave, heading) in LATER.items():
        found = {
            statistic.rpartition(".")[0]: one
            for statistic, one in figures.told.items()
            if statistic.endswith(f".{name}")
        }
        if found:
            yield from _parts(figures, str(heading), wave, found)


def _parts(
    figures: Figures, heading: str, wave: Wave, found: Mapping[str, Found | None]
) -> Iterator[Part]:
    shown = {scale: one for scale, one in found.items() if one}
    if not shown:
        kindly = _(
            "There is no figure yet. At least %(k)d people have to answer before, after and later, "
            "and as many more or nobody in between, so that nobody can be found."
        )
        yield Part(heading, (kindly % {"k": figures.release.k},))
        return
    titles = {scale: figures.labels.scale(scale) for scale in shown}
    told = {scale: _sentence(titles[scale], one, wave) for scale, one in shown.items()}
    rows = tuple((titles[scale], *_cells(one, wave)) for scale, one in shown.items())
    headings = (
        _("Scale"), _("People"), _("Before"), _("After"), str(wave.label), _("Share kept"),
    )  # fmt: skip
    table = Table(_("Of those who answered every time"), headings, rows)
    yield from in_body_and_annex(heading, told, (table,))


def _sentence(title: str, found: Found, wave: Wave) -> str:
    numbers = {"title": title, "n": found["n"], "share": _share(found)}
    share = found.get("share")
    if share is None:
        words = _(
            "“%(title)s”: of the %(n)d people who answered every time, the mean had not risen "
            "after, so there is no gain of which a share could stay."
        )
    elif share > 1:
        words = _(
            "“%(title)s”: of %(n)d people who answered every time, the mean rose further: the gain "
            "was %(share)s of what it had been straight after."
        )
    elif share <= 0:
        words = _(
            "“%(title)s”: of %(n)d people who answered every time, the mean was back to where it "
            "had been before, or lower."
        )
    else:
        words = _(
            "“%(title)s”: of %(n)d people who answered every time, %(share)s of the gain in their "
            "mean was still there."
        )
    return words % numbers


def _cells(found: Found, wave: Wave) -> tuple[str, ...]:
    means = [f"{moment}_mean" for moment in ("pre", "post", wave.value)]
    shown = (digits(found.get(name), f"/{name}") or _("none") for name in means)
    return str(found["n"]), *shown, _share(found) or _("none")


def _share(found: Found) -> str:
    share = found.get("share")
    return "" if share is None else f"{round(100 * share)}%"

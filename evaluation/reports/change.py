"""What changed from before to after, of everybody together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from evaluation.digits import digits
from evaluation.reports.figures import Figures, Found
from evaluation.reports.parts import Part, Table, in_body_and_annex

SHOWN = ("pre_mean", "post_mean", "mean_diff")
CI = ("ci95_low", "ci95_high")


def changed(figures: Figures) -> Iterator[Part]:
    """The headline in words and every scale in numbers; every other one in words in the annex."""
    told = {
        code: " ".join(_about_a_scale(figures.labels.scale(code), found))
        for code, found in figures.whole.items()
    }
    rows = tuple(
        (figures.labels.scale(code), *cells(found)) for code, found in figures.whole.items()
    )
    if not rows:
        nothing = _("No figure can be shown for everybody together without somebody being found.")
        yield Part(_("What changed"), (nothing,))
        return
    tables = (Table(_("Before and after"), (_("Scale"), *columns()), rows),)
    yield from in_body_and_annex(_("What changed"), told, tables)


def _about_a_scale(title: str, found: Found) -> Iterator[str]:
    numbers = {name: digits(found.get(name), f"/{name}") for name in (*SHOWN, "g_av")}
    if all(numbers[name] for name in SHOWN):
        yield _(
            "“%(title)s”: %(n)d people answered both times. Their mean was %(pre_mean)s before and "
            "%(post_mean)s after, a mean change of %(mean_diff)s."
        ) % {"title": title, "n": found["n"], **numbers}
    if between := interval(found, *CI):
        yield _("The 95%% confidence interval of the change is %(interval)s.") % {
            "interval": between
        }
        if found["ci95_low"] <= 0 <= found["ci95_high"]:
            yield _("It holds nought: there may have been no change at all.")
    if numbers["g_av"]:
        yield _size(found["g_av"]) % {"g": numbers["g_av"]}


def _size(effect: float) -> str:
    if abs(effect) < 0.2:
        return _("Such an effect is usually called less than small (g = %(g)s).")
    if abs(effect) < 0.5:
        return _("Such an effect is usually called small (g = %(g)s).")
    if abs(effect) < 0.8:
        return _("Such an effect is usually called medium (g = %(g)s).")
    return _("Such an effect is usually called large (g = %(g)s).")


def columns() -> tuple[str, ...]:
    return _("People"), _("Before"), _("After"), _("Mean change"), _("95% confidence interval")


def cells(found: Found | None) -> tuple[str, ...]:
    if found is None:
        return (_("not shown"),) * len(columns())
    means = (digits(found.get(name), f"/{name}") for name in SHOWN)
    return (
        str(found["n"]),
        *(words or _("none") for words in means),
        interval(found, *CI) or _("none"),
    )


def interval(found: Mapping[str, float | None], *ends: str) -> str:
    low, high = (digits(found.get(name), f"/{name}") for name in ends)
    return _("%(low)s to %(high)s") % {"low": low, "high": high} if low and high else ""

"""Every quantity that a release holds, by the names of its cells. docs/statistics.md says the same.

Formulas are no words of a language: only the names of quantities are translated.
"""

# ruff: noqa: RUF001 (the signs of mathematics)
from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Quantity:
    name: str | Promise
    formula: str
    measures: tuple[str, ...]
    """After the stroke or the colon in the name of a cell."""


QUANTITIES = (
    Quantity(
        _("Mean"),
        "Σx / n",
        ("pre_mean", "post_mean", "mean", "follow_up_mean", "later_mean"),
    ),
    Quantity(
        _("Standard deviation (SD)"),
        "√(Σ(x − mean)² / (n − 1))",
        ("pre_sd", "post_sd", "sd_diff", "sd", "follow_up_sd", "later_sd"),
    ),
    Quantity(_("Mean change"), "mean of diff; diff = post − pre", ("mean_diff", "gain")),
    Quantity(_("Standard error of the change"), "se = sd / √n", ("se_diff",)),
    Quantity(_("t of the change, df and p"), "mean / se; n − 1; two-sided", ("t", "df", "p_t")),
    Quantity(
        _("95% confidence interval of the change"),
        "mean ± t(0.975, df) · se",
        ("ci95_low", "ci95_high"),
    ),
    Quantity(_("Correlation r"), "Pearson's r", ("r_pre_post",)),
    Quantity(_("Effect d_z"), "mean / SD of diff", ("d_z",)),
    Quantity(_("Effect d_av"), "mean / √((SD_pre² + SD_post²) / 2)", ("d_av",)),
    Quantity(_("Effect by the SD before"), "mean / SD_pre", ("d_becker_pre",)),
    Quantity(
        _("g_z and g_av (Hedges)"),
        "d × J; J = Γ(m/2) / (√(m/2) Γ((m − 1)/2)), m = n − 1",
        ("g_z", "g_av"),
    ),
    Quantity(
        _("95% confidence interval of g_z"),
        "J · ncp / √n, where t is the 0.975 and the 0.025 quantile of the non-central t",
        ("g_z_ci_ncp_low", "g_z_ci_ncp_high"),
    ),
    Quantity(
        _("95% confidence interval of d_av"),
        "d_av ± 1.959963984540054 · √(var(diff) / n) / s_av",
        ("d_av_ci_normal_low", "d_av_ci_normal_high"),
    ),
    Quantity(_("Share kept"), "mean(later − pre) / mean(post − pre)", ("kept", "share")),
    Quantity(
        _("Cronbach’s alpha"),
        "k / (k − 1) (1 − Σ item variances / variance of the sum), k items",
        ("alpha",),
    ),
    Quantity(
        _("95% confidence interval of alpha (Feldt)"),
        "1 − (1 − α) F(0.975 and 0.025; n − 1, (n − 1)(k − 1))",
        ("low", "high"),
    ),
    Quantity(
        _("g and p of those who answered only before"),
        "(mean − mean) / pooled SD, × J(n₁ + n₂ − 2); Welch's t",
        ("g", "p"),
    ),
    Quantity(
        _("Clear change"),
        "diff above or below ± 1.959963984540054 √2 SD_pre √(1 − r_xx)",
        ("reliable",),
    ),
    Quantity(_("Count of people"), "to the nearest 5", ("count",)),
)


def quantities_in(statistics: list[str]) -> list[Quantity]:
    """Those that stand behind these names of cells, in the order above."""
    named = {_measure(statistic) for statistic in statistics}
    return [one for one in QUANTITIES if named & set(one.measures)]


def _measure(statistic: str) -> str:
    _scale, stroke, measure = statistic.partition("/")
    if stroke:
        return measure
    return "reliable" if ".reliable:" in statistic else "count"

"""The change of the same people between two waves: post - pre, over those who have both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from sys import float_info

from evaluation.statistics.distributions import t_quantile, t_two_sided
from evaluation.statistics.effect_sizes import (
    NO_INTERVAL,
    EffectSizes,
    Interval,
    effect_sizes,
    times,
)
from evaluation.statistics.exact import Column, as_float, columns, long_root, root, signed_root
from evaluation.statistics.reliable_change import ReliableChange, reliable_change
from evaluation.statistics.signed_ranks import SignedRanks, signed_ranks
from evaluation.statistics.two_groups import Comparison, compare_groups

DEFAULT_RELIABILITY = 0.80
NOISE = Fraction(10 * float_info.epsilon)


class PairedStatus(StrEnum):
    OK = "ok"
    NO_MATCHED = "no_matched"
    TOO_SMALL = "n_too_small"
    ZERO_VARIANCE = "zero_variance_diff"


@dataclass(frozen=True)
class Pair:
    """One row: somebody's score before and after, either of which may be missing."""

    pre: float | None
    post: float | None
    group: str = ""


@dataclass(frozen=True)
class PairedAnalysis:
    """The fields are the keys that `analyse_pairs --json` prints, in their order."""

    n_rows: int
    n_pre: int
    n_post: int
    n_matched: int
    pre_mean: float | None
    pre_sd: float | None
    post_mean: float | None
    post_sd: float | None
    mean_diff: float | None
    sd_diff: float | None
    se_diff: float | None
    df: int | None
    t: float | None
    p_t: float | None
    ci95_low: float | None
    ci95_high: float | None
    r_pre_post: float | None
    d_z: float | None
    d_av: float | None
    d_becker_pre: float | None
    J_exact: float | None
    g_z: float | None
    g_av: float | None
    d_z_ci_ncp_low: float | None
    d_z_ci_ncp_high: float | None
    g_z_ci_ncp_low: float | None
    g_z_ci_ncp_high: float | None
    d_av_se_normal: float | None
    d_av_ci_normal_low: float | None
    d_av_ci_normal_high: float | None
    w_plus: float | None
    w_minus: float | None
    w_n_nonzero: int
    w_n_zero: int
    w_p_exact_zeros_dropped: float | None
    w_p_asym_cc: float | None
    rank_biserial: float | None
    p_sign_exact: float | None
    hodges_lehmann_nonzero: float | None
    rci_n_up: int | None
    rci_n_down: int | None
    rci_n_none: int | None
    status_t: PairedStatus
    status_w: str
    n_pre_only: int
    n_post_only: int
    attr_t_welch: float | None
    attr_df: float | None
    attr_p: float | None
    attr_g_exactJ: float | None  # noqa: N815


@dataclass(frozen=True)
class PairedChange:
    """The first figures alone, as a release keeps them."""

    n_matched: int
    pre_mean: float | None
    pre_sd: float | None
    post_mean: float | None
    post_sd: float | None
    mean_diff: float | None
    sd_diff: float | None


@dataclass(frozen=True)
class _MeanChange:
    status: PairedStatus
    mean: float | None = None
    sd: float | None = None
    se: float | None = None
    df: int | None = None
    t: float | None = None
    p: float | None = None
    interval: Interval = NO_INTERVAL


def analyse_pairs(
    rows: Sequence[Pair], *, reliability: float = DEFAULT_RELIABILITY
) -> PairedAnalysis:
    """Never raises for finite numbers; what is undefined is None, and the statuses say why."""
    matched = [row for row in rows if row.pre is not None and row.post is not None]
    before, after = columns([row.pre for row in matched], [row.post for row in matched])
    differences = after.minus(before)
    change = _mean_change(differences)
    has_spread = change.status is PairedStatus.OK
    pre_only = [row.pre for row in rows if row.pre is not None and row.post is None]
    return PairedAnalysis(
        n_rows=len(rows),
        n_pre=len(matched) + len(pre_only),
        n_post=sum(row.post is not None for row in rows),
        n_matched=len(matched),
        n_pre_only=len(pre_only),
        n_post_only=sum(row.pre is None and row.post is not None for row in rows),
        pre_mean=as_float(before.mean),
        pre_sd=root(before.variance),
        post_mean=as_float(after.mean),
        post_sd=root(after.variance),
        r_pre_post=_correlation(before, after),
        **_change_keys(change),
        **_effect_keys(effect_sizes(before, after, differences, has_spread=has_spread)),
        **_rank_keys(signed_ranks(differences)),
        **_reliable_keys(reliable_change(before, differences, reliability=reliability)),
        **_attrition_keys(compare_groups([row.pre for row in matched], pre_only)),
    )


def paired_change(pairs: Sequence[tuple[float, float]]) -> PairedChange:
    before, after = columns([pre for pre, _ in pairs], [post for _, post in pairs])
    change = _mean_change(after.minus(before))
    return PairedChange(
        n_matched=len(pairs),
        pre_mean=as_float(before.mean),
        pre_sd=root(before.variance),
        post_mean=as_float(after.mean),
        post_sd=root(after.variance),
        mean_diff=change.mean,
        sd_diff=change.sd,
    )


def analyse_groups(
    rows: Sequence[Pair], *, reliability: float = DEFAULT_RELIABILITY
) -> dict[str, PairedAnalysis]:
    """By group, in the order in which they come; a row without one is in none."""
    groups: dict[str, list[Pair]] = {}
    for row in rows:
        if row.group:
            groups.setdefault(row.group, []).append(row)
    return {
        name: analyse_pairs(members, reliability=reliability) for name, members in groups.items()
    }


def _mean_change(differences: Column) -> _MeanChange:
    n, mean, variance = len(differences), differences.mean, differences.variance
    if mean is None:
        return _MeanChange(PairedStatus.NO_MATCHED)
    if variance is None:
        return _MeanChange(PairedStatus.TOO_SMALL, as_float(mean))
    square = variance / n
    if not variance or square < (NOISE * mean) ** 2:
        return _MeanChange(PairedStatus.ZERO_VARIANCE, as_float(mean), 0.0, 0.0, n - 1)
    t = signed_root(mean, mean**2 / square)
    return _MeanChange(
        status=PairedStatus.OK,
        mean=as_float(mean),
        sd=root(variance),
        se=root(square),
        df=n - 1,
        t=t,
        p=t_two_sided(t, n - 1),
        interval=_interval(mean, square, n - 1),
    )


def _interval(mean: Fraction, square: Fraction, df: int) -> Interval:
    """Exact until its ends, which may lie near 0 while the mean does not."""
    reach = Fraction(t_quantile(0.975, df)) * long_root(square)
    return Interval(as_float(mean - reach), as_float(mean + reach))


def _correlation(before: Column, after: Column) -> float | None:
    """Pearson's; None when either never varies."""
    together = before.covariance(after)
    if together is None or not before.variance or not after.variance:
        return None
    return signed_root(together, together**2 / (before.variance * after.variance))


def _change_keys(change: _MeanChange) -> dict[str, object]:
    return {
        "mean_diff": change.mean,
        "sd_diff": change.sd,
        "se_diff": change.se,
        "df": change.df,
        "t": change.t,
        "p_t": change.p,
        "ci95_low": change.interval.low,
        "ci95_high": change.interval.high,
        "status_t": change.status,
    }


def _effect_keys(sizes: EffectSizes) -> dict[str, object]:
    corrected = sizes.d_z_interval.times(sizes.correction)
    return {
        "d_z": sizes.d_z,
        "d_av": sizes.d_av,
        "d_becker_pre": sizes.d_becker_pre,
        "J_exact": sizes.correction,
        "g_z": times(sizes.d_z, sizes.correction),
        "g_av": times(sizes.d_av, sizes.correction),
        "d_z_ci_ncp_low": sizes.d_z_interval.low,
        "d_z_ci_ncp_high": sizes.d_z_interval.high,
        "g_z_ci_ncp_low": corrected.low,
        "g_z_ci_ncp_high": corrected.high,
        "d_av_se_normal": sizes.d_av_se,
        "d_av_ci_normal_low": sizes.d_av_interval.low,
        "d_av_ci_normal_high": sizes.d_av_interval.high,
    }


def _rank_keys(ranks: SignedRanks) -> dict[str, object]:
    return {
        "w_plus": ranks.w_plus,
        "w_minus": ranks.w_minus,
        "w_n_nonzero": ranks.n_nonzero,
        "w_n_zero": ranks.n_zero,
        "w_p_exact_zeros_dropped": ranks.p_exact,
        "w_p_asym_cc": ranks.p_normal,
        "rank_biserial": ranks.rank_biserial,
        "p_sign_exact": ranks.p_sign,
        "hodges_lehmann_nonzero": ranks.hodges_lehmann,
        "status_w": ranks.status,
    }


def _reliable_keys(change: ReliableChange) -> dict[str, object]:
    return {"rci_n_up": change.n_up, "rci_n_down": change.n_down, "rci_n_none": change.n_same}


def _attrition_keys(comparison: Comparison) -> dict[str, object]:
    return {
        "attr_t_welch": comparison.t,
        "attr_df": comparison.df,
        "attr_p": comparison.p,
        "attr_g_exactJ": comparison.g,
    }

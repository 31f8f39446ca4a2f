"""Every quantity that `change.R` works out, with its formula; docs/statistics.md has more words."""

from __future__ import annotations

from django.utils.translation import gettext as _


def quantities() -> list[tuple[str, str]]:
    return [*_at_one_moment(), *_of_the_change(), *_of_ranks(), *_of_who_moved(), *_of_items()]


def _at_one_moment() -> list[tuple[str, str]]:
    return [
        ("n, mean, sd", _("people with a score; their mean; standard deviation, by n - 1")),
        ("median, quartile_low, quartile_high", _("type 7: linear between order statistics")),
        ("floor_percent, ceiling_percent", _("100 x share exactly at the lowest, highest score")),
        (
            "alpha, alpha_n",
            _("k/(k-1) (1 - sum of item variances / variance of the sum), every item answered"),
        ),
        (
            "alpha_low, alpha_high",
            _("Feldt: 1 - (1 - alpha) F, F at 0.975 and 0.025 with n-1 and (n-1)(k-1) degrees"),
        ),
        ("alpha_without_ITEM", _("alpha of the other items, on the same people")),
    ]


def _of_the_change() -> list[tuple[str, str]]:
    return [
        ("n_matched", _("people with a score both before and after; diff = post - pre")),
        ("pre_mean, pre_sd, post_mean, post_sd", _("over matched people")),
        ("mean_diff, sd_diff, se_diff", _("of diff; se = sd / sqrt(n)")),
        ("t, df, p_t", _("mean / se; n - 1; two-sided")),
        ("ci95_low, ci95_high", _("mean -/+ t(0.975, df) se")),
        ("r_pre_post", _("Pearson's r")),
        ("d_z", _("mean of diff / SD of diff")),
        ("d_av", _("mean of diff / sqrt((SD_pre^2 + SD_post^2) / 2)")),
        ("d_becker_pre", _("mean of diff / SD_pre")),
        ("J_exact", _("Gamma(m/2) / (sqrt(m/2) Gamma((m-1)/2)), m = n - 1")),
        ("g_z, g_av, g_z_ci_ncp_low, g_z_ci_ncp_high", _("d_z, d_av and the interval of d_z, x J")),
        (
            "d_z_ci_ncp_low, d_z_ci_ncp_high",
            _("ncp / sqrt(n), where t is the 0.975, the 0.025 quantile of the non-central t"),
        ),
        ("d_av_se_normal", _("Algina and Keselman: sqrt(var(diff) / n) / s_av")),
        ("d_av_ci_normal_low, d_av_ci_normal_high", _("d_av -/+ 1.959963984540054 se")),
        ("gain, kept, share", _("mean(post - pre), mean(later - pre), kept / gain, all waves")),
    ]


def _of_ranks() -> list[tuple[str, str]]:
    return [
        ("w_plus, w_minus", _("Wilcoxon's W+ and W-; zeros dropped, midranks for ties")),
        ("w_n_nonzero, w_n_zero", _("differences that are not nought, and that are")),
        ("w_p_exact_zeros_dropped", _("exact given the ties, up to 2,000 differences")),
        ("w_p_asym_cc", _("normal approximation, corrected for ties and continuity")),
        ("rank_biserial", _("(W+ - W-) / (W+ + W-)")),
        ("p_sign_exact", _("exact binomial on the signs")),
        ("hodges_lehmann_nonzero", _("median of all averages of two differences, zeros dropped")),
    ]


def _of_who_moved() -> list[tuple[str, str]]:
    return [
        (
            "rci_n_up, rci_n_down, rci_n_none",
            _("diff strictly beyond 1.959963984540054 sqrt(2) SD_pre sqrt(1 - reliability)"),
        ),
        ("attr_t_welch, attr_df, attr_p", _("Welch's t on pre: matched minus pre-only")),
        ("attr_g_exactJ", _("the same difference / pooled SD, x J(n1 + n2 - 2)")),
        ("complete, matched_pre_post, matched_all", _("people with any, both, all moments sent")),
    ]


def _of_items() -> list[tuple[str, str]]:
    return [
        ("answered, answer_CODE", _("people who answered, and who chose that answer")),
        ("n_up, n_same, n_down", _("people by the direction of the item, reversed ones turned")),
        ("n_top_two_before, n_top_two_after", _("in the top two answers; of two, the upper")),
        ("n_into_top_two, n_out_of_top_two", _("who crossed into and out of them")),
        ("p_mcnemar_exact", _("exact binomial on who crossed")),
    ]

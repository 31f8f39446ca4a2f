"""The contract of `analyse_pairs` once more, at fifty digits, by other routes than the portal's."""

from collections import Counter
from fractions import Fraction
from itertools import combinations_with_replacement
from statistics import median

import mpmath
from mpmath import mp, mpf

mp.dps = 50
Z = mpf(1.959963984540054)


def exact(value):
    return mpf(int(value)) if isinstance(value, int) else mpf(value)


def mean(values):
    return mpmath.fsum(values) / len(values)


def variance(values):
    if len(values) < 2:
        return None
    centre = mean(values)
    return mpmath.fsum((value - centre) ** 2 for value in values) / (len(values) - 1)


def t_two_sided(t, df):
    return mpmath.betainc(mpf(df) / 2, 0.5, 0, df / (df + t * t), regularized=True)


def t_quantile(df):
    start = mpf("12.7") if df == 1 else mpf("4.3") if df == 2 else mpf(2)
    return mpmath.findroot(lambda t: t_two_sided(t, df) - mpf("0.05"), start)


def correction(df):
    if df < 2:
        return None
    half = mpf(df) / 2
    return mpmath.exp(mpmath.loggamma(half) - mpmath.loggamma(half - 0.5)) / mpmath.sqrt(half)


def noncentral_t_below(t, df, ncp):
    """P(T <= t), integrated over the chi variable."""
    with mpmath.workdps(25):
        t, ncp, df = mpf(t), mpf(ncp), mpf(df)
        scale = mpmath.log(2) + (df / 2) * mpmath.log(df / 2) - mpmath.loggamma(df / 2)

        def density(w):
            chi = mpmath.exp(scale + (df - 1) * mpmath.log(w) - df * w * w / 2) if w else mpf(0)
            return chi * mpmath.ncdf(t * w - ncp)

        spread = 1 / mpmath.sqrt(2 * df)
        low, high = max(mpf(10) ** -25, 1 - 14 * spread), 1 + 14 * spread
        places = {low + (high - low) * step / 30 for step in range(31)}
        if t:
            steps = (-30, -12, -6, -3, -1, 0, 1, 3, 6, 12, 30)
            places |= {(ncp + step) / t for step in steps if low < (ncp + step) / t < high}
        return mpmath.quad(density, sorted(places))


def snapped(differences):
    """In whole steps of 10^(ceil(log10(max|x|)) - 12)."""
    largest = max(map(abs, differences))
    if not largest:
        return [0] * len(differences)
    step = mpf(10) ** (int(mpmath.ceil(mpmath.log10(largest))) - 12)
    return [int(mpmath.nint(one / step)) for one in differences]


def midranks(sizes):
    ordered = sorted(sizes)
    return [Fraction(2 * ordered.index(one) + ordered.count(one) + 1, 2) for one in sizes]


def exact_rank_p(ranks, plus):
    """Every sign of every rank, by exact counting."""
    ways = Counter({Fraction(0): 1})
    for rank in ranks:
        more = Counter(ways)
        for total, count in ways.items():
            more[total + rank] += count
        ways = more
    lower = sum(count for total, count in ways.items() if total <= plus)
    upper = sum(count for total, count in ways.items() if total >= plus)
    return min(Fraction(2 * min(lower, upper), 2 ** len(ranks)), Fraction(1))


def sign_p(up, down):
    n = up + down
    lower = sum(mpmath.binomial(n, k) for k in range(min(up, down) + 1))
    return min(2 * lower / mpf(2) ** n, mpf(1))


def ratio(above, below):
    return above / below if above is not None and below else None


def root(value):
    return None if value is None else mpmath.sqrt(value)


def ranks_of(differences):
    steps = snapped(differences) if differences else []
    kept = [(one, step) for one, step in zip(differences, steps, strict=True) if step]
    found = {"w_n_nonzero": len(kept), "w_n_zero": len(steps) - len(kept)}
    if not kept:
        return found | {"status_w": "all_differences_zero" if steps else "no_matched"}
    ranks = midranks([abs(step) for _, step in kept])
    plus = sum(rank for rank, (_, step) in zip(ranks, kept, strict=True) if step > 0)
    minus = sum(ranks) - plus
    ties = Counter(abs(step) for _, step in kept).values()
    n = len(kept)
    spread = Fraction(n * (n + 1) * (2 * n + 1), 24) - Fraction(sum(t**3 - t for t in ties), 48)
    beyond = max(abs(plus - minus) / 2 - Fraction(1, 2), Fraction(0))
    up = sum(step > 0 for _, step in kept)
    doubled = [one + two for one, two in combinations_with_replacement([d for d, _ in kept], 2)]
    z = mpf(beyond.numerator) / beyond.denominator
    z /= mpmath.sqrt(mpf(spread.numerator) / spread.denominator)
    return found | {
        "status_w": "ok",
        "w_plus": plus,
        "w_minus": minus,
        "w_p_exact_zeros_dropped": exact_rank_p(ranks, plus),
        "w_p_asym_cc": mpmath.erfc(z / mpmath.sqrt(2)),
        "rank_biserial": (plus - minus) / (plus + minus),
        "p_sign_exact": sign_p(up, n - up),
        "hodges_lehmann_nonzero": median(doubled) / 2,
    }


def change_of(differences):
    n = len(differences)
    if not n:
        return {"status_t": "no_matched"}
    found = {"mean_diff": mean(differences)}
    if n == 1:
        return found | {"status_t": "n_too_small"}
    found["df"] = n - 1
    sd = root(variance(differences))
    se = sd / mpmath.sqrt(n)
    if not sd or se < 10 * mpf(2) ** -52 * abs(found["mean_diff"]):
        return found | {"status_t": "zero_variance_diff", "sd_diff": mpf(0), "se_diff": mpf(0)}
    t = found["mean_diff"] / se
    reach = t_quantile(n - 1) * se
    return found | {
        "status_t": "ok",
        "sd_diff": sd,
        "se_diff": se,
        "t": t,
        "p_t": t_two_sided(t, n - 1),
        "ci95_low": found["mean_diff"] - reach,
        "ci95_high": found["mean_diff"] + reach,
        "d_z": t / mpmath.sqrt(n),
    }


def effects_of(before, after, found):
    n = len(before)
    if n < 2:
        return {}
    j = correction(n - 1)
    average = mpmath.sqrt((variance(before) + variance(after)) / 2)
    d_av = ratio(found["mean_diff"], average)
    se = ratio(found["se_diff"], average)
    d_z = found.get("d_z")
    return {
        "J_exact": j,
        "g_z": d_z * j if d_z is not None and j else None,
        "d_av": d_av,
        "g_av": d_av * j if d_av is not None and j else None,
        "d_becker_pre": ratio(found["mean_diff"], root(variance(before))),
        "d_av_se_normal": se,
        "d_av_ci_normal_low": d_av - Z * se if d_av is not None else None,
        "d_av_ci_normal_high": d_av + Z * se if d_av is not None else None,
        "r_pre_post": correlation(before, after),
    }


def correlation(before, after):
    one, two = mean(before), mean(after)
    together = mpmath.fsum((x - one) * (y - two) for x, y in zip(before, after, strict=True))
    return ratio(
        together / (len(before) - 1), mpmath.sqrt(variance(before)) * mpmath.sqrt(variance(after))
    )


def reliable_of(before, differences, reliability):
    sd = root(variance(before))
    if not sd:
        return {}
    threshold = Z * mpmath.sqrt(2) * sd * mpmath.sqrt(1 - mpf(reliability))
    up = sum(one > threshold for one in differences)
    down = sum(one < -threshold for one in differences)
    return {"rci_n_up": up, "rci_n_down": down, "rci_n_none": len(differences) - up - down}


def attrition_of(stayed, left):
    if not stayed or not left:
        return {}
    apart = mean(stayed) - mean(left)
    degrees = len(stayed) + len(left) - 2
    about = [(one - mean(group)) ** 2 for group in (stayed, left) for one in group]
    squares = mpmath.fsum(about)
    if not squares:
        return {}
    j = correction(degrees)
    g = apart / mpmath.sqrt(squares / degrees) * j if j else None
    found = {"attr_g_exactJ": g}
    if len(stayed) < 2 or len(left) < 2:
        return found
    one, two = variance(stayed) / len(stayed), variance(left) / len(left)
    t = apart / mpmath.sqrt(one + two)
    df = (one + two) ** 2 / (one**2 / (len(stayed) - 1) + two**2 / (len(left) - 1))
    return found | {"attr_t_welch": t, "attr_df": df, "attr_p": t_two_sided(t, df)}


def analysis(rows, reliability=0.80):
    """Every key but the interval of d_z, which `noncentral_t_below` checks from its ends."""
    matched = [(exact(a), exact(b)) for _, a, b, _ in rows if a is not None and b is not None]
    before, after = [a for a, _ in matched], [b for _, b in matched]
    differences = [b - a for a, b in matched]
    left = [exact(a) for _, a, b, _ in rows if a is not None and b is None]
    found = {
        "n_rows": len(rows),
        "n_pre": len(matched) + len(left),
        "n_post": sum(b is not None for _, _, b, _ in rows),
        "n_matched": len(matched),
        "n_pre_only": len(left),
        "n_post_only": sum(a is None and b is not None for _, a, b, _ in rows),
        "pre_mean": mean(before) if before else None,
        "post_mean": mean(after) if after else None,
        "pre_sd": root(variance(before)),
        "post_sd": root(variance(after)),
        **change_of(differences),
        **ranks_of(differences),
        **reliable_of(before, differences, reliability),
        **attrition_of(before, left),
    }
    return found | effects_of(before, after, found)

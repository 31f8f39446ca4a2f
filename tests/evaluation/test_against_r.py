"""The same figures from R, which shares no line with the portal or with SciPy."""

import os
import shutil
import subprocess
from subprocess import PIPE

import pytest

from evaluation.statistics import (
    Pair,
    analyse_pairs,
    cronbach_alpha,
    describe,
)
from tests.evaluation.pathological import PATHOLOGICAL

pytestmark = pytest.mark.skipif(
    not shutil.which("Rscript") and not os.environ.get("REQUIRE_EVERYTHING"),
    reason="R is not installed here. Install r-base-core.",
)

CHANGE = """
rows <- read.csv(file("stdin")); m <- rows[!is.na(rows$pre) & !is.na(rows$post), ]
d <- m$post - m$pre; n <- length(d); x <- d[d != 0]
say <- function(name, value) cat(name, sprintf("%.17g", as.numeric(value)), "\\n")
tt <- t.test(m$post, m$pre, paired = TRUE)
say("t", tt$statistic); say("p_t", tt$p.value); say("df", tt$parameter)
say("ci95_low", tt$conf.int[1]); say("ci95_high", tt$conf.int[2])
say("pre_mean", mean(m$pre)); say("post_sd", sd(m$post)); say("r_pre_post", cor(m$pre, m$post))
w <- suppressWarnings(wilcox.test(x, exact = FALSE, correct = TRUE))
say("w_plus", w$statistic); say("w_p_asym_cc", w$p.value)
say("p_sign_exact", binom.test(sum(x > 0), length(x))$p.value)
walsh <- outer(x, x, "+") / 2
say("hodges_lehmann_nonzero", median(walsh[!lower.tri(walsh)]))
if (!any(duplicated(abs(x))))
  say("w_p_exact_zeros_dropped", wilcox.test(x, exact = TRUE)$p.value)
say("J_exact", exp(lgamma((n - 1) / 2) - lgamma((n - 2) / 2)) / sqrt((n - 1) / 2))
end <- function(p) uniroot(function(d) pt(tt$statistic, n - 1, d * sqrt(n)) - p,
  tt$statistic / sqrt(n) + c(-2, 2), tol = 1e-13)$root
say("d_z_ci_ncp_low", end(0.975)); say("d_z_ci_ncp_high", end(0.025))
left <- rows$pre[!is.na(rows$pre) & is.na(rows$post)]
if (length(left) > 1) {
  at <- t.test(m$pre, left)
  say("attr_t_welch", at$statistic); say("attr_df", at$parameter); say("attr_p", at$p.value)
}
"""
ALPHA = """
x <- as.matrix(read.csv(file("stdin"))); n <- nrow(x); k <- ncol(x)
a <- k / (k - 1) * (1 - sum(apply(x, 2, var)) / var(rowSums(x)))
cat(sprintf("%.17g", c(a, 1 - (1 - a) * qf(c(0.975, 0.025), n - 1, (n - 1) * (k - 1)),
  quantile(x[, 1], c(0.25, 0.5, 0.75), type = 7))))
"""


def r(script, table):
    command = [shutil.which("Rscript"), "--vanilla", "-e", script]
    return subprocess.run(command, input=table, stdout=PIPE, text=True, check=True).stdout


@pytest.mark.parametrize("name", ["many ties", "many ties and holes", "no ties"])
def test_r_finds_the_same_change(name):
    rows = PATHOLOGICAL[name]
    lines = ["pre,post", *(f"{a},{b}".replace("None", "") for _, a, b, _ in rows)]
    said = dict(line.split() for line in r(CHANGE, "\n".join(lines)).splitlines())
    assert len(said) >= 15
    found = analyse_pairs([Pair(a, b) for _, a, b, _ in rows])
    for key, value in said.items():
        # R's non-central t is itself good to some ten digits.
        digits = 1e-8 if "ncp" in key else 1e-9
        assert getattr(found, key) == pytest.approx(float(value), rel=digits), key


def test_r_finds_the_same_alpha_interval_and_quartiles():
    items = ["a", "b", "c"]
    rows = [
        {"a": n % 5 + 1, "b": (n * n + n) % 5 + 1, "c": (n + n // 4) % 5 + 1} for n in range(30)
    ]
    table = "\n".join(["a,b,c", *(",".join(str(row[item]) for item in items) for row in rows)])
    alpha, low, high, *quartiles = map(float, r(ALPHA, table).split())
    found = cronbach_alpha(rows, items)
    wave = describe([row["a"] for row in rows])
    assert (found.alpha, found.interval.low, found.interval.high) == pytest.approx(
        (alpha, low, high)
    )
    assert [wave.quartile_low, wave.median, wave.quartile_high] == quartiles

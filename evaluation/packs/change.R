# Works out figures anew, unrounded, from the rows of this pack: those of the newest report, of the
# same people (what: report), and beside them more, of everybody whose rows are here.
#   Rscript change.R [FOLDER]
# prints a row for each figure, and writes the same to change-from-r.csv. codebook.csv has the
# formula of each. It needs R alone, no package. A figure that is not defined is empty.

given <- commandArgs(trailingOnly = TRUE)
folder <- if (length(given)) given[1] else "."
read_table <- function(name) read.csv(file.path(folder, name), fileEncoding = "UTF-8-BOM",
  na.strings = "", stringsAsFactors = FALSE, check.names = FALSE)

about <- read_table("about.csv")
reliability <- as.numeric(about$value[about$key == "reliability"])
book <- read_table("codebook.csv")
in_order <- function(rows) rows[order(rows$participant, rows$response), ]
long <- in_order(read_table("long.csv"))
scores <- in_order(read_table("scores.csv"))
sent <- unique(scores[c("participant", "moment")])
sent <- unique(rbind(sent, unique(long[c("participant", "moment")])))
scores <- scores[!is.na(scores$value), ]
GROUPS <- c("sector", "role", "organisation", "area")
Z <- 1.959963984540054

# Of two answers at one moment the first counts.
first_at <- function(rows, moment) {
  rows <- rows[rows$moment == moment, ]
  rows <- rows[!duplicated(rows$participant), c("participant", GROUPS, "value")]
  names(rows)[names(rows) == "value"] <- moment
  rows
}
at_moment <- function(scale, moment) first_at(scores[scores$scale == scale, ], moment)

# Hedges' correction: gamma(m/2) / (sqrt(m/2) gamma((m-1)/2)).
correction <- function(m) if (m < 2) NA else exp(lgamma(m / 2) - lgamma((m - 1) / 2)) / sqrt(m / 2)
spread <- function(x) if (length(x) < 2) NA else if (all(x == x[1])) 0 else sd(x)
over <- function(a, b) if (is.na(a) || is.na(b) || b == 0) NA else a / b

describe <- function(x, lowest = NA, highest = NA) {
  n <- length(x)
  q <- if (n) quantile(x, c(0.25, 0.5, 0.75), type = 7, names = FALSE) else rep(NA, 3)
  at <- function(end) if (n && !is.na(end)) 100 * sum(x == end) / n else NA
  list(n = n, mean = if (n) mean(x) else NA, sd = spread(x),
    quartile_low = q[1], median = q[2], quartile_high = q[3],
    floor_percent = at(lowest), ceiling_percent = at(highest))
}

# The noncentralities at which t is the 0.975 and the 0.025 quantile, over sqrt(n).
noncentral_ends <- function(t, n) {
  end <- function(p) tryCatch(suppressWarnings(uniroot(
    function(d) pt(t, n - 1, d * sqrt(n)) - p, t / sqrt(n) + c(-1, 1),
    extendInt = "downX", tol = 1e-13)$root), error = function(problem) NA)
  c(end(0.975), end(0.025))
}

mean_change <- function(d) {
  n <- length(d)
  found <- list(mean_diff = if (n) mean(d) else NA, sd_diff = spread(d), se_diff = NA, df = NA,
    t = NA, p_t = NA, ci95_low = NA, ci95_high = NA, d_z = NA, J_exact = NA, g_z = NA,
    d_z_ci_ncp_low = NA, d_z_ci_ncp_high = NA, g_z_ci_ncp_low = NA, g_z_ci_ncp_high = NA)
  found$status_t <- if (n == 0) "no_matched" else if (n == 1) "n_too_small" else "ok"
  if (n < 2) return(found)
  found$se_diff <- found$sd_diff / sqrt(n)
  found$df <- n - 1
  found$J_exact <- correction(n - 1)
  if (found$sd_diff == 0 || found$se_diff < 10 * 2^-52 * abs(found$mean_diff)) {
    found$sd_diff <- found$se_diff <- 0
    found$status_t <- "zero_variance_diff"
    return(found)
  }
  found$t <- found$mean_diff / found$se_diff
  found$p_t <- 2 * pt(-abs(found$t), n - 1)
  reach <- qt(0.975, n - 1) * found$se_diff
  found$ci95_low <- found$mean_diff - reach
  found$ci95_high <- found$mean_diff + reach
  found$d_z <- found$mean_diff / found$sd_diff
  ends <- noncentral_ends(found$t, n)
  found$g_z <- found$d_z * found$J_exact
  found$d_z_ci_ncp_low <- ends[1]
  found$d_z_ci_ncp_high <- ends[2]
  found$g_z_ci_ncp_low <- ends[1] * found$J_exact
  found$g_z_ci_ncp_high <- ends[2] * found$J_exact
  found
}

# By the mean of both standard deviations (Algina and Keselman), and by that of before (Becker).
other_effects <- function(pre, post, change) {
  s_pre <- spread(pre)
  s_av <- sqrt((s_pre^2 + spread(post)^2) / 2)
  d_av <- over(change$mean_diff, s_av)
  se <- over(change$se_diff, s_av)
  list(d_av = d_av, g_av = d_av * change$J_exact, d_av_se_normal = se,
    d_av_ci_normal_low = d_av - Z * se, d_av_ci_normal_high = d_av + Z * se,
    d_becker_pre = over(change$mean_diff, s_pre))
}

# Exact under the ties: the share of the 2^n signs whose rank sum is as far out as this one.
exact_p <- function(ranks, w) {
  if (length(ranks) > 2000) return(NA)
  ways <- 1
  for (r in 2 * ranks) ways <- (c(ways, rep(0, r)) + c(rep(0, r), ways)) / 2
  min(1, 2 * sum(ways[seq_len(2 * w + 1)]))
}

# The median of all averages of two differences, and of each with itself, counted by value.
hodges_lehmann <- function(x) {
  u <- sort(unique(x))
  n <- as.numeric(table(match(x, u)))
  i <- rep(seq_along(u), times = length(u):1)
  j <- sequence(length(u):1, from = seq_along(u))
  size <- ifelse(i == j, n[i] * (n[i] + 1) / 2, n[i] * n[j])
  walsh <- (u[i] + u[j]) / 2
  by_size <- order(walsh)
  upto <- cumsum(size[by_size])
  whole <- upto[length(upto)]
  at <- function(place) walsh[by_size][which(upto >= place)[1]]
  (at(floor((whole + 1) / 2)) + at(ceiling((whole + 1) / 2))) / 2
}

signed_ranks <- function(d) {
  found <- list(w_plus = NA, w_minus = NA, w_n_nonzero = 0, w_n_zero = length(d),
    w_p_exact_zeros_dropped = NA, w_p_asym_cc = NA, rank_biserial = NA, p_sign_exact = NA,
    hodges_lehmann_nonzero = NA, status_w = if (length(d)) "all_differences_zero" else "no_matched")
  if (!length(d) || all(d == 0)) return(found)
  snapped <- round(d / 10^(ceiling(log10(max(abs(d)))) - 12))
  x <- snapped[snapped != 0]
  ranks <- rank(abs(x))
  found$w_n_nonzero <- length(x)
  found$w_n_zero <- length(d) - length(x)
  found$w_plus <- sum(ranks[x > 0])
  found$w_minus <- sum(ranks[x < 0])
  found$w_p_exact_zeros_dropped <- exact_p(ranks, min(found$w_plus, found$w_minus))
  far <- max(abs(found$w_plus - found$w_minus) / 2 - 0.5, 0)
  found$w_p_asym_cc <- 2 * pnorm(-far / sqrt(sum(ranks^2) / 4))
  found$rank_biserial <- (found$w_plus - found$w_minus) / (found$w_plus + found$w_minus)
  found$p_sign_exact <- binom.test(sum(x > 0), length(x))$p.value
  found$hodges_lehmann_nonzero <- hodges_lehmann(d[snapped != 0])
  found$status_w <- "ok"
  found
}

reliable_change <- function(pre, d) {
  limit <- Z * sqrt(2) * spread(pre) * sqrt(1 - reliability)
  if (is.na(limit) || limit == 0) return(list(rci_n_up = NA, rci_n_down = NA, rci_n_none = NA))
  list(rci_n_up = sum(d > limit), rci_n_down = sum(d < -limit), rci_n_none = sum(abs(d) <= limit))
}

# Those with both scores minus those with the first alone: Welch, and Hedges' g.
attrition <- function(stayed, left) {
  found <- list(attr_t_welch = NA, attr_df = NA, attr_p = NA, attr_g_exactJ = NA)
  a <- length(stayed)
  b <- length(left)
  if (a == 0 || b == 0 || a + b < 3) return(found)
  squares <- sum((stayed - mean(stayed))^2) + sum((left - mean(left))^2)
  if (squares == 0) return(found)
  far <- mean(stayed) - mean(left)
  found$attr_g_exactJ <- far / sqrt(squares / (a + b - 2)) * correction(a + b - 2)
  if (a < 2 || b < 2) return(found)
  parts <- c(spread(stayed)^2 / a, spread(left)^2 / b)
  found$attr_t_welch <- far / sqrt(sum(parts))
  found$attr_df <- sum(parts)^2 / (parts[1]^2 / (a - 1) + parts[2]^2 / (b - 1))
  found$attr_p <- 2 * pt(-abs(found$attr_t_welch), found$attr_df)
  found
}

matched_change <- function(rows) {
  m <- rows[!is.na(rows$pre) & !is.na(rows$post), ]
  d <- m$post - m$pre
  change <- mean_change(d)
  varies <- length(d) > 1 && spread(m$pre) > 0 && spread(m$post) > 0
  c(list(n_rows = nrow(rows), n_pre = sum(!is.na(rows$pre)), n_post = sum(!is.na(rows$post)),
      n_matched = nrow(m), n_pre_only = sum(is.na(rows$post)), n_post_only = sum(is.na(rows$pre)),
      pre_mean = describe(m$pre)$mean, pre_sd = spread(m$pre),
      post_mean = describe(m$post)$mean, post_sd = spread(m$post),
      r_pre_post = if (varies) cor(m$pre, m$post) else NA),
    change, other_effects(m$pre, m$post, change), signed_ranks(d), reliable_change(m$pre, d),
    attrition(m$pre, rows$pre[is.na(rows$post)]))
}

# What of the gain was still there later, over people who have all three.
kept_gain <- function(all_three) {
  n <- nrow(all_three)
  found <- list(n = n, status = "no_matched", gain = NA, kept = NA, share = NA)
  if (!n) return(found)
  found$gain <- mean(all_three$post - all_three$pre)
  found$kept <- mean(all_three[[ncol(all_three)]] - all_three$pre)
  # Sums of scores carry noise in their last digits: a gain of nought must be nought.
  rose <- found$gain > 1e-12 * max(abs(all_three$pre), abs(all_three$post), 1e-300)
  found$status <- if (rose) "ok" else "no_gain"
  if (rose) found$share <- found$kept / found$gain
  found
}

alpha_of <- function(items) {
  k <- ncol(items)
  if (k < 2 || nrow(items) < 2) return(NA)
  whole <- var(rowSums(items))
  if (whole < 1e-20 * max(abs(items), 1)^2) return(NA)
  k / (k - 1) * (1 - sum(apply(items, 2, var)) / whole)
}

# Cronbach's alpha over people who answered every item, Feldt's interval, alpha if dropped.
reliability_at <- function(items, moment, rows = long) {
  rows <- rows[rows$moment == moment & rows$item %in% items & !is.na(rows$scored), ]
  rows <- rows[!duplicated(rows[c("participant", "item")]), ]
  people <- names(which(table(factor(rows$participant)) == length(items)))
  rows <- rows[rows$participant %in% people, ]
  table <- matrix(nrow = length(people), ncol = length(items))
  table[cbind(match(rows$participant, people), match(rows$item, items))] <- as.numeric(rows$scored)
  alpha <- alpha_of(table)
  n <- nrow(table)
  k <- length(items)
  end <- function(p) if (is.na(alpha)) NA else 1 - (1 - alpha) * qf(p, n - 1, (n - 1) * (k - 1))
  dropped <- lapply(seq_along(items), function(one) alpha_of(table[, -one, drop = FALSE]))
  names(dropped) <- paste0("alpha_without_", items)
  c(list(alpha_n = n, alpha = alpha, alpha_low = end(0.975), alpha_high = end(0.025)), dropped)
}

# Up, same and down, and McNemar's exact test on the top two of all scores that there can be.
item_shift <- function(pre, post, possible) {
  n <- length(pre)
  up <- sum(post > pre)
  down <- sum(post < pre)
  found <- list(n = n, n_up = up, n_same = n - up - down, n_down = down)
  possible <- sort(unique(possible))
  if (!length(possible)) return(found)
  top <- tail(possible, if (length(possible) > 2) 2 else 1)
  into <- sum(!(pre %in% top) & post %in% top)
  out <- sum(pre %in% top & !(post %in% top))
  c(found, list(n_top_two_before = sum(pre %in% top), n_top_two_after = sum(post %in% top),
    n_into_top_two = into, n_out_of_top_two = out,
    p_mcnemar_exact = if (into + out) binom.test(into, into + out)$p.value else NA))
}

in_words <- function(value) if (is.na(value)) "" else if (is.character(value)) value else
  sprintf("%.17g", as.numeric(value))
say <- function(what, name, moment, figures, groups = "") if (length(figures))
  data.frame(what = what, name = name, moment = moment, groups = groups, figure = names(figures),
    value = vapply(figures, in_words, ""), row.names = NULL)
one_of <- function(name, kind, column) {
  found <- book[[column]][book$kind == kind & book$name %in% name]
  if (length(found)) as.numeric(found[length(found)]) else NA
}

both_times <- function(rows_of)
  merge(rows_of("pre"), rows_of("post"), by = c("participant", GROUPS), all = TRUE)

changes_by_group <- function(scale, rows) do.call(rbind, lapply(GROUPS, function(group) {
  levels <- sort(unique(rows[[group]]))
  do.call(rbind, lapply(levels, function(level) say("scale", scale, "change",
    matched_change(rows[rows[[group]] %in% level, ]), paste0(group, ": ", level))))
}))

kept_later <- function(scale, rows) do.call(rbind, lapply(c("follow_up", "later"), function(wave) {
  later <- at_moment(scale, wave)[c("participant", wave)]
  all_three <- merge(rows[!is.na(rows$pre) & !is.na(rows$post), ], later, by = "participant")
  if (nrow(later)) say("scale", scale, paste("kept", wave), kept_gain(all_three))
}))

items_of <- function(scale) unique(book$name[book$kind == "item" &
  vapply(strsplit(paste(book$in_scale), " "), function(scales) scale %in% scales, TRUE)])

about_scale <- function(scale) {
  items <- items_of(scale)
  lowest <- one_of(scale, "scale", "lowest")
  highest <- one_of(scale, "scale", "highest")
  waves <- lapply(unique(scores$moment[scores$scale == scale]), function(moment) say("scale", scale,
    moment, c(describe(at_moment(scale, moment)[[moment]], lowest, highest),
      if (length(items)) reliability_at(items, moment))))
  rows <- both_times(function(moment) at_moment(scale, moment))
  do.call(rbind, c(waves, list(say("scale", scale, "change", matched_change(rows)),
    changes_by_group(scale, rows), kept_later(scale, rows))))
}

# How often each answer was chosen; several at once stand with semicolons between them.
counted <- function(codes) {
  each <- table(unlist(strsplit(as.character(codes[!is.na(codes)]), ";")))
  if (length(each)) setNames(as.list(as.integer(each)), paste0("answer_", names(each)))
}

about_item <- function(item) {
  rows <- long[long$item == item, ]
  waves <- lapply(unique(rows$moment), function(moment) {
    mine <- rows[rows$moment == moment, ]
    mine <- mine[!duplicated(mine$participant), ]
    scored <- as.numeric(mine$scored[!is.na(mine$scored)])
    figures <- if (any(!is.na(rows$scored))) describe(scored)[c("n", "mean", "sd")]
    say("item", item, moment, c(figures, list(answered = sum(mine$status == "answered")),
      counted(mine$code)))
  })
  scored <- rows[!is.na(rows$scored), ]
  scored$value <- as.numeric(scored$scored)
  pairs <- both_times(function(moment) first_at(scored, moment))
  pairs <- pairs[!is.na(pairs$pre) & !is.na(pairs$post), ]
  codes <- book$code[book$kind == "item" & book$name == item & book$code_kind %in% "scored"]
  possible <- as.numeric(codes)
  if (any(book$reversed[book$kind == "item" & book$name == item] == "yes"))
    possible <- one_of(item, "item", "lowest") + one_of(item, "item", "highest") - possible
  asked_twice <- nrow(scored) && all(c("pre", "post") %in% rows$moment)
  do.call(rbind, c(waves, if (asked_twice)
    list(say("item", item, "change", item_shift(pairs$pre, pairs$post, possible)))))
}

# Those who began and sent nothing, and those who took their answers back, are in no row.
flow <- function() {
  waves <- tapply(sent$moment, sent$participant, unique, simplify = FALSE)
  has <- function(wanted) sum(vapply(waves, function(mine) all(wanted %in% mine), TRUE))
  asked <- strsplit(about$value[about$key == "moments"], " ")[[1]]
  say("flow", "", "", list(complete = length(waves), matched_pre_post = has(c("pre", "post")),
    matched_all = has(asked)))
}

source(file.path(folder, "report.R"), encoding = "UTF-8")
found <- do.call(rbind, c(list(of_the_report), lapply(unique(scores$scale), about_scale),
  lapply(unique(long$item), about_item), list(flow())))
write.csv(found, file.path(folder, "change-from-r.csv"), row.names = FALSE)
print(found, row.names = FALSE, max = 1e6)

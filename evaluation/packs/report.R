# Works out the figures of the newest release anew, unrounded, of the same people: in_figures.csv
# says who is in which. change.R reads this file; it does nothing by itself.

members <- read_table("in_figures.csv")
told_about <- function(key) {
  value <- about$value[about$key == key]
  if (length(value) && !is.na(value)) value else ""
}
MOMENTS <- c("pre", "post", "follow_up", "later")

inside <- function(statistic, rows)
  rows[rows$participant %in% members$participant[members$statistic == statistic], ]
say_of_report <- function(name, figures, groups = "") say("report", name, "", figures, groups)

# Of everybody, then of each group whose name the rows have.
by_group <- function(name, rows, work_out) {
  groups <- strsplit(strsplit(told_about("release_groups"), ";")[[1]], " ")
  parts <- lapply(groups, function(columns) {
    known <- rows[rowSums(is.na(rows[columns])) == 0, ]
    if (!nrow(known)) return(NULL)
    labels <- do.call(paste, c(Map(function(column) paste0(column, ": ", known[[column]]),
      columns), sep = ", "))
    do.call(rbind, lapply(sort(unique(labels)), function(label)
      say_of_report(name, work_out(known[labels == label, ]), label)))
  })
  do.call(rbind, c(list(say_of_report(name, work_out(rows))), parts))
}

pairs_in <- function(scale) {
  rows <- both_times(function(moment) at_moment(scale, moment))
  inside(scale, rows[!is.na(rows$pre) & !is.na(rows$post), ])
}

moved_item <- function(item) {
  scored <- long[long$item == item & !is.na(long$scored), ]
  scored$value <- as.numeric(scored$scored)
  rows <- inside(item, both_times(function(moment) first_at(scored, moment)))
  by_group(item, rows, function(these) {
    d <- these$post - these$pre
    list(n = length(d), up = sum(d > 0), same = sum(d == 0), down = sum(d < 0))
  })
}

means_of <- function(rows, moments) {
  found <- lapply(moments, function(moment) list(mean(rows[[moment]]), spread(rows[[moment]])))
  setNames(unlist(found, recursive = FALSE), paste0(rep(moments, each = 2), c("_mean", "_sd")))
}

still_there <- function(scale, name, moment) {
  later <- at_moment(scale, moment)[c("participant", moment)]
  rows <- inside(name, merge(pairs_in(scale), later, by = "participant"))
  found <- kept_gain(rows)
  c(means_of(rows, c("pre", "post", moment)), found[c("n", "gain", "kept", "share")])
}

# The limit is that of everybody in the change; who of them is counted is another matter.
clear_change <- function(scale, name) {
  rows <- pairs_in(scale)
  limit <- Z * sqrt(2) * spread(rows$pre) * sqrt(1 - as.numeric(told_about("release_reliability")))
  counted <- inside(name, rows)
  d <- counted$post - counted$pre
  list(n = length(d), up = sum(d > limit), same = sum(abs(d) <= limit), down = sum(d < -limit))
}

left_early <- function(scale, name) {
  left <- inside(name, at_moment(scale, "pre"))$pre
  found <- attrition(pairs_in(scale)$pre, left)
  list(n = length(left), t = found$attr_t_welch, df = found$attr_df, p = found$attr_p,
    g = found$attr_g_exactJ)
}

alpha_in <- function(scale, name, moment) {
  found <- reliability_at(items_of(scale), moment, inside(name, long))
  list(n = found$alpha_n, alpha = found$alpha, low = found$alpha_low, high = found$alpha_high)
}

about_a_scale <- function(name, scale, kind) say_of_report(name, switch(kind,
  kept = still_there(scale, name, "follow_up"), kept_later = still_there(scale, name, "later"),
  reliable = clear_change(scale, name), attrition = left_early(scale, name),
  alpha_pre = alpha_in(scale, name, "pre"), alpha_post = alpha_in(scale, name, "post")))

# Rated: the mean. Of several ticks: who ticked one of them. Else: how many gave each answer.
said_at <- function(name, moment, item, option) {
  rows <- inside(name, long[long$item == item & long$moment == moment, ])
  rows <- rows[rows$status != "not_shown", ]
  type <- book$type[book$kind == "item" & book$name == item]
  if (any(type %in% c("likert", "number", "slider"))) {
    scored <- rows[!is.na(rows$scored), ]
    scored <- as.numeric(scored$scored[!duplicated(scored$participant)])
    return(say_of_report(name, describe(scored)[c("n", "mean", "sd")]))
  }
  codes <- as.character(rows$code[!duplicated(rows$participant)])
  if (is.na(option)) {
    each <- table(codes)
    return(say_of_report(name, c(list(n = length(codes)), setNames(as.list(as.integer(each)),
      names(each)))))
  }
  ticked <- vapply(strsplit(codes, ";"), function(these) option %in% these, TRUE)
  say_of_report(name, list(n = length(codes), yes = sum(ticked), no = sum(!ticked)))
}

about_statistic <- function(name) {
  parts <- strsplit(name, ".", fixed = TRUE)[[1]]
  if (length(parts) == 1 && name %in% scores$scale) by_group(name, pairs_in(name), matched_change)
  else if (length(parts) == 1) moved_item(name)
  else if (parts[1] %in% MOMENTS) said_at(name, parts[1], parts[2], parts[3])
  else about_a_scale(name, parts[1], parts[2])
}

of_the_report <- do.call(rbind, lapply(unique(members$statistic), about_statistic))

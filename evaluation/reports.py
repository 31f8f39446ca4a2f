"""What a release says, in words and tables: the one source of the page and of every paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluation.caveats import caveats, quoted
from evaluation.digits import digits
from evaluation.equality import told_of
from evaluation.grouping import DIMENSIONS
from evaluation.labels import Labels, labels_of
from evaluation.models import Release

FLOW = {
    "invited": gettext_lazy("Asked"),
    "bounced": gettext_lazy("Could not be reached by e-mail"),
    "started": gettext_lazy("Began"),
    "partial": gettext_lazy("Began and did not send"),
    "complete": gettext_lazy("Answered at least once"),
    "matched_pre_post": gettext_lazy("Answered both before and after"),
    "matched_all": gettext_lazy("Answered every time"),
    "withdrawn": gettext_lazy("Took their answers back"),
    "expired": gettext_lazy("Time ran out"),
}
SHOWN = ("pre_mean", "post_mean", "mean_diff")
DIRECTIONS = ("up", "same", "down")

Group = tuple[tuple[str, str], ...]
Found = dict[str, float | None]


@dataclass(frozen=True)
class Table:
    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Part:
    heading: str
    sentences: tuple[str, ...]
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True)
class Report:
    title: str
    number: int
    release_id: str
    released_on: date
    parts: tuple[Part, ...]
    caveats: tuple[str, ...]

    @property
    def source(self) -> str:
        facts = {
            "number": self.number,
            "on": date_format(self.released_on, "j F Y"),
            "id": self.release_id,
        }
        return _("Release %(number)s of %(on)s, %(id)s") % facts


def report_of(release: Release) -> Report:
    figures = Figures(release, labels_of(release.plan))
    parts = (
        _took_part(release),
        _who_answered(release),
        _changed(figures),
        _by_group(figures),
        _items(figures),
    )
    return Report(
        title=release.plan.title,
        number=release.number,
        release_id=str(release.uuid),
        released_on=timezone.localdate(release.released_at),
        parts=tuple(part for part in parts if part),
        caveats=caveats(figures.whole, release.flow, figures.labels),
    )


@dataclass(frozen=True)
class Figures:
    """The cells of a release by group and scale; None where they are not shown."""

    release: Release
    labels: Labels

    @property
    def whole(self) -> dict[str, Found]:
        return {scale: found for (at, scale), found in self.scales.items() if found and not at}

    @cached_property
    def scales(self) -> dict[tuple[Group, str], Found | None]:
        found: dict[tuple[Group, str], Found | None] = {}
        for cell in self.release.cells:
            scale, _slash, measure = cell["statistic"].partition("/")
            key = (tuple(sorted(cell["dimensions"].items())), scale)
            if not measure:
                continue
            if cell["status"] != "published":
                found.setdefault(key, None)
                continue
            known = found.get(key) or {"n": cell["n"]}
            found[key] = {**known, measure: cell["value"]}
        return found

    @cached_property
    def shifts(self) -> dict[str, dict[str, float]]:
        """By item, of everybody: only the directions that are shown."""
        found: dict[str, dict[str, float]] = {}
        for cell in self.release.cells:
            item, _colon, direction = cell["statistic"].partition(":")
            if direction and not cell["dimensions"]:
                shown = found.setdefault(item, {})
                if cell["status"] == "published":
                    shown[direction] = cell["value"]
        return found


def _took_part(release: Release) -> Part:
    rows = [
        (str(words), str(release.flow[key])) for key, words in FLOW.items() if key in release.flow
    ]
    sentence = _(
        "Counts of people are given to the nearest five. Only those who answered both before and "
        "after are in the figures about change."
    )
    table = Table(_("Who took part"), (_("What"), _("People")), tuple(rows))
    return Part(_("Who took part"), (sentence,), (table,))


def _who_answered(release: Release) -> Part | None:
    if not release.plan.has_equality_questions:
        return None
    told = told_of(release.equality, k=release.k)
    headings = (_("Answer"), _("People"))
    tables = tuple(Table(question, headings, rows) for question, rows in told.tables)
    return Part(_("Who answered"), told.sentences, tables)


def _changed(figures: Figures) -> Part:
    sentences = [
        " ".join(_about_a_scale(figures.labels.scale(code), found))
        for code, found in figures.whole.items()
    ]
    rows = tuple(
        (figures.labels.scale(code), *_cells(found)) for code, found in figures.whole.items()
    )
    tables = (Table(_("Before and after"), (_("Scale"), *_columns()), rows),) if rows else ()
    nothing = _("No figure can be shown for everybody together without somebody being found.")
    return Part(_("What changed"), tuple(sentences) or (nothing,), tables)


def _about_a_scale(title: str, found: Found) -> Iterator[str]:
    numbers = {name: digits(found.get(name), f"/{name}") for name in (*SHOWN, "g_av")}
    if all(numbers[name] for name in SHOWN):
        yield _(
            "“%(title)s”: %(n)d people answered both times. Their mean was %(pre_mean)s before and "
            "%(post_mean)s after, a mean change of %(mean_diff)s."
        ) % {"title": title, "n": found["n"], **numbers}
    if interval := _interval(found):
        yield _("The 95%% confidence interval of the change is %(interval)s.") % {
            "interval": interval
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


def _columns() -> tuple[str, ...]:
    return _("People"), _("Before"), _("After"), _("Mean change"), _("95% confidence interval")


def _cells(found: Found | None) -> tuple[str, ...]:
    if found is None:
        return (_("not shown"),) * len(_columns())
    means = (digits(found.get(name), f"/{name}") for name in SHOWN)
    return str(found["n"]), *(words or _("none") for words in means), _interval(found) or _("none")


def _interval(found: Mapping[str, float | None]) -> str:
    low, high = (digits(found.get(name), f"/{name}") for name in ("ci95_low", "ci95_high"))
    return _("%(low)s to %(high)s") % {"low": low, "high": high} if low and high else ""


def _by_group(figures: Figures) -> Part | None:
    if not figures.release.lattice.get("dimensions"):
        return None
    groups = {key: found for key, found in figures.scales.items() if key[0]}
    k = figures.release.k
    if not any(groups.values()):
        sentence = _(
            "These figures are for everybody together. We promised that nobody can be found in "
            "them, and parts of this cohort, with at least %(k)d people in each and outside it, "
            "would not keep that promise yet."
        ) % {"k": k}
        return Part(_("By group"), (sentence,))
    rule = _(
        "A group is left out where it has fewer than %(k)d people, or where it would give away "
        "another one by subtraction."
    ) % {"k": k}
    seen = {at for (at, _scale), found in groups.items() if found}
    left = dict.fromkeys(_name(at) for at, _scale in groups if at not in seen)
    named = [_("Left out here: %(groups)s.") % {"groups": quoted(left)}] if left else []
    return Part(_("By group"), (rule, *named), tuple(_tables(figures, groups, seen)))


def _tables(
    figures: Figures, groups: Mapping[tuple[Group, str], Found | None], seen: set[Group]
) -> Iterator[Table]:
    rows: dict[tuple[str, str], list[tuple[str, ...]]] = {}
    for (at, scale), found in groups.items():
        if at in seen:
            by = ", ".join(str(DIMENSIONS.get(name, name)) for name, _value in at)
            key = (figures.labels.scale(scale), by)
            rows.setdefault(key, []).append((_name(at), *_cells(found)))
    for (title, by), lines in rows.items():
        caption = _("%(scale)s, by %(groups)s") % {"scale": title, "groups": by}
        yield Table(caption, (_("Group"), *_columns()), tuple(lines))


def _name(at: Group) -> str:
    return ", ".join(value for _dimension, value in at)


def _items(figures: Figures) -> Part | None:
    shown = {item: found for item, found in figures.shifts.items() if found}
    if not shown:
        return None
    rows = tuple(
        (
            figures.labels.item(item),
            *(digits(found.get(one), "") or _("not shown") for one in DIRECTIONS),
        )
        for item, found in shown.items()
    )
    headings = (_("Statement"), _("Up"), _("Same"), _("Down"))
    sentence = _(
        "How many people moved on each statement, to the nearest five. Statements that say the "
        "opposite are turned round, so that up is better."
    )
    return Part(
        _("Statement by statement"),
        (sentence,),
        (Table(_("Where people moved"), headings, rows),),
    )

"""What changed in parts of the whole, as far as they may be shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from evaluation.caveats import quoted
from evaluation.grouping import DIMENSIONS
from evaluation.reports.change import cells, columns
from evaluation.reports.figures import Figures, Found, Group
from evaluation.reports.parts import Part, Table


def by_group(figures: Figures) -> Part | None:
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
        return Part(_("By group"), (sentence,), is_annex=True)
    rule = _(
        "A group is left out where it has fewer than %(k)d people, or where it would give away "
        "another one by subtraction."
    ) % {"k": k}
    seen = {at for (at, _scale), found in groups.items() if found}
    left = dict.fromkeys(_name(at) for at, _scale in groups if at not in seen)
    named = [_("Left out here: %(groups)s.") % {"groups": quoted(left)}] if left else []
    tables = tuple(_tables(figures, groups, seen))
    return Part(_("By group"), (rule, *named), tables, is_annex=True)


def _tables(
    figures: Figures, groups: Mapping[tuple[Group, str], Found | None], seen: set[Group]
) -> Iterator[Table]:
    rows: dict[tuple[str, str], list[tuple[str, ...]]] = {}
    for (at, scale), found in groups.items():
        if at in seen:
            by = ", ".join(str(DIMENSIONS.get(name, name)) for name, _value in at)
            key = (figures.labels.scale(scale), by)
            rows.setdefault(key, []).append((_name(at), *cells(found)))
    for (title, by), lines in rows.items():
        caption = _("%(scale)s, by %(groups)s") % {"scale": title, "groups": by}
        yield Table(caption, (_("Group"), *columns()), tuple(lines))


def _name(at: Group) -> str:
    return ", ".join(value for _dimension, value in at)

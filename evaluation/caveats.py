"""What a reader must bear in mind, by rules and not by whoever writes the report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from evaluation.digits import digits, p_in_words
from evaluation.labels import Labels

FEW = 30
NEAR_THE_TOP = 0.1
"""Of the way from the lowest to the highest score."""
MOST_ARE_MATCHED = 0.6
ENOUGH_FOR_ALPHA = 30
LEAST_ALPHA = 0.7
NOTABLE = 0.2
"""An effect under this is usually called less than small."""

Measured = Mapping[str, float | None]


def caveats(
    whole: Mapping[str, Measured],
    flow: Mapping[str, int | None],
    labels: Labels,
    told: Mapping[str, Measured | None],
) -> tuple[str, ...]:
    return (no_comparison(), _of_the_questions(), *caveats_of_figures(whole, flow, labels, told))


def caveats_of_figures(
    whole: Mapping[str, Measured],
    flow: Mapping[str, int | None],
    labels: Labels,
    told: Mapping[str, Measured | None],
) -> tuple[str, ...]:
    """`whole`: the released figures of everybody, by scale; `told`: alpha and attrition."""
    return (
        *_of_the_scales(whole, labels),
        *_of_alpha(told, labels),
        *_of_who_is_missing(flow),
        *_of_how_they_began(told, labels),
    )


def no_comparison() -> str:
    return _(
        "There was no comparison group. A change is associated with the learning; other things in "
        "those weeks may have had a part in it."
    )


def _of_the_questions() -> str:
    return _(
        "People rated themselves, by questions that have not been validated. This says how they "
        "see their own practice, not what families notice."
    )


def _of_the_scales(whole: Mapping[str, Measured], labels: Labels) -> Iterator[str]:
    if few := [labels.scale(code) for code, found in whole.items() if found["n"] < FEW]:
        yield _(
            "Fewer than %(few)d people stand behind %(scales)s. With so few, chance alone can move "
            "a mean a good way."
        ) % {"few": FEW, "scales": quoted(few)}
    high = [code for code, found in whole.items() if _is_near_the_top(code, found, labels)]
    if high:
        yield _(
            "Scores after were close to the highest possible on %(scales)s, so that there was "
            "little room left to show more."
        ) % {"scales": quoted(labels.scale(code) for code in high)}


def _is_near_the_top(code: str, found: Measured, labels: Labels) -> bool:
    label, after = labels.scales.get(code), found.get("post_mean")
    if label is None or after is None:
        return False
    return label.highest - after <= NEAR_THE_TOP * (label.highest - label.lowest)


def _of_alpha(told: Mapping[str, Measured | None], labels: Labels) -> Iterator[str]:
    found = {
        name.rpartition(".")[0]: one["alpha"]
        for name, one in told.items()
        if ".alpha_" in name and one and one["n"] >= ENOUGH_FOR_ALPHA
    }
    low = [scale for scale, alpha in found.items() if alpha is not None and alpha < LEAST_ALPHA]
    if low:
        yield _(
            "The statements of %(scales)s go together less than is usual (Cronbach’s alpha below "
            "%(least)s), so that their mean may be of more than one thing."
        ) % {"scales": quoted(map(labels.scale, low)), "least": f"{LEAST_ALPHA:.2f}"}
    asked = {name.rpartition(".")[0] for name in told if ".alpha_" in name}
    if few := [scale for scale in labels.scales if scale in asked - found.keys()]:
        yield _(
            "Fewer than %(enough)d people answered every statement of %(scales)s, or it cannot be "
            "told safely, so that nothing is said of how far these statements go together."
        ) % {"enough": ENOUGH_FOR_ALPHA, "scales": quoted(map(labels.scale, few))}


def _of_how_they_began(told: Mapping[str, Measured | None], labels: Labels) -> Iterator[str]:
    """A sentence for those that began alike, one for those that began higher, one for lower."""
    began: dict[int, list[str]] = defaultdict(list)
    for name, found in told.items():
        if not name.endswith(".attrition") or not found or found["g"] is None:
            continue
        facts = {
            "scale": labels.scale(name.rpartition(".")[0]),
            "g": digits(found["g"], "/g"),
            "p": p_in_words(found["p"]),
        }
        began[_direction(found["g"])].append(_("“%(scale)s” (g = %(g)s, %(p)s)") % facts)
    for direction, scales in sorted(began.items()):
        yield _began(direction) % {"scales": get_text_list(scales, _("and"))}


def _direction(g: float) -> int:
    if abs(g) < NOTABLE:
        return 0
    return 1 if g > 0 else -1


def _began(direction: int) -> str:
    if not direction:
        return _(
            "Those who answered both times began at much the same level as those who answered only "
            "before: %(scales)s."
        )
    if direction > 0:
        return _(
            "Those who answered both times began higher than those who answered only before: "
            "%(scales)s. The change may not hold for the rest."
        )
    return _(
        "Those who answered both times began lower than those who answered only before: "
        "%(scales)s. The change may not hold for the rest."
    )


def _of_who_is_missing(flow: Mapping[str, int | None]) -> Iterator[str]:
    complete = flow.get("complete") or 0
    if complete and (flow.get("matched_pre_post") or 0) < MOST_ARE_MATCHED * complete:
        yield _(
            "Fewer than %(share)d%% of those who answered did so both before and after. Those who "
            "are missing may have changed more, or less."
        ) % {"share": round(100 * MOST_ARE_MATCHED)}


def quoted(names: Iterable[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)

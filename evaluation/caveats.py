"""What a reader must bear in mind, by rules and not by whoever writes the report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from django.utils.translation import gettext as _

from evaluation.labels import Labels

FEW = 30
NEAR_THE_TOP = 0.1
"""Of the way from the lowest to the highest score."""
MOST_ARE_MATCHED = 0.6

Measured = Mapping[str, float | None]


def caveats(
    whole: Mapping[str, Measured], flow: Mapping[str, int], labels: Labels
) -> tuple[str, ...]:
    """`whole`: the released figures of everybody, by scale."""
    return (*_of_the_design(), *_of_the_scales(whole, labels), *_of_who_is_missing(flow))


def _of_the_design() -> Iterator[str]:
    yield _(
        "There was no comparison group. A change is associated with the learning; other things in "
        "those weeks may have had a part in it."
    )
    yield _(
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


def _of_who_is_missing(flow: Mapping[str, int]) -> Iterator[str]:
    complete = flow.get("complete", 0)
    if complete and flow.get("matched_pre_post", 0) < MOST_ARE_MATCHED * complete:
        yield _(
            "Fewer than %(share)d%% of those who answered did so both before and after. Those who "
            "are missing may have changed more, or less."
        ) % {"share": round(100 * MOST_ARE_MATCHED)}


def quoted(names: Iterable[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)

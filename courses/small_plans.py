"""Plans whose figures may stand for five people: for one pilot or one session, and nothing else."""

from __future__ import annotations

from django.apps import apps
from django.utils.translation import gettext as _

from evaluation.models import Occasion, Plan, SmallBecause


def why_not(plan: Plan | None, *, key: str, is_pilot: bool = True) -> str:
    """Why what has this key cannot choose the plan, and what to do; or nothing.

    A cohort is a pilot where it says so; a course or a session may be one.
    """
    if plan is None or not plan.has_one_place:
        return ""
    if plan.k_because == SmallBecause.SINGLE_SESSION and not key.startswith("session:"):
        return _(
            "This plan gives totals of five, for a single session. Choose it on that session, and "
            "another plan here."
        )
    if not is_pilot:
        return _(
            "This plan gives totals of five, for a pilot. Tick “this is a pilot” if it is one, or "
            "choose another plan."
        )
    if others := _places(plan, but=key):
        words = _(
            "This plan gives totals of five, for one pilot or session, and “%(other)s” has it "
            "already. Choose another plan, or begin a new one from the same template."
        )
        return words % {"other": others[0]}
    return ""


def _places(plan: Plan, *, but: str) -> list[str]:
    """Where it is chosen, or was when people were asked."""
    of = {
        name: apps.get_model("courses", name).objects.filter(evaluation_plan=plan)
        for name in ("CoursePage", "Cohort", "LiveSession")
    }
    chosen = [
        *((f"course:{one.translation_key}", one) for one in of["CoursePage"]),
        *((f"cohort:{one.pk}", one) for one in of["Cohort"]),
        *((f"session:{one.uuid}", one) for one in of["LiveSession"].offered()),
    ]
    opened = Occasion.objects.filter(plan=plan).exclude(key__startswith=f"{but}:")
    return [str(one) for key, one in chosen if key != but] + [str(one) for one in opened]

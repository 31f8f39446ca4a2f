"""Keep how many took part, once a day."""

from __future__ import annotations

from datetime import date

from evaluation.flow import shown_flow
from evaluation.models import Plan


def count_who_took_part(*, on: date) -> int:
    """For each plan not counted on this day. May run twice or be killed.

    A page that counted anew each time would tell, by a number that changes, who has just answered.
    """
    plans = list(Plan.objects.to_count(on=on))
    for plan in plans:
        Plan.objects.to_count(on=on).filter(pk=plan.pk).update(flow=shown_flow(plan), flow_on=on)
    return len(plans)

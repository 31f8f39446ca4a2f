from __future__ import annotations

from datetime import date

from django.db.models import Q


def current_on(day: date, *, starts: str = "starts_on", ends: str = "ends_on") -> Q:
    """Rows whose first and last day enclose this one; an open end has not come yet."""
    return Q(**{f"{starts}__lte": day}) & (
        Q(**{f"{ends}__isnull": True}) | Q(**{f"{ends}__gte": day})
    )

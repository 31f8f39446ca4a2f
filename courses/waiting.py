"""Courses that ask for others first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from courses.order import leads_back

if TYPE_CHECKING:
    from courses.models import CoursePage


def waits_for_itself(course: CoursePage, chosen: Iterable[CoursePage] | None = None) -> bool:
    """Whether nobody could begin it; `chosen` stands for what is not saved yet."""
    first = type(course).objects.only("pk").prefetch_related("prerequisites")
    needs = {one.pk: {before.pk for before in one.prerequisites.all()} for one in first}
    if chosen is not None:
        needs[course.pk] = {before.pk for before in chosen}
    return leads_back(needs, course.pk)

from __future__ import annotations

from accounts.models import Person
from accounts.permissions import has_right, has_right_everywhere
from accounts.rights import Right


def can_run_rooms(person: Person) -> bool:
    return has_right(person, Right.RUN_SESSIONS)


def can_see_results(person: Person) -> bool:
    """Released figures cover the whole partnership, so the right must too."""
    return has_right_everywhere(person, Right.SEE_RELEASED_RESULTS)


def can_take_rows(person: Person) -> bool:
    """Rows of answers, under no name. No role that sees names holds the right."""
    return has_right_everywhere(person, Right.TAKE_ANALYSIS_ROWS)

from __future__ import annotations

from accounts.models import Person, User
from accounts.permissions import has_right, has_right_everywhere
from accounts.rights import Right


def can_run_rooms(person: Person) -> bool:
    return has_right(person, Right.RUN_SESSIONS)


def can_see_results(person: Person) -> bool:
    """Released figures cover the whole partnership, so the right must too."""
    return has_right_everywhere(person, Right.SEE_RELEASED_RESULTS)


def can_keep_plans(person: Person) -> bool:
    """Whoever answers for the results says what is asked for them."""
    return can_see_results(person)


def can_clear_quotations(person: Person) -> bool:
    """An editor of reports. Whoever takes rows could know somebody's words by their answers."""
    return can_keep_plans(person) and not can_take_rows(person)


def can_agree_to_small_groups(person: Person) -> bool:
    """The privacy officer: somebody else than whoever wants them."""
    return has_right_everywhere(person, Right.RUN_PRIVACY_DESK)


def can_write_instruments(user: User) -> bool:
    return user.has_perm("evaluation.change_instrument")


def can_publish_instruments(user: User) -> bool:
    """What somebody else wrote: `evaluation.authors` says who that is."""
    return can_write_instruments(user) and has_right(user.person, Right.PUBLISH_CONTENT)


def can_take_rows(person: Person) -> bool:
    """Rows of answers, under no name. No role that sees names holds the right."""
    return has_right_everywhere(person, Right.TAKE_ANALYSIS_ROWS)

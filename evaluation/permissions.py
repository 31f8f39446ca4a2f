from __future__ import annotations

from accounts.models import Person, User
from accounts.permissions import has_right, has_right_everywhere
from accounts.rights import Right


def can_see_results(person: Person) -> bool:
    """Released figures cover the whole partnership, so the right must too."""
    return has_right_everywhere(person, Right.SEE_RELEASED_RESULTS)


def can_write_instruments(user: User) -> bool:
    return user.has_perm("evaluation.change_instrument")


def can_publish_instruments(user: User) -> bool:
    """What somebody else wrote: `evaluation.authors` says who that is."""
    return can_write_instruments(user) and has_right(user.person, Right.PUBLISH_CONTENT)

"""What every app's `merge` is made of: the same in any order, and when run twice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TypeVar

from django.db.models import Model, QuerySet

from accounts.models import Person, User

Row = TypeVar("Row", bound=Model)
Value = TypeVar("Value", int, date, datetime, tuple)


def repoint(model: type[Model], *names: str, old: Model, new: Model) -> None:
    """For keys that many rows may share."""
    for name in names:
        model._base_manager.filter(**{name: old}).update(**{name: new})


def fold(
    rows: QuerySet[Row],
    name: str,
    *,
    keep: Model,
    into_keep: Model,
    same: Sequence[str],
    join: Callable[[Row, Row], None],
) -> None:
    """For rows of which one person has only one: move each, or join it to the one that is there.

    `join(kept, other)` saves what it changes and takes whatever hangs on the other; the other goes.
    """
    there = {_facts(row, same): row for row in rows.filter(**{name: keep})}
    for row in rows.filter(**{name: into_keep}):
        kept = there.get(_facts(row, same))
        if kept is None:
            setattr(row, name, keep)
            row.save(update_fields=[name])
        else:
            join(kept, row)
            row.delete()


def login_pair(keep: Person, into_keep: Person) -> tuple[User, User] | None:
    """Which of two logins stays, and which goes. None when there are not two.

    The kept person's own stays. One that came with an earlier merge stays if it is the older.
    """
    if not (keep.has_login and into_keep.has_login):
        return None
    own, other = keep.user, into_keep.user
    if own.came_with_merge and _age(other) < _age(own):
        return other, own
    return own, other


def least(*values: Value | None) -> Value | None:
    """The earliest of some moments; of other facts any one, as long as it is always the same."""
    return min((value for value in values if value is not None), default=None)


def most(*values: Value | None) -> Value | None:
    return max((value for value in values if value is not None), default=None)


def _age(login: User) -> tuple[datetime, int]:
    return login.date_joined, login.pk


def _facts(row: Model, same: Sequence[str]) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in same)

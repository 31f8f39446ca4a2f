"""What this app keeps about a person: what they wrote, and what they decided as a champion."""

from __future__ import annotations

from typing import Any

from accounts.actions.merging import repoint
from accounts.models import Person
from forums.models import Post, Thread

KEYS = frozenset({"forums.Thread.opened_by", "forums.Post.author", "forums.Post.decided_by"})


def export_for(person: Person) -> dict[str, Any]:
    return {
        "threads": list(Thread.objects.filter(opened_by=person).values("title", "opened_at")),
        "posts": list(
            Post.objects.filter(author=person).values("thread__title", "body", "written_at")
        ),
    }


def erase(person: Person) -> None:
    """The words stay where others answered them; nobody stands beside them any more."""
    Thread.objects.filter(opened_by=person).update(opened_by=None)
    Post.objects.filter(author=person).update(author=None)
    Post.objects.filter(decided_by=person).update(decided_by=None)


def merge(*, keep: Person, into_keep: Person) -> None:
    repoint(Thread, "opened_by", old=into_keep, new=keep)
    repoint(Post, "author", "decided_by", old=into_keep, new=keep)

"""Boards, threads and posts of the demonstration."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from accounts.models import Person
from forums.models import Board, Post, Thread
from portal.demo.files import id_of, moment, read


def load_community(people: dict[str, Person], *, at: datetime) -> None:
    words = read("community")
    for order, row in enumerate(words["boards"]):
        Board.objects.get_or_create(slug=row["slug"], defaults={"order": order, **row})
    for row in words["threads"]:
        _add_thread(row, people, at=at)


def _add_thread(row: dict[str, Any], people: dict[str, Person], *, at: datetime) -> None:
    posts = [_post(number, post, row, people, at=at) for number, post in enumerate(row["posts"], 1)]
    published = [post.published_at for post in posts if post.published_at]
    thread = Thread.objects.create(
        board=Board.objects.get(slug=row["board"]),
        title=row["title"],
        opened_by=posts[0].author,
        opened_at=posts[0].written_at,
        last_number=len(posts),
        last_post_at=max(published, default=None),
    )
    for post in posts:
        post.thread = thread
    Post.objects.bulk_create(posts)


def _post(
    number: int, row: dict[str, Any], thread: dict[str, Any], people: dict, *, at: datetime
) -> Post:
    written_at = moment(at, days_ago=row["ago"], hour=8 + number)
    is_held = row.get("held", False)
    return Post(
        number=number,
        author=people[row["by"]],
        body=row["body"],
        submission=id_of("post", f"{thread['title']} {number}"),
        state=Post.State.HELD if is_held else Post.State.PUBLISHED,
        written_at=written_at,
        published_at=None if is_held else written_at,
    )

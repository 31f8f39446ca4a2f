from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.audit import record
from accounts.models import Person
from forums.models import Board, Post, Thread
from forums.permissions import can_moderate, is_member


@transaction.atomic
def open_thread(*, by: Person, board: Board, title: str, body: str, submission: UUID) -> Post:
    """Sending the same form twice opens one thread."""
    sent_before = Post.objects.filter(submission=submission, author=by).first()
    if sent_before:
        return sent_before
    if not is_member(by) or not board.is_open:
        raise PermissionDenied
    thread = Thread.objects.create(board=board, title=title, opened_by=by)
    return _add_post(thread, by=by, body=body, submission=submission)


@transaction.atomic
def reply(*, by: Person, thread: Thread, body: str, submission: UUID) -> Post:
    """Locks the thread, so that numbers stay dense and never move."""
    locked = Thread.objects.select_for_update().get(pk=thread.pk)
    sent_before = Post.objects.filter(submission=submission, author=by).first()
    if sent_before:
        return sent_before
    if not is_member(by):
        raise PermissionDenied
    return _add_post(locked, by=by, body=body, submission=submission)


@transaction.atomic
def approve_post(*, by: Person, post: Post) -> bool:
    """Put a held post up. Two champions at once make one decision; False says it was made before.

    Nobody decides about their own post.
    """
    if not can_moderate(by) or post.author_id == by.pk:
        raise PermissionDenied
    now = timezone.now()
    decided = Post.objects.held().filter(pk=post.pk)
    if not decided.update(state=Post.State.PUBLISHED, published_at=now, decided_by=by):
        return False
    _stamp_thread(post.thread_id, at=now)
    record(actor=by, verb="approve_post", target=post)
    return True


def _add_post(thread: Thread, *, by: Person, body: str, submission: UUID) -> Post:
    is_held = _must_wait(by)
    now = timezone.now()
    thread.last_number += 1
    thread.save(update_fields=["last_number"])
    post = Post.objects.create(
        thread=thread,
        number=thread.last_number,
        author=by,
        body=body,
        submission=submission,
        state=Post.State.HELD if is_held else Post.State.PUBLISHED,
        published_at=None if is_held else now,
    )
    if not is_held:
        _stamp_thread(thread.pk, at=now)
    return post


def _must_wait(person: Person) -> bool:
    """Until a person has read one post of theirs and put it up, a new member's posts are held."""
    return not can_moderate(person) and not (Post.objects.written_by(person).published().exists())


def _stamp_thread(thread_id: int, *, at: datetime) -> None:
    Thread.objects.filter(pk=thread_id).update(last_post_at=at)

"""A group reads a copy of a page, says what it thinks, and hears what came of it."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from accounts import audit
from accounts.models import Person
from resources.models import BasePage, ReviewComment, ReviewCopy
from resources.models.workflow import left_of_copy
from resources.reading import read_page
from resources.review_links import hash_of, new_token


class LinkAlreadyShownError(Exception):
    """The page was sent twice. A link is shown once; another needs a new press."""


class ReviewClosedError(Exception):
    """What was told to the group does not change afterwards."""


class ReviewNotAnsweredError(Exception):
    """Its argument: what is left, in sentences."""


def make_review_copy(
    *, by: Person, page: BasePage, group_name: str, expires_on: date, press: UUID, at: datetime
) -> tuple[ReviewCopy, str]:
    """Of the newest draft. Returns the secret of its address too, which nothing can show again."""
    revision, token = page.get_latest_revision(), new_token()
    copy = ReviewCopy(
        page_id=page.pk,
        revision=revision,
        group_name=group_name,
        made_by=by,
        made_at=at,
        expires_on=expires_on,
        token_hash=hash_of(token),
        press=press,
        **vars(read_page(revision.as_object() if revision else page)),
    )
    with transaction.atomic():
        _keep_once(copy)
        audit.record(actor=by, verb="review_copy.made", target=copy)
    return copy, token


@transaction.atomic
def give_new_link(
    *, by: Person, copy: ReviewCopy, expires_on: date, press: UUID, at: datetime
) -> str:
    """The link before it stops working. Locks the copy."""
    kept, token = _lock(copy), new_token()
    if kept.press == press:
        raise LinkAlreadyShownError
    kept.token_hash, kept.press, kept.expires_on = hash_of(token), press, expires_on
    kept.link_ended_at = None
    _keep_once(kept)
    audit.record(actor=by, verb="review_copy.link_made", target=kept)
    return token


@transaction.atomic
def end_link(*, by: Person, copy: ReviewCopy, at: datetime) -> bool:
    """At once and for good: a new link has another address."""
    unended = ReviewCopy.objects.filter(pk=copy.pk, link_ended_at=None)
    is_ended = bool(unended.update(link_ended_at=at))
    if is_ended:
        audit.record(actor=by, verb="review_copy.link_ended", target=copy)
    return is_ended


@transaction.atomic
def keep_comment(*, comment: ReviewComment) -> ReviewComment:
    """Locks the copy, so that nothing is said to a group that was answered a moment before."""
    copy = _lock(comment.copy)
    if copy.closed_at is not None:
        raise ReviewClosedError
    comment.about = copy.beginning_of(comment.number)
    comment.is_shown = comment.is_shown and bool(comment.answer)
    comment.save()
    return comment


def show_comment(*, comment: ReviewComment) -> None:
    """On the page, or no longer. What was said and answered stays as it is."""
    answered = ReviewComment.objects.filter(pk=comment.pk).exclude(answer="")
    answered.update(is_shown=comment.is_shown)


@transaction.atomic
def take_comment_out(*, comment: ReviewComment) -> None:
    if _lock(comment.copy).closed_at is not None:
        raise ReviewClosedError
    comment.delete()


@transaction.atomic
def close_review(
    *, by: Person, copy: ReviewCopy, no_comments_came: bool = False, at: datetime
) -> ReviewCopy:
    """From here on the link shows what came of it. Locks the copy."""
    _lock(copy)
    counted = ReviewCopy.objects.with_counts().get(pk=copy.pk)
    if counted.closed_at is not None:
        return counted
    is_silent = no_comments_came and not counted.said
    if counted.waiting or not (counted.said or is_silent):
        raise ReviewNotAnsweredError(left_of_copy(counted))
    counted.no_comments_came, counted.closed_at = is_silent, at
    counted.save(update_fields=["no_comments_came", "closed_at"])
    audit.record(actor=by, verb="review_copy.closed", target=counted)
    return counted


def _lock(copy: ReviewCopy) -> ReviewCopy:
    return ReviewCopy.objects.select_for_update().get(pk=copy.pk)


def _keep_once(copy: ReviewCopy) -> None:
    """Of two requests from one press, the second finds its press taken."""
    try:
        with transaction.atomic():
            copy.save()
    except IntegrityError as taken:
        raise LinkAlreadyShownError from taken

"""What this app and the CMS beneath it keep about a person: what they look after and worked on."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from wagtail.models import PageSubscription
from wagtail.users.models import UserProfile

from accounts.actions.merging import fold, login_pair, repoint
from accounts.models import Person, User
from resources.models import BasePage, ReviewCopy, SafeguardingRoute, SupportContact

LOOKED_AFTER = (BasePage, SupportContact, SafeguardingRoute)
WORKED_ON = frozenset(
    {
        "resources.BasePage.locked_by",
        "resources.BasePage.owner",
        "resources.LibraryDocument.uploaded_by_user",
        "resources.Picture.uploaded_by_user",
        "wagtailadmin.EditingSession.user",
        "wagtailadmin.FormState.user",
        "wagtailcore.APIToken.user",
        "wagtailcore.Comment.resolved_by",
        "wagtailcore.Comment.user",
        "wagtailcore.CommentReply.user",
        "wagtailcore.ModelLogEntry.user",
        "wagtailcore.PageLogEntry.user",
        "wagtailcore.Revision.user",
        "wagtailcore.TaskState.finished_by",
        "wagtailcore.UploadedFile.uploaded_by_user",
        "wagtailcore.WorkflowState.requested_by",
        "wagtaildocs.Document.uploaded_by_user",
        "wagtailimages.Image.uploaded_by_user",
    }
)
"""Keys to a login that many rows may share."""
KEYS = (
    WORKED_ON
    | {f"{model._meta.label}.responsible" for model in LOOKED_AFTER}
    | {
        "resources.ReviewCopy.made_by",
        "wagtailcore.PageSubscription.user",
        "wagtailusers.UserProfile.user",
    }
)


def export_for(person: Person) -> dict[str, Any]:
    looked_after = {
        model._meta.model_name: [str(row) for row in model.objects.filter(responsible=person)]
        for model in LOOKED_AFTER
    }
    made = BasePage.objects.filter(owner__person=person)
    copies = ReviewCopy.objects.filter(made_by=person)
    return {
        **looked_after,
        "pages_made": [str(page) for page in made],
        "review_copies_made": list(copies.values("title", "group_name", "made_at")),
    }


def erase(person: Person) -> None:
    """What they worked on lets go of the login when the login goes."""
    for model in LOOKED_AFTER:
        model.objects.filter(responsible=person).update(responsible=None)
    ReviewCopy.objects.filter(made_by=person).update(made_by=None)


def merge(*, keep: Person, into_keep: Person) -> None:
    for model in LOOKED_AFTER:
        repoint(model, "responsible", old=into_keep, new=keep)
    repoint(ReviewCopy, "made_by", old=into_keep, new=keep)
    pair = login_pair(keep, into_keep)
    if pair:
        _merge_work(*pair)


def _merge_work(stays: User, goes: User) -> None:
    """Before the login that goes takes its rows with it."""
    for key in WORKED_ON:
        label, _dot, name = key.rpartition(".")
        repoint(apps.get_model(label), name, old=goes, new=stays)
    fold(
        PageSubscription.objects.all(),
        "user",
        keep=stays,
        into_keep=goes,
        same=["page_id"],
        join=_join_subscriptions,
    )
    if not UserProfile.objects.filter(user=stays).exists():
        repoint(UserProfile, "user", old=goes, new=stays)


def _join_subscriptions(kept: PageSubscription, other: PageSubscription) -> None:
    kept.comment_notifications |= other.comment_notifications
    kept.save(update_fields=["comment_notifications"])

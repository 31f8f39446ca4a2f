"""Who may open a picture, a document or a recording.

Files have no address of their own. A collection that is restricted asks for its group or a
sign-in; all other files are open to everybody with an account, and to the public only where a
public page uses them. What no page uses, but a row with a door of its own, asks at that door.
"""

from __future__ import annotations

from collections import defaultdict

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db.models import QuerySet
from wagtail.models import CollectionViewRestriction, ReferenceIndex

from accounts.models import User
from accounts.permissions import has_right
from accounts.rights import Right
from resources.models import (
    BasePage,
    KeepsFiles,
    LibraryDocument,
    Media,
    Partnership,
    Picture,
)

File = Picture | LibraryDocument | Media
MINUTES_5 = 300


def can_open_file(user: User | AnonymousUser, file: File) -> bool:
    if user.is_superuser:
        return True
    restrictions = restrictions_on(file)
    if not user.is_authenticated:
        return not restrictions and is_public_file(file)
    passes = all(_passes(user, restriction) for restriction in restrictions)
    return passes and str(file.pk) not in _kept_from(user, type(file), only=file)


def files_open_to(user: User, files: QuerySet) -> QuerySet:
    """Of some, those that `can_open_file` lets this account open."""
    if user.is_superuser:
        return files
    for restriction in CollectionViewRestriction.objects.select_related("collection"):
        if not _passes(user, restriction):
            files = files.exclude(collection__path__startswith=restriction.collection.path)
    return files.exclude(pk__in=_kept_from(user, files.model))


def restrictions_on(file: File) -> list[CollectionViewRestriction]:
    path = file.collection.path
    return [
        restriction
        for restriction in CollectionViewRestriction.objects.select_related("collection")
        if path.startswith(restriction.collection.path)
    ]


def is_kept(file: File) -> bool:
    """A row with a door of its own has it, and no page."""
    return bool(_kept(type(file), only=file))


def is_public_file(file: File) -> bool:
    """Does a page that anybody may open use it? Yes is kept for five minutes, no is asked again."""
    key = f"public-file:1:{file._meta.model_name}:{file.pk}"
    if cache.get(key):
        return True
    found = _used_in_public(file)
    if found:
        cache.set(key, True, MINUTES_5)
    return found


def can_keep_support(user: User | AnonymousUser) -> bool:
    return user.is_authenticated and (
        user.is_superuser
        or has_right(user.person, Right.WRITE_CONTENT)
        or has_right(user.person, Right.MANAGE_SITE)
    )


def can_review_words(user: User, page: BasePage) -> bool:
    """Whoever may edit the page: review copies, what groups said, and the answers."""
    return page.depth > 1 and page.permissions_for_user(user).can_edit()


def _passes(user: User, restriction: CollectionViewRestriction) -> bool:
    if restriction.restriction_type == CollectionViewRestriction.LOGIN:
        return True
    if restriction.restriction_type == CollectionViewRestriction.GROUPS:
        wanted = set(restriction.groups.values_list("pk", flat=True))
        return any(group.pk in wanted for group in user.groups.all())
    return False


def _kept_from(user: User, model: type[File], *, only: File | None = None) -> set[str]:
    """Keys of files whose keepers do not let this account in."""
    kept = _kept(model, only=only)
    keepers = {keeper for found in kept.values() for keeper in found}
    open_ones = {
        (kind, str(pk))
        for kind in {kind for kind, _pk in keepers}
        for pk in _model_of(kind).objects.visible_to(user).values_list("pk", flat=True)
    }
    return {key for key, found in kept.items() if not found & open_ones}


def _kept(model: type[File], *, only: File | None = None) -> dict[str, set[tuple[int, str]]]:
    """Files that rows with a door of their own have, and no page; by key, with these rows."""
    uses = ReferenceIndex.objects.filter(to_content_type=ContentType.objects.get_for_model(model))
    if only:
        uses = uses.filter(to_object_id=only.pk)
    rows = uses.filter(base_content_type__in=_keepers())
    found: dict[str, set[tuple[int, str]]] = defaultdict(set)
    for key, kind, pk in rows.values_list("to_object_id", "base_content_type", "object_id"):
        found[key].add((kind, pk))
    if found:
        pages = ContentType.objects.get_for_model(BasePage).pk
        on_pages = uses.filter(base_content_type=pages, to_object_id__in=found)
        for key in on_pages.values_list("to_object_id", flat=True):
            found.pop(key, None)
    return found


def _keepers() -> list[int]:
    models = [model for model in apps.get_models() if issubclass(model, KeepsFiles)]
    return [found.pk for found in ContentType.objects.get_for_models(*models).values()]


def _model_of(kind: int) -> type[KeepsFiles]:
    return ContentType.objects.get_for_id(kind).model_class()


def _used_in_public(file: File) -> bool:
    uses = ReferenceIndex.get_references_to(file).values_list("base_content_type", "object_id")
    page_type, media_type, partnership_type = (
        ContentType.objects.get_for_model(model).pk for model in (BasePage, Media, Partnership)
    )
    if any(kind == partnership_type for kind, _pk in uses):
        return True
    pages = [pk for kind, pk in uses if kind == page_type]
    if pages and BasePage.objects.visible_to(AnonymousUser()).filter(pk__in=pages).exists():
        return True
    recordings = Media.objects.filter(pk__in=[pk for kind, pk in uses if kind == media_type])
    return any(_used_in_public(recording) for recording in recordings)

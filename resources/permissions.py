"""Who may open a picture, a document or a recording.

Files have no address of their own. A collection that is restricted asks for its group or a
sign-in; all other files are open to everybody with an account, and to the public only where a
public page uses them.
"""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db.models import QuerySet
from wagtail.models import CollectionViewRestriction, ReferenceIndex

from accounts.models import User
from accounts.permissions import has_right
from accounts.rights import Right
from resources.models import BasePage, LibraryDocument, Media, Partnership, Picture

File = Picture | LibraryDocument | Media
MINUTES_5 = 300


def can_open_file(user: User | AnonymousUser, file: File) -> bool:
    if user.is_superuser:
        return True
    restrictions = restrictions_on(file)
    if not user.is_authenticated:
        return not restrictions and is_public_file(file)
    return all(_passes(user, restriction) for restriction in restrictions)


def files_open_to(user: User, files: QuerySet) -> QuerySet:
    """Of some, those that `can_open_file` lets this account open."""
    if user.is_superuser:
        return files
    for restriction in CollectionViewRestriction.objects.select_related("collection"):
        if not _passes(user, restriction):
            files = files.exclude(collection__path__startswith=restriction.collection.path)
    return files


def restrictions_on(file: File) -> list[CollectionViewRestriction]:
    path = file.collection.path
    return [
        restriction
        for restriction in CollectionViewRestriction.objects.select_related("collection")
        if path.startswith(restriction.collection.path)
    ]


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

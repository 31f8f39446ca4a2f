"""Who wrote what readers do not see yet. Wagtail needs this while its models are being made, so
that nothing here may import a model."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from wagtail.models import Revision

    from accounts.models import User
    from resources.models import BasePage

NOT_WORDS = {"go_live_at", "expire_at"}


def has_written(page: BasePage, user: User) -> bool:
    """Whether this person changed its words since it was last published, whoever saved it after.

    Saving alone, without a change, makes nobody an author. Of a page that is not published,
    everything counts that was ever written.
    """
    public = _public_version(page)
    versions = (
        page.revisions.filter(created_at__gte=public.created_at) if public else page.revisions
    )
    return versions.filter(user=user).exists() and user.pk in _writers(page, versions, public)


def _public_version(page: BasePage) -> Revision | None:
    """As it is now: a page read from one of its versions says which was public then."""
    found = page.revisions.model.objects.filter(
        pk__in=page.specific_class.objects.filter(pk=page.pk).values("live_revision")
    )
    return found.only("created_at").first()


def _writers(page: BasePage, versions: QuerySet, public: Revision | None) -> set[int | None]:
    names = set(page.specific_class.get_edit_handler().get_form_class().base_fields) - NOT_WORDS
    in_order = versions.order_by("created_at", "pk").values_list("user", "content")
    read = [
        (user, {name: _read(content.get(name)) for name in names})
        for user, content in in_order.iterator(chunk_size=10)
    ]
    changes = pairwise(read if public else [(None, None), *read])
    return {user for (_before, old), (user, new) in changes if new != old}


def _read(kept: Any) -> Any:
    """Blocks are kept as text, whose keys PostgreSQL puts in an order of its own."""
    is_text = isinstance(kept, str) and kept[:1] in {"[", "{"}
    try:
        return json.loads(kept) if is_text else kept
    except ValueError:
        return kept

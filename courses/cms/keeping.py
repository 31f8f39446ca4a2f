"""What the editors' side may not do to pages that somebody learns from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages

from courses.models import Release
from resources.models import BasePage


def refuse_to_delete_begun(request: HttpRequest, page: BasePage) -> HttpResponse | None:
    """What people learned stays on record, and so does the page they learned it from."""
    if not Release.objects.touching(page).exists():
        return None
    words = _(
        "“%(title)s” stays: it, or a page below it, was given out, and the records of those who "
        "learn from it need it. Take it out of the next release, or withdraw it."
    )
    messages.error(request, words % {"title": page.get_admin_display_title()})
    return redirect("wagtailadmin_pages:edit", page.pk)


def refuse_to_delete_begun_in_bulk(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any
) -> HttpResponse | None:
    if action_type != "delete":
        return None
    pages = [chosen for chosen in objects if isinstance(chosen, BasePage)]
    refusals = (refuse_to_delete_begun(request, page) for page in pages)
    return next((refusal for refusal in refusals if refusal), None)

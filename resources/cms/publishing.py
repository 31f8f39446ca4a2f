"""A page is published from its editor or by its review: there it is read, and checked."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.action_menu import ActionMenuItem, PublishMenuItem
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.pages.bulk_actions.publish import PublishBulkAction

from resources.models import BasePage
from resources.models.workflow import is_reviewed, wrote
from resources.readiness import what_keeps_back


def keep_as_draft(request: HttpRequest, page: BasePage) -> HttpResponse | None:
    """What was written is kept, and the editor says what stands in the way."""
    reasons = what_keeps_back(page)
    if not reasons and is_reviewed(page) and wrote(page, request.user):
        reasons = [
            _(
                "you wrote it, so somebody else reads it first. Send it for review from the arrow "
                "beside “Save draft”: whoever reads it there publishes it."
            )
        ]
    if not reasons:
        return None
    words = _("Kept as a draft, and not published: %(reason)s")
    messages.error(request, words % {"reason": reasons[0]})
    return redirect("wagtailadmin_pages:edit", page.pk)


def offer_authors_no_publishing(
    menu_items: list[ActionMenuItem], request: HttpRequest, context: dict[str, Any]
) -> None:
    page, parent = context.get("page"), context.get("parent_page")
    is_new = context["view"] == "create"
    if is_reviewed(parent if is_new else page) and (is_new or wrote(page, request.user)):
        menu_items[:] = [item for item in menu_items if not isinstance(item, PublishMenuItem)]


class PublishNowhereInBulk(PublishBulkAction):
    """In place of Wagtail's, which asks no page whether it is ready and nobody who wrote it."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        words = _(
            "Nothing is published from this list, because each page is checked and read by "
            "somebody else first. Open a page and send it for review from the arrow beside “Save "
            "draft”; of a course, “The whole course” sends all pages at once."
        )
        messages.error(request, words)
        back = get_valid_next_url_from_request(request)
        return redirect(back or "wagtailadmin_explore_root")


class PagesToRead(PagesAdminAPIViewSet):
    """The lists of the editors' side. What changes a page has its own page there, and asks."""

    actions = {}

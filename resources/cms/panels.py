"""What the dashboard says first: what waits for this editor."""

from django.utils import timezone
from wagtail.admin.ui.components import Component

from resources.models import BasePage, SafeguardingRoute, SupportContact

MOST_DRAFTS = 8


class WaitingPanel(Component):
    """Drafts, pages to read again and numbers to ring. Reviews have Wagtail's own panel."""

    name = "waiting"
    template_name = "resources/cms/waiting.html"
    order = 50

    def get_context_data(self, parent_context):
        user, today = parent_context["request"].user, timezone.localdate()
        mine = BasePage.objects.filter(owner=user, has_unpublished_changes=True)
        return {
            "drafts": mine.order_by("-latest_revision_created_at")[:MOST_DRAFTS],
            "read_again": BasePage.objects.in_need_of_review(on=today)
            .looked_after_by(user.person)
            .order_by("review_by")[:MOST_DRAFTS],
            "stale": SupportContact.objects.stale(on=today).count()
            + SafeguardingRoute.objects.stale(on=today).count(),
        }

"""What a trainer presses to plan a session and open it for booking."""

from datetime import timedelta

from django.utils import timezone

from courses.models import LiveSession
from tests.accounts.factories import user_with_role


def plan_and_open(screen, *, title, places):
    support = user_with_role("trainer").person
    screen.goto("/sessions/")
    screen.get_by_role("link", name="Sessions you run").click()
    screen.get_by_role("button", name="Plan a session").click()
    day = timezone.localdate() + timedelta(days=30)
    screen.get_by_label("Title").fill(title)
    screen.get_by_label("On which day?").fill(day.isoformat())
    screen.get_by_label("At what time?").fill("09:30")
    screen.get_by_label("Where").fill("Family hub, Mill Lane")
    screen.get_by_label("Places", exact=True).fill(str(places))
    screen.get_by_role("button", name="Keep it").click()
    screen.get_by_role("button", name="Open it for booking").click()
    screen.get_by_text("Name a support person").first.wait_for()
    screen.get_by_label("Support person").select_option(str(support.pk))
    screen.get_by_role("button", name="Save the changes").click()
    screen.get_by_role("button", name="Open it for booking").click()
    screen.get_by_text("Open for booking.").first.wait_for()
    return LiveSession.objects.get(title=title)

from datetime import timedelta

from django.utils import timezone

from notifications.actions.handing_over import STOPPED
from notifications.models import QuietTime
from notifications.stopping import stop_path
from tests.notifications.factories import MessageFactory
from tests.urls_matrix import BUTTON, OPEN, SIGNED_IN, Row, everybody, only

KEEPERS = only("administrator")
LEADS = only("administrator", "programme_lead", "organisation_lead")


def token(_):
    return (stop_path(MessageFactory()).split("/")[-2],)


def a_message(_):
    return (MessageFactory().pk,)


def failed_message(_):
    ended_at = timezone.now()
    message = MessageFactory(
        kind=STOPPED.code, state="failed", why="unreachable", ended_at=ended_at
    )
    return (message.pk,)


def quiet_time(place):
    today = timezone.localdate()
    quiet = QuietTime.objects.create(
        label="Half-term",
        starts_on=today,
        ends_on=today + timedelta(days=5),
        organisation=place,
    )
    return (quiet.pk,)


def pressed_by(row):
    """A button: whoever may not press it is refused before the way is looked at."""
    return {audience: 405 if answer == 200 else answer for audience, answer in row.items()}


ROWS = [
    Row("messages:all", SIGNED_IN),
    Row("messages:open", BUTTON, args=lambda place: (MessageFactory(state="sent").pk,)),
    Row("messages:mark_all_read", BUTTON),
    Row("messages:choices", SIGNED_IN),
    Row("messages:stop", OPEN, args=token),
    Row("messages:bounces", everybody(405, signed_out=405)),
    Row("messages:desk", KEEPERS),
    Row("messages:desk_list", KEEPERS),
    Row("messages:tomorrow", KEEPERS),
    Row("messages:desk_message", KEEPERS, args=failed_message),
    Row("messages:try_again", pressed_by(KEEPERS), args=a_message),
    Row("messages:hold_back", pressed_by(KEEPERS), args=a_message),
    Row("messages:try_all_again", pressed_by(KEEPERS)),
    Row("messages:kindness", KEEPERS),
    Row("messages:quiet_times", LEADS),
    Row("messages:add_quiet_time", LEADS),
    Row("messages:change_quiet_time", LEADS, args=quiet_time),
    Row("messages:remove_quiet_time", pressed_by(LEADS), args=quiet_time),
    Row("messages:sheet", LEADS),
    Row("messages:handed_over", pressed_by(LEADS)),
]

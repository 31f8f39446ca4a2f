from notifications.stopping import stop_path
from tests.notifications.factories import MessageFactory
from tests.urls_matrix import BUTTON, OPEN, SIGNED_IN, Row


def token(_):
    return (stop_path(MessageFactory()).split("/")[-2],)


ROWS = [
    Row("messages:all", SIGNED_IN),
    Row("messages:open", BUTTON, args=lambda place: (MessageFactory(state="sent").pk,)),
    Row("messages:mark_all_read", BUTTON),
    Row("messages:choices", SIGNED_IN),
    Row("messages:stop", OPEN, args=token),
]

"""A mail server that listens on a real port and keeps what it is given."""

from email import message_from_bytes, policy
from socket import create_server
from threading import Condition

from aiosmtpd.controller import Controller


class MailSink:
    def __init__(self):
        self.letters = []
        self.refuses = False
        self._arrived = Condition()
        self.port = _free_port()
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)

    def __enter__(self):
        self._controller.start()
        return self

    def __exit__(self, *_problem):
        self._controller.stop()

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802
        if self.refuses:
            return "451 Not just now"
        with self._arrived:
            self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
            self._arrived.notify_all()
        return "250 Taken"

    def wait_for(self, is_it, *, seconds=60):
        """The first letter for which `is_it(letter)` holds, now or as soon as it arrives."""
        with self._arrived:
            self._arrived.wait_for(lambda: any(map(is_it, self.letters)), timeout=seconds)
            return next(filter(is_it, self.letters))


def _free_port():
    with create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]

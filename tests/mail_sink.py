"""A mail server that listens on a real port and keeps what it is given; in one mood or another."""

import asyncio
from collections import Counter
from email import message_from_bytes, policy
from enum import Enum
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

    def wait_until(self, count, *, seconds=90):
        """As many letters have arrived, or however many did in that time."""
        with self._arrived:
            self._arrived.wait_for(lambda: len(self.letters) >= count, timeout=seconds)
            return len(self.letters)


class Mood(Enum):
    """What comes over it with one letter, before or after its yes."""

    TAKES = "takes"
    REFUSES = "refuses"
    HANGS_UP = "hangs up"
    STALLS = "stalls"
    STRIKES_BEFORE = "strikes before"
    STRIKES_AT_ITS_YES = "strikes at its yes"
    STRIKES_SOON_AFTER = "strikes soon after"


HOW_OFTEN = (240, 20, 10, 2, 4, 4, 8)
PATIENCE_FOR_ONE = 3
"""A reader's letters have trouble no more often than this: fewer times than a sweep tries."""


class MoodySink(MailSink):
    """Stalls, refuses, hangs up and strikes whoever sends, by a seed; `strike` is given to it.

    A letter counts as taken when this server means to say yes, heard or not. `unstamped` names the
    last letter of each connection at the moment of a strike: those whose sender may not know.
    """

    def __init__(self, *, chance, strike, stalls_for):
        super().__init__()
        self.chance, self.strike, self.stalls_for = chance, strike, stalls_for
        self.moods, self._troubles = Counter(), Counter()
        self.unstamped, self._last = set(), {}

    async def handle_RCPT(self, server, session, envelope, address, _options):  # noqa: N802
        envelope.rcpt_tos.append(address)
        session.mood = self._mood_for(address)
        match session.mood:
            case Mood.REFUSES:
                return "451 Not just now"
            case Mood.STALLS:
                await asyncio.sleep(self.stalls_for)
                return "451 Too slow"
            case Mood.STRIKES_BEFORE:
                self._strike()
        return "250 Go on"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if session.mood is Mood.HANGS_UP:
            server.transport.abort()
            return "421 Gone"
        if session.mood is Mood.STRIKES_BEFORE:
            return "451 Nobody is left to hear this"
        answer = await super().handle_DATA(server, session, envelope)
        self._last[session.peer] = self.letters[-1]["message-id"]
        if session.mood is Mood.STRIKES_AT_ITS_YES:
            self._strike()
        elif session.mood is Mood.STRIKES_SOON_AFTER:
            asyncio.get_running_loop().call_later(self.chance.uniform(0, 0.03), self._strike)
        return answer

    def _strike(self):
        self.unstamped.update(self._last.values())
        self.strike()

    def _mood_for(self, address):
        [mood] = self.chance.choices(list(Mood), HOW_OFTEN)
        if mood is not Mood.TAKES:
            self._troubles[address] += 1
        if self._troubles[address] > PATIENCE_FOR_ONE:
            mood = Mood.TAKES
        self.moods[mood] += 1
        return mood


def _free_port():
    with create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]

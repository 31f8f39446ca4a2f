"""Processes that sweep, each on its own connection, to be struck down at any line."""

import signal
from multiprocessing import get_context

from django.db import connections

from notifications.actions.sweeping import sweep_messages

LONGEST = 240


class Lives:
    """Up to a few processes at once, all sweeping at one stated moment until nothing is due."""

    def __init__(self, *, chance):
        self.chance = chance
        self.struck = 0
        self._living = []

    def run(self, *, at, together=1):
        connections.close_all()
        fork = get_context("fork")
        self._living = [fork.Process(target=_sweep, args=[at]) for _ in range(together)]
        for process in self._living:
            process.start()
        for process in self._living:
            process.join(LONGEST)
            if process.exitcode not in {0, -signal.SIGKILL}:
                raise AssertionError(f"a sweep ended by itself with {process.exitcode}")
        self.struck += [process.exitcode for process in self._living].count(-signal.SIGKILL)

    def strike(self):
        """One that has ended already is left alone: its number may be somebody else's by now."""
        if self._living:
            self.chance.choice(self._living).kill()


def _sweep(at):
    while sweep_messages(at=at):
        pass

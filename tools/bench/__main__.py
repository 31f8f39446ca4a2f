"""`python -m tools.bench [--json] [--times N] [--messages] [--embedded]`.

On PostgreSQL where its programs exist, unless `--embedded` asks for SQLite; exits 1 where a page
costs more because more people are enrolled. `--messages` measures the sweep and the bell instead,
with as many rows as the portal must carry.
"""

import argparse
import importlib
import json
import os
import sys
from contextlib import ExitStack

import django

from tools.servers import find_postgresql, find_redis
from tools.test import servers


def main():
    options = argparse.ArgumentParser(prog="make bench")
    options.add_argument("--json", action="store_true")
    options.add_argument("--times", type=int, default=100)
    options.add_argument("--messages", action="store_true")
    options.add_argument("--embedded", action="store_true")
    asked = options.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "tools.bench.settings"
    with ExitStack() as started:
        if find_postgresql() and find_redis() and not asked.embedded:
            os.environ |= started.enter_context(servers())
        measures, complaints = run(asked)
    if asked.json:
        print(json.dumps(measures))
    for sentence in complaints:
        say(sentence)
    return 1 if complaints else 0


def run(asked):
    """Django's settings read where the servers are, so it wakes only after they have started."""
    django.setup()
    rows = importlib.import_module("tools.bench.rows")
    if asked.messages:
        return rows.run_messages(due=10_000, kept=1_000_000, say=say), []
    measures, figures = rows.run_all(times=asked.times, say=say)
    complaints = list(importlib.import_module("tools.bench.measure").what_grows(measures))
    return [measure.as_dict() for measure in measures] + figures, complaints


def say(line):
    print(line, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())

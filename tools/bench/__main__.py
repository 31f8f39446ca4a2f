"""`python -m tools.bench [--json] [--times N]`, on PostgreSQL where its programs exist."""

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
    asked = options.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "tools.bench.settings"
    with ExitStack() as started:
        if find_postgresql() and find_redis():
            os.environ |= started.enter_context(servers())
        measures = run(times=asked.times)
    if asked.json:
        print(json.dumps([measure.as_dict() for measure in measures]))
    return 0


def run(*, times):
    """Django's settings read where the servers are, so it wakes only after they have started."""
    django.setup()
    rows = importlib.import_module("tools.bench.rows")
    return rows.run_all(times=times, say=lambda line: print(line, file=sys.stderr))


if __name__ == "__main__":
    sys.exit(main())

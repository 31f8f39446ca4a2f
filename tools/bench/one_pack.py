"""`python -m tools.bench.one_pack EXPORT`: writes a pack as a worker does, and prints its cost."""

import importlib
import json
import sys
import time
from pathlib import Path

import django


def main():
    django.setup()
    exports = importlib.import_module("evaluation.models").Export.objects
    work = importlib.import_module("evaluation.packs.work").work
    now = importlib.import_module("django.utils.timezone").now
    key, before, started = int(sys.argv[1]), peak_mb(), time.perf_counter()
    if not work(key, at=now()):
        return "The pack was not written; there is nothing to measure."
    written = {
        "seconds": round(time.perf_counter() - started, 2),
        "file_mb": round(exports.get(pk=key).file.size / 1e6, 1),
        "peak_mb": peak_mb(),
        "peak_before_mb": before,
    }
    print(json.dumps(written))
    return 0


def peak_mb():
    """Of this process alone: what `getrusage` says begins with the peak of its parent."""
    status = Path("/proc/self/status").read_text()
    kilobytes = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(kilobytes.split()[1]) // 1024


if __name__ == "__main__":
    sys.exit(main())

import json
import sys
from dataclasses import asdict
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from notifications.actions.bounces import note_report
from notifications.reports import UnreadableReportError, read_report


class Command(BaseCommand):
    help = "Read a report of a mail server from a file or standard input, and mark addresses."

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", default="-", help="a file, or - for standard input")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what it holds, mark nothing"
        )
        parser.add_argument("--json", action="store_true", help="one JSON object and nothing else")

    def handle(self, *, file, dry_run, **options):
        try:
            troubles = read_report(self._raw(file))
        except (UnreadableReportError, OSError) as problem:
            words = str(problem)
            if options["json"]:
                self.stdout.write(json.dumps({"troubles": [], "noted": 0, "problem": words}))
            raise CommandError(words, returncode=1) from problem
        noted = 0 if dry_run else note_report(troubles=troubles, at=timezone.now())
        if options["json"]:
            found = {"troubles": [asdict(one) for one in troubles], "noted": noted, "problem": None}
            self.stdout.write(json.dumps(found))
        else:
            self.stdout.write(f"{len(troubles)} in trouble, {noted} of them known here.")

    def _raw(self, file):
        return sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()

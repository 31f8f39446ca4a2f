import json
import sys
from argparse import ArgumentTypeError
from dataclasses import asdict
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from courses.actions.banks import Brought, import_bank
from courses.models.questions import category_path
from courses.packages.formats import FORMATS
from courses.packages.limits import MOST_BYTES


class Command(BaseCommand):
    help = "Bring a bank of questions in from a GIFT or Moodle XML file: all of it or nothing."

    def add_arguments(self, parser):
        parser.add_argument("file", help="the file, or - for standard input")
        parser.add_argument("--format", choices=FORMATS, help="else it is told from the contents")
        parser.add_argument(
            "--category",
            type=_category,
            default="Imported",
            help="where questions go for which the file names no category",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="say what it holds, keep nothing"
        )
        parser.add_argument("--json", action="store_true", help="one JSON object and nothing else")

    def handle(self, *, file, category, dry_run, **options):
        try:
            content = _read(file)
        except OSError as problem:
            if options["json"]:
                self.stdout.write(json.dumps({"file": file, "problem": str(problem)}))
            raise CommandError(str(problem), returncode=1) from problem
        brought = import_bank(
            content=content,
            format_name=options["format"],
            usual_category=category,
            by=None,
            at=timezone.now(),
            dry_run=dry_run,
        )
        if options["json"]:
            self.stdout.write(json.dumps({"file": file, "problem": None, **asdict(brought)}))
        else:
            self._tell(file, brought)
        if not brought.is_whole:
            raise CommandError("Nothing was imported. Mend the file first.", returncode=1)

    def _tell(self, file: str, brought: Brought) -> None:
        for problem in brought.problems:
            place = f"{file}:{problem.line}" if problem.line else file
            self.stderr.write(f"{place}: {problem.severity}: {problem.message}")
        words = "imported" if brought.is_imported else "found, nothing kept"
        self.stdout.write(
            f"{brought.questions} questions and {brought.drafts} drafts {words}; "
            f"{brought.known} were here already."
        )


def _read(file: str) -> bytes:
    """No more than says that it is too large, however much there is."""
    if file == "-":
        return sys.stdin.buffer.read(MOST_BYTES + 1)
    with Path(file).open("rb") as opened:
        return opened.read(MOST_BYTES + 1)


def _category(words: str) -> str:
    try:
        return category_path(words)
    except ValidationError as refused:
        raise ArgumentTypeError(refused.message) from refused

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from evaluation.outside_data import OutsideAnalysis, OutsideDataError, analyse_content
from evaluation.statistics import DEFAULT_RELIABILITY, PairedAnalysis

MOST_LINES = 100


class Command(BaseCommand):
    help = "Work out the matched change in tables of id, pre, post and perhaps group."

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", metavar="FILE.csv")
        parser.add_argument(
            "--reliability",
            type=reliability,
            default=DEFAULT_RELIABILITY,
            help="r_xx of the scale, for reliable change (default: %(default)s)",
        )
        parser.add_argument("--json", action="store_true", help="one JSON object a line for a file")

    def handle(self, *, files, reliability, **options):
        tell = self._tell_json if options["json"] else self._tell
        refused = 0
        for file in files:
            try:
                tell(file, analyse_content(content_of(file), reliability=reliability))
            except OutsideDataError as problem:
                refused += 1
                tell_problems(self, file, problem)
                if options["json"]:
                    self.stdout.write(json.dumps({"file": file, "error": problem.as_json()}))
        if refused:
            raise CommandError(f"{refused} of {len(files)} files refused.", returncode=1)

    def _tell_json(self, file: str, found: OutsideAnalysis) -> None:
        self.stdout.write(json.dumps({"file": file, **asdict(found)}, allow_nan=False))

    def _tell(self, file: str, found: OutsideAnalysis) -> None:
        self.stdout.write(file)
        self._tell_block("overall", found.overall)
        for name, block in found.groups.items():
            self._tell_block(name, block)

    def _tell_block(self, name: str, block: PairedAnalysis) -> None:
        self.stdout.write(f"  {name}")
        for key, value in asdict(block).items():
            shown = "not defined" if value is None else value
            self.stdout.write(
                f"    {key:<24} {shown:.6g}"
                if isinstance(shown, float)
                else f"    {key:<24} {shown}"
            )


def reliability(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1:
        raise argparse.ArgumentTypeError(f"“{text}” is not from 0 to 1.")
    return number


def content_of(file: str) -> bytes:
    try:
        return Path(file).read_bytes()
    except (OSError, ValueError) as problem:
        raise OutsideDataError(str(problem)) from problem


def tell_problems(command: BaseCommand, file: str, problem: OutsideDataError) -> None:
    """A line for each cell, as far as somebody would read."""
    command.stderr.write(f"{file}: {problem}")
    for cell in problem.problems[:MOST_LINES]:
        place = f"{file}:{cell.row}: {cell.column}: " if cell.column else f"{file}:{cell.row}: "
        command.stderr.write(place + cell.message)
    if len(problem.problems) > MOST_LINES:
        command.stderr.write(f"{file}: and {len(problem.problems) - MOST_LINES} more")

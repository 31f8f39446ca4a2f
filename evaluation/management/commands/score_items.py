import json
from dataclasses import asdict
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from evaluation.instrument_files import InstrumentFile, InstrumentFileError
from evaluation.instrument_reader import read_document
from evaluation.item_analysis import Answered, ItemAnalysis, analyse_items, answered
from evaluation.item_tables import read_items
from evaluation.management.commands.analyse_pairs import content_of, reliability, tell_problems
from evaluation.outside_data import CellProblem, OutsideDataError
from evaluation.statistics import DEFAULT_RELIABILITY, Alpha


class Command(BaseCommand):
    help = "Score item-level answers by an instrument, with alpha, shifts and matched change."

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE.csv")
        parser.add_argument(
            "--instrument",
            required=True,
            metavar="FILE.json",
            help="as `manage.py export_instrument` writes it",
        )
        parser.add_argument(
            "--reliability",
            type=reliability,
            default=DEFAULT_RELIABILITY,
            help="r_xx of the scales, for reliable change (default: %(default)s)",
        )
        parser.add_argument("--json", action="store_true", help="one JSON object and nothing else")

    def handle(self, *, file, instrument, reliability, **options):
        self.file = file
        try:
            known = read_instrument(instrument)
        except OutsideDataError as problem:
            self._refuse(instrument, problem, **options)
        try:
            table = read_items(content_of(file), known)
        except OutsideDataError as problem:
            self._refuse(file, problem, **options)
        for heading in table.left_out:
            self.stderr.write(f"{file}: the column “{heading}” is not used.")
        if table.hidden:
            self.stderr.write(
                f"{file}: {table.hidden} answers to items that were not shown, by the answers "
                "before them, are not counted."
            )
        people = [answered(known, **vars(row)) for row in table.rows]
        found = analyse_items(known, people, reliability=reliability)
        if options["json"]:
            self.stdout.write(json.dumps(as_json(file, known, found), allow_nan=False))
        else:
            self._tell(found)

    def _refuse(self, where, problem, **options):
        tell_problems(self, where, problem)
        if options["json"]:
            self.stdout.write(json.dumps({"file": self.file, "error": problem.as_json()}))
        raise CommandError("Nothing was scored.", returncode=1)

    def _tell(self, found: ItemAnalysis) -> None:
        for wave, scales in found.described.items():
            for scale, said in scales.items():
                alpha = found.alpha[wave].get(scale)
                self.stdout.write(
                    f"{wave}, {scale}: n {said.n}, mean {shown(said.mean)}, SD {shown(said.sd)}, "
                    f"alpha {shown(alpha and alpha.alpha)}"
                )
        for scale, change in found.pairs.items():
            block = change.overall
            self.stdout.write(
                f"{scale}: {block.n_matched} matched, change {shown(block.mean_diff)} "
                f"({shown(block.ci95_low)} to {shown(block.ci95_high)}), d_z {shown(block.d_z)}"
            )
        for code, shift in found.shifts.items():
            self.stdout.write(f"{code}: {shift.n_up} up, {shift.n_same} same, {shift.n_down} down")


def read_instrument(path: str) -> InstrumentFile:
    try:
        # As bytes: PowerShell writes what `export_instrument` prints as UTF-16.
        return read_document(json.loads(Path(path).read_bytes()))
    except InstrumentFileError as problem:
        cells = [CellProblem(0, "", sentence) for sentence in problem.problems]
        raise OutsideDataError(f"{path}: {problem}", cells) from problem
    except (OSError, ValueError, RecursionError) as problem:
        raise OutsideDataError(f"{path}: {problem}") from problem


def as_json(file: str, instrument: InstrumentFile, found: ItemAnalysis) -> dict[str, object]:
    return {
        "file": file,
        "instrument": {"slug": instrument.slug, "version": instrument.version},
        "scores": [_row(one) for one in found.answered],
        "missing": found.missing,
        "described": _plain(found.described),
        "alpha": {
            wave: {scale: _alpha(alpha) for scale, alpha in scales.items()}
            for wave, scales in found.alpha.items()
        },
        "shifts": {code: asdict(shift) for code, shift in found.shifts.items()},
        "pairs": {scale: asdict(change) for scale, change in found.pairs.items()},
    }


def _row(one: Answered) -> dict[str, object]:
    return {"id": one.person, "wave": one.wave, "group": one.group, "scores": dict(one.scores)}


def _alpha(alpha: Alpha) -> dict[str, object]:
    return {
        "n": alpha.n,
        "n_items": alpha.n_items,
        "alpha": alpha.alpha,
        "ci95_low": alpha.interval.low,
        "ci95_high": alpha.interval.high,
        "if_dropped": dict(alpha.if_dropped),
    }


def _plain(described) -> dict[str, object]:
    return {
        wave: {scale: asdict(one) for scale, one in scales.items()}
        for wave, scales in described.items()
    }


def shown(number: float | None) -> str:
    return "not defined" if number is None else f"{number:.3g}"

import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from evaluation.actions.drafting import import_draft
from evaluation.instrument_files import InstrumentFileError
from evaluation.instrument_reader import read_document


class Command(BaseCommand):
    help = "Read the file of an instrument into a draft: all of it, or nothing and the reasons."

    def add_arguments(self, parser):
        parser.add_argument("file", help="the file, or - for standard input")
        parser.add_argument(
            "--replace", action="store_true", help="put it in place of the draft that is here"
        )
        parser.add_argument("--json", action="store_true", help="one JSON object and nothing else")

    def handle(self, *, file, replace, **options):
        told = {"file": file, "slug": None, "problems": [], "is_imported": False}
        try:
            instrument = import_draft(file=read_document(_document(file)), is_replacing=replace)
        except InstrumentFileError as wrong:
            told["problems"] = wrong.problems
        else:
            told |= {"slug": instrument.slug, "is_imported": True}
        if options["json"]:
            self.stdout.write(json.dumps(told, ensure_ascii=False))
        elif told["is_imported"]:
            self.stdout.write(
                f"The draft of “{instrument.slug}” is kept. Publish it in the editor."
            )
        if told["problems"]:
            lines = [] if options["json"] else [f"{file}: {one}" for one in told["problems"]]
            raise CommandError("\n".join([*lines, "Nothing was imported."]), returncode=1)


def _document(file: str) -> object:
    try:
        content = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        document = json.loads(content)
        text = json.dumps(document, ensure_ascii=False).encode()
    except OSError as problem:
        raise InstrumentFileError([str(problem)]) from problem
    except (ValueError, RecursionError) as problem:
        raise InstrumentFileError([f"This is no JSON in UTF-8: {problem}."]) from problem
    if rb"\u0000" in text:
        raise InstrumentFileError(["It holds a character (U+0000) that no database keeps."])
    return document

import json

from django.core.management.base import BaseCommand, CommandError

from evaluation.instrument_files import to_document
from evaluation.models import Instrument


class Command(BaseCommand):
    help = "Print a published version of an instrument, in its newest wording, as a file."

    def create_parser(self, *args, **kwargs):
        """Django's own `--version` tells that of Django."""
        return super().create_parser(*args, conflict_handler="resolve", **kwargs)

    def add_arguments(self, parser):
        parser.add_argument("slug", help="the short name of the instrument")
        parser.add_argument("--version", dest="number", type=int, help="else the newest")
        parser.add_argument("--json", action="store_true", help="one JSON object and nothing else")

    def handle(self, *, slug, number, **options):
        version = Instrument.objects.version_of(slug, number)
        if version is None:
            named = f"version {number} of “{slug}”" if number else f"published version of “{slug}”"
            problem = f"There is no {named} here."
            if options["json"]:
                self.stdout.write(json.dumps({"slug": slug, "problem": problem}))
            raise CommandError(problem, returncode=1)
        self.stdout.write(json.dumps(to_document(version.file), ensure_ascii=False, indent=2))

import json

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from notifications.tallies import DAYS, report

COLUMNS = ("due", "later", "sent", "not_sent", "unsent")


class Command(BaseCommand):
    help = "Say what is due, and what became of the messages of the last days, by kind."

    def add_arguments(self, parser):
        parser.add_argument("--days", type=int, default=DAYS, help=f"how many days back ({DAYS})")
        parser.add_argument("--json", action="store_true", help="one JSON object and nothing else")

    def handle(self, *, days, **options):
        if days < 1:
            raise CommandError("--days is a number from 1 on.", returncode=2)
        found = report(at=timezone.now(), days=days)
        if options["json"]:
            self.stdout.write(json.dumps(found))
        else:
            self._print(found)

    def _print(self, found):
        self.stdout.write("".join(f"{column:>10}" for column in COLUMNS) + "  kind")
        for row in found["kinds"]:
            self.stdout.write("".join(f"{row[name]:>10}" for name in COLUMNS) + f"  {row['kind']}")
        for why, number in found["why_not_sent"].items():
            self.stdout.write(f"{number:>10}  not sent: {why}")
        for kind, number in found["addresses_in_trouble"].items():
            self.stdout.write(f"{number:>10}  addresses {kind}")

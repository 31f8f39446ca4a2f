import json

from django.core.management.base import BaseCommand

from resources.actions.vocabularies import load_vocabularies


class Command(BaseCommand):
    help = "Add the topics, principles, licences, types and note topics that are missing."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args, **options):
        added = load_vocabularies()
        if options["json"]:
            self.stdout.write(json.dumps(added))
            return
        for name, count in added.items():
            self.stdout.write(f"{name}: {count} added")

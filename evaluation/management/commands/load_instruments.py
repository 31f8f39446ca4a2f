from django.core.management.base import BaseCommand

from evaluation.starter import load_starter_instruments


class Command(BaseCommand):
    help = "Add the starter instruments. What is there already stays as it is."

    def handle(self, **options):
        self.stdout.write(f"{load_starter_instruments()} new instruments.")

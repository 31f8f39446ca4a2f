from django.core.management.base import BaseCommand

from accounts.actions.vocabularies import load_vocabularies


class Command(BaseCommand):
    help = "Add the sectors, professions, levels and other words for people that are missing."

    def handle(self, **options):
        added = load_vocabularies()
        if not any(added.values()):
            self.stdout.write("Vocabularies: nothing was missing.")
        for name, count in sorted(added.items()):
            if count:
                self.stdout.write(f"{name}: {count} added.")

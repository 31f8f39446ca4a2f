from django.core.management.base import BaseCommand

from notifications.describing import describe
from notifications.kinds import all_kinds


class Command(BaseCommand):
    help = "Print every kind of message as the table of docs/messages.md."

    def handle(self, **options):
        self.stdout.write(describe(all_kinds()), ending="")

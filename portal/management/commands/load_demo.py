from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from portal.actions.demo import load_demo, remove_demo


class Command(BaseCommand):
    help = "Put the made-up Alderbrook and Wenlow Partnership in. A second run changes nothing."

    def add_arguments(self, parser):
        parser.add_argument("--remove", action="store_true", help="take it out again")

    def handle(self, *, remove, **options):
        if not settings.DEMO:
            raise CommandError(
                "This is not a demonstration, so nothing was loaded. Set DEMO=1 on a machine that "
                "holds no real people."
            )
        if remove:
            done = remove_demo()
            self.stdout.write("The demo is gone." if done else "There was no demo.")
        else:
            done = load_demo(at=timezone.now())
            self.stdout.write("The demo is loaded." if done else "The demo was there already.")

from django.core.management.base import BaseCommand

from portal.actions.site import install_portal


class Command(BaseCommand):
    help = (
        "Put in what a new installation begins with: words, questions, home page, legal pages and "
        "the review before publishing. Again after an upgrade, it adds what is missing and leaves "
        "what anybody has changed."
    )

    def add_arguments(self, parser):
        parser.add_argument("--name", required=True, help="the partnership, as people call it")
        parser.add_argument("--short-name", help="how it is called in a sentence")
        parser.add_argument("--contact-email", default="", help="where people write to")

    def handle(self, *, name, short_name, contact_email, **options):
        home = install_portal(name=name, short_name=short_name or name, contact_email=contact_email)
        self.stdout.write(f"The portal of {name} is at {home.full_url}")

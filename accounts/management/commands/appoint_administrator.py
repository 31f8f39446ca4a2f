from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q

from accounts.actions.roles import appoint_administrator
from accounts.models import User


class Command(BaseCommand):
    help = (
        "Make somebody who can sign in an administrator: for the first two, or when none is left."
    )

    def add_arguments(self, parser):
        parser.add_argument("login", help="user name or e-mail address")

    def handle(self, *, login, **options):
        user = User.objects.filter(Q(username__iexact=login) | Q(email__iexact=login)).first()
        if user is None:
            raise CommandError(
                "Nobody signs in with that. Make a login first: manage.py createsuperuser."
            )
        try:
            appoint_administrator(user=user)
        except ValidationError as refused:
            raise CommandError(" ".join(refused.messages)) from refused
        self.stdout.write("Done. The role and who gave it (set-up) stand on /people/permissions/.")

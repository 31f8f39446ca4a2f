from __future__ import annotations

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.actions.sessions import end_other_sessions
from accounts.models import (
    AccessRequest,
    AddressCheck,
    AddressTrouble,
    Employment,
    Invitation,
    Person,
)


@transaction.atomic
def erase(person: Person) -> None:
    """Leaves a row without name or address, so that what others did with it still stands.

    The audit trail keeps its opaque ids. May run twice.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    family = list(person.family())
    addresses = {one.email.lower() for one in family if one.email}
    for one in family:
        addresses |= _erase_login(one)
    _erase_letters(family, addresses)
    for one in family:
        for rows in (
            one.role_grants,
            one.asked_roles,
            one.employments,
            one.agreements,
            one.sign_in_cards,
        ):
            rows.all().delete()
        one.claims.all().delete()
        one.claimed_in.all().delete()
        one.key_uses.all().delete()
    Employment.objects.filter(line_manager__in=family).update(line_manager=None)
    Person.objects.filter(pk__in=[one.pk for one in family]).update(
        display_name="", pronouns="", email="", erased_at=timezone.now()
    )


def _erase_login(person: Person) -> set[str]:
    if not person.has_login:
        return set()
    user = person.user
    addresses = {row.email.lower() for row in user.emailaddress_set.all()}
    for change in user.address_changes.all():
        addresses |= {change.old.lower(), change.new.lower()}
    end_other_sessions(user=user)
    user.delete()
    return addresses


def _erase_letters(family: list[Person], addresses: set[str]) -> None:
    """What was sent to, or asked from, an address of theirs before there was a login."""
    to_them = Q(person__in=family) | Q(accepted_by__in=family) | Q(email__in=addresses)
    Invitation.objects.filter(to_them).delete()
    AccessRequest.objects.filter(email__in=addresses).delete()
    AddressCheck.objects.filter(email__in=addresses).delete()
    AddressTrouble.objects.filter(address__in=addresses).delete()

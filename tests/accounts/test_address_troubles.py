"""What is noted of an address weighs, and goes with its person."""

import pytest
from django.utils import timezone

from accounts import privacy
from accounts.actions.addresses import note_trouble
from accounts.models import AddressTrouble
from tests.accounts.factories import PersonFactory

pytestmark = pytest.mark.django_db


def note(address, kind="bounced", code="5.1.1"):
    return note_trouble(address=address, kind=kind, code=code, at=timezone.now())


def test_a_complaint_is_not_undone_by_a_bounce():
    note("robin@example.org", kind="complained", code="")
    note("Robin@example.org")
    assert AddressTrouble.objects.get().kind == "complained"


def test_what_was_noted_of_an_address_goes_with_its_person():
    person = PersonFactory(email="Mererid@example.org")
    note(person.email)
    note("somebody.else@example.org")
    privacy.erase(person)
    assert AddressTrouble.objects.get().address == "somebody.else@example.org"

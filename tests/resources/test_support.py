from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from resources.models import SafeguardingRoute, SupportContact
from tests.resources.factories import SafeguardingRouteFactory, SupportContactFactory

pytestmark = pytest.mark.django_db


def test_a_number_grows_stale_after_its_own_limit():
    contact = SupportContactFactory(checked_on=date(2026, 8, 1), check_every_days=90)

    assert not SupportContact.objects.stale(on=date(2026, 10, 30)).exists()
    assert SupportContact.objects.stale(on=date(2026, 10, 31)).get() == contact


def test_a_hidden_number_raises_no_alarm():
    SupportContactFactory(stale=True, is_active=False)

    assert not SupportContact.objects.stale(on=date(2026, 11, 21)).exists()


def test_a_support_contact_must_be_reachable():
    with pytest.raises(ValidationError, match="number or a web address"):
        SupportContact(name="Nobody home").full_clean()


def test_a_safeguarding_route_must_have_a_number():
    with pytest.raises(ValidationError, match="Give the number to ring"):
        SafeguardingRoute(name="Front door").full_clean()


def test_nobody_can_have_checked_a_number_tomorrow():
    route = SafeguardingRouteFactory.build(checked_on=timezone.localdate() + timedelta(days=1))

    with pytest.raises(ValidationError, match="cannot be in the future"):
        route.full_clean()

"""A lead closes a plan, and may let it ask again; what was sent stays."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry
from evaluation.actions.closing import close_plan
from evaluation.models import Plan, Response
from tests.accounts.factories import UserFactory, user_with_role
from tests.evaluation.factories import InvitationFactory
from tests.resources.factories import site_root

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked():
    site_root()
    return InvitationFactory(person=UserFactory().person)


def press(client, plan, **button):
    client.force_login(user_with_role("programme_lead"))
    return client.post(reverse("evaluation:close_plan", args=[plan.uuid]), button, follow=True)


def survey(client, asked):
    client.force_login(asked.person.user)
    return client.get(reverse("evaluation:survey", args=[asked.uuid]), follow=True).content.decode()


def test_a_closed_plan_asks_nobody_and_goes_on_where_it_was(client, asked):
    plan = asked.occasion.plan
    page = press(client, plan).content.decode()
    assert "nobody is asked" in page
    assert "These questions have closed." in survey(client, asked)
    assert not Response.objects.exists()
    press(client, plan, again="1")
    assert "Statement K1." in survey(client, asked)
    verbs = AuditEntry.objects.filter(verb__startswith="plan.").order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == ["plan.closed", "plan.asks_again"]


def test_closing_twice_closes_once(client, asked):
    plan = asked.occasion.plan
    press(client, plan)
    first = Plan.objects.get().closed_at
    press(client, plan)
    assert Plan.objects.get().closed_at == first
    assert AuditEntry.objects.filter(verb="plan.closed").count() == 1


def test_nobody_else_closes_a_plan(asked):
    by = user_with_role("trainer").person
    with pytest.raises(PermissionDenied):
        close_plan(plan=asked.occasion.plan, by=by, at=timezone.now())

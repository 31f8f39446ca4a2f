"""How answers are put together is chosen before the first of them, said to people, and stays."""

import pytest
from django.urls import reverse
from django.utils import timezone

from evaluation.actions import invite
from evaluation.actions.planning import PlanLockedError, change_plan
from evaluation.actions.rooms import make_codes, open_room
from evaluation.models import Invitation, Linkage, Plan, Wave
from notifications.models import Message
from tests.accounts.factories import PersonFactory, user_with_role
from tests.evaluation.factories import OccasionFactory, PlanFactory, answer_as
from tests.resources.factories import site_root

pytestmark = pytest.mark.django_db
NOW = timezone.now()
THREE = {"K1": "2", "C1": "2", "A2": "4"}


@pytest.fixture
def lead():
    return user_with_role("programme_lead").person


def change(plan, lead, **facts):
    facts = {"k": plan.k, **facts}
    words = "It is your choice."
    return change_plan(
        plan=plan, facts=facts, consent=words, by=lead, seen=plan.changed_at, at=timezone.now()
    )


def ask(occasion):
    return invite(person=PersonFactory(), occasion=occasion, wave=Wave.PRE, opens_at=NOW)


def test_a_plan_by_codes_asks_nobody_by_name_and_writes_to_nobody():
    occasion = OccasionFactory(plan=PlanFactory(linkage=Linkage.CODES))
    assert ask(occasion) is None
    assert not Invitation.objects.exists()
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("linkage", "said"),
    [
        (Linkage.CODES, "no account leads to your answers"),
        (Linkage.ACCOUNT, "a code made from your record here"),
    ],
)
def test_people_are_told_which_of_the_two_holds(lead, linkage, said):
    plan = change(PlanFactory(), lead, linkage=linkage)
    assert said in plan.consent.words


def test_whoever_was_asked_by_name_is_asked_no_more_until_it_is_changed_back(lead):
    occasion = OccasionFactory()
    invitation = ask(occasion)
    plan = change(occasion.plan, lead, linkage=Linkage.CODES)
    person = invitation.person
    assert Invitation.objects.unanswered_by(person, at=NOW) == []
    change(plan, lead, linkage=Linkage.ACCOUNT)
    assert Invitation.objects.unanswered_by(person, at=NOW) == [invitation]


def test_it_stays_after_the_first_answer(client, lead):
    site_root()
    occasion = OccasionFactory()
    answer_as(PersonFactory(), occasion, Wave.PRE, 2, 2, 4)
    with pytest.raises(PlanLockedError):
        change(occasion.plan, lead, linkage=Linkage.CODES)
    client.force_login(lead.user)
    html = client.get(reverse("evaluation:change_plan", args=[occasion.plan.uuid]))
    assert html.context["form"].fields["linkage"].disabled


def test_a_sheet_that_was_keyed_in_locks_a_plan_as_a_screen_does(client, lead):
    occasion = OccasionFactory()
    client.force_login(user_with_role("facilitator"))
    [code] = make_codes(occasion=occasion, count=1)
    sheet = {"code": code, "wave": Wave.PRE, "agreed": occasion.plan.consent.pk}
    client.post(reverse("evaluation:room", args=[occasion.uuid]), sheet)
    client.post(reverse("evaluation:key_in", args=[1]), THREE)
    assert Plan.objects.with_use().get().has_answers
    with pytest.raises(PlanLockedError):
        change(occasion.plan, lead, dimensions=["sector"])


def test_a_lead_chooses_it_on_the_form_and_reads_it_on_the_page(client, lead):
    site_root()
    client.force_login(lead.user)
    plan = PlanFactory()
    path = reverse("evaluation:change_plan", args=[plan.uuid])
    form = client.get(path).context["form"]
    sent = {bound.html_name: bound.value() for bound in form if bound.value()}
    assert client.post(path, sent | {"linkage": Linkage.CODES}).status_code == 302
    page = client.get(reverse("evaluation:plan", args=[plan.uuid])).content.decode()
    assert "Only by codes on slips and in links" in page
    assert "Nobody is written to" in page


def test_whoever_opens_a_room_reads_that_nobody_is_asked_by_their_account(client):
    occasion = OccasionFactory(plan=PlanFactory(linkage=Linkage.CODES))
    open_room(occasion=occasion, wave=Wave.PRE, at=NOW)
    client.force_login(user_with_role("facilitator"))
    html = client.get(reverse("evaluation:room", args=[occasion.uuid])).content.decode()
    assert "Nobody is asked by their account here." in html

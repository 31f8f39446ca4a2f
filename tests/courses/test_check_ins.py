"""About two months after a session its people are offered a check-in, once each."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from courses import privacy
from courses.actions.booking import give_up_place
from courses.actions.planning import call_off_session
from courses.after import check_in_day
from courses.messages.afterwards import offer_check_ins
from courses.models import LiveSession
from courses.tasks import offer_due_check_ins
from notifications.actions.sweeping import sweep_messages
from notifications.models import Message
from portal.celery import app
from tests.accounts.factories import PersonFactory, user_with_role
from tests.courses.afterwards import check_in, marked, over
from tests.courses.sessions import booked
from tests.notifications.factories import AlwaysOpen

pytestmark = pytest.mark.django_db
PLAN = reverse("courses:plan_session")


@pytest.fixture
def trainer(client):
    user = user_with_role("trainer")
    client.force_login(user)
    return user


@pytest.fixture
def session():
    """Fifty days ago; two were there, one was away."""
    made = over(people=[PersonFactory() for _ in range(3)], ago=timedelta(days=50))
    first, second, _away = people_of(made)
    marked(made, first, second)
    return made


@pytest.fixture
def offered(mailoutbox):
    """Whose letters of a check-in go out now."""
    AlwaysOpen()

    def sent():
        mailoutbox.clear()
        sweep_messages(at=timezone.now())
        return sorted(one.to[0] for one in mailoutbox if "A check-in" in one.subject)

    return sent


def people_of(session):
    return [booking.person for booking in session.bookings.in_line()]


def addresses(*people):
    return sorted(one.email for one in people)


def offer(**later):
    return offer_check_ins(at=timezone.now() + timedelta(**later))


def test_everybody_who_was_there_is_offered_it_once(session, offered):
    check_in(session)
    first, second, _away = people_of(session)
    for _ in range(2):
        offer_due_check_ins()
        offer(days=1)
    assert offered() == addresses(first, second)
    offer_due_check_ins()
    assert offered() == []


def test_a_letter_says_what_it_follows_and_leads_to_the_check_in(session, mailoutbox):
    AlwaysOpen()
    found = check_in(session)
    offer()
    sweep_messages(at=timezone.now())
    letter = next(one for one in mailoutbox if "A check-in" in one.subject)
    assert session.title in letter.body
    assert reverse("courses:session", args=[found.pk]) in letter.body
    assert found.place in letter.body


def test_whoever_asked_for_a_place_or_gave_it_up_is_not_offered_it(session, offered):
    found, (first, second, _away) = check_in(session), people_of(session)
    booked(found, person=first, at=timezone.now())
    given_up = booked(found, person=second, at=timezone.now())
    give_up_place(booking=given_up, at=timezone.now())
    assert offer() == 0
    assert offered() == []


def test_whoever_booked_before_the_letter_went_hears_nothing(session, offered):
    found, (first, second, _away) = check_in(session), people_of(session)
    offer()
    booked(found, person=first, at=timezone.now())
    assert offered() == addresses(second)


def test_it_is_withdrawn_when_the_check_in_is_cancelled(session, offered):
    found = check_in(session)
    offer()
    call_off_session(session=found, because="Ill.", by=PersonFactory(), at=timezone.now())
    assert offered() == []
    assert offer() == 0


def test_it_is_withdrawn_when_the_check_in_has_begun(session, offered):
    found = check_in(session)
    offer()
    LiveSession.objects.filter(pk=found.pk).update(starts_at=timezone.now())
    assert offered() == []
    assert offer() == 0


def test_a_check_in_far_off_or_still_being_planned_is_not_offered(session):
    far, planned = check_in(session, in_days=20), check_in(session, planned=True)
    assert offer() == 0
    assert offer(days=7) == 2
    LiveSession.objects.filter(pk=planned.pk).update(state=LiveSession.State.OPEN)
    assert offer() == 2
    assert far != planned


def test_whoever_is_marked_later_is_offered_it_too(session, offered):
    check_in(session)
    offer()
    offered()
    marked(session, *people_of(session))
    offer()
    assert offered() == addresses(people_of(session)[2])


def test_killed_on_the_way_the_rest_is_offered_and_nobody_twice(session):
    check_in(session)
    offer()
    Message.objects.filter(person=people_of(session)[0]).delete()
    assert offer() == 1
    assert Message.objects.filter(kind="courses.check_in_offered").count() == 2


def test_two_records_of_one_person_are_offered_it_once(session):
    check_in(session)
    offer()
    keep, into_keep = PersonFactory(), people_of(session)[0]
    privacy.merge(keep=keep, into_keep=into_keep)
    Message.objects.filter(person=into_keep).update(person=keep)
    assert offer() == 0


def test_beat_offers_it():
    beat = app.conf.beat_schedule["offer-check-ins"]
    assert beat["task"] == offer_due_check_ins.name


def test_many_people_are_offered_it_in_as_many_questions_as_few():
    asked = []
    for count in (1, 9):
        check_in(over(people=[PersonFactory() for _ in range(count)], ago=timedelta(days=50)))
        with CaptureQueriesContext(connection) as log:
            assert offer() == count
        LiveSession.objects.update(state=LiveSession.State.CANCELLED)
        asked.append(len(log))
    assert asked[0] == asked[1]


def plan(client, **changed):
    """As the form is sent that stands there at first."""
    answer = client.get(PLAN, {"follows": changed.pop("of")})
    form = answer.context["form"]
    data = {name: value for name in form.fields if (value := form[name].value()) not in (None, "")}
    if "day" in data:
        data["day"] = data["day"].isoformat()
    return client.post(PLAN, {**data, **changed})


def test_the_check_in_is_planned_from_the_page_of_its_session(client, trainer):
    support = PersonFactory()
    session = over(by=trainer, place="Mill Lane", support_person=support)
    people = reverse("courses:session_people", args=[session.pk])
    assert f"{PLAN}?follows={session.pk}" in client.get(people).text
    plan(client, of=session.pk)
    found = LiveSession.objects.get(follows=session)
    local = timezone.localtime
    assert found.starts_at.date() == check_in_day(local(session.starts_at).date())
    assert local(found.starts_at).hour == local(session.starts_at).hour
    assert (found.kind, found.place) == (LiveSession.Kind.CHECK_IN, "Mill Lane")
    assert found.support_person == support
    assert list(found.facilitators) == [trainer.person]
    assert "Plan the check-in" not in client.get(people).text


def test_only_a_check_in_follows_a_session(client, trainer):
    session = over(by=trainer)
    answer = plan(client, of=session.pk, kind="workshop", title="A kept title")
    assert "Only a check-in follows a session." in answer.text
    assert "A kept title" in answer.text
    assert "violated" not in answer.text
    assert not LiveSession.objects.exclude(pk=session.pk).exists()


@pytest.mark.parametrize("kind", ["case", "wellbeing"])
def test_nobody_plans_a_check_in_of_others_or_of_a_wellbeing_session(client, trainer, kind):
    of_others, own = over(), over(by=trainer, kind=kind)
    assert client.get(PLAN, {"follows": of_others.pk}).status_code == 404
    choices = client.get(PLAN).context["form"].fields["follows"].queryset
    assert list(choices) == ([own] if kind == "case" else [])


@pytest.mark.parametrize("wrong", ["x", "-1", "9" * 40])
def test_what_is_no_session_begins_an_empty_form(client, trainer, wrong):
    assert client.get(PLAN, {"follows": wrong}).status_code == 200


def test_of_a_session_long_ago_the_day_is_left_to_choose(client, trainer):
    session = over(by=trainer, ago=timedelta(days=200))
    answer = plan(client, of=session.pk)
    assert "Error" in answer.text
    assert not LiveSession.objects.filter(follows=session).exists()


def test_a_check_in_planned_by_another_stays_as_it_is_when_it_is_changed(client, trainer):
    session = over(by=user_with_role("trainer"))
    found = check_in(session, facilitators=[trainer.person])
    page = reverse("courses:change_session", args=[found.pk])
    form = client.get(page).context["form"]
    assert list(form.fields["follows"].queryset) == [session]
    assert form["follows"].value() == session.pk

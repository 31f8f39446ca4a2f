"""Nothing beside the answers tells who gave them, when, or who did not."""

import uuid

import pytest
from django.apps import apps
from django.db.models import DateTimeField
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry
from evaluation.actions import invite
from evaluation.actions.rooms import make_codes, open_room
from evaluation.messages import QUESTIONS_OPEN
from evaluation.models import AccessCode, Comment, Participant, Response, Score, Wave
from evaluation.tasks import look_after_questions
from notifications.forecast import tomorrow
from notifications.models import Message
from portal.logs import JsonFormatter
from tests.accounts.factories import PersonFactory, UserFactory, user_with_role
from tests.evaluation.factories import InvitationFactory, OccasionFactory, answer

pytestmark = pytest.mark.django_db
NOW = timezone.now()
THREE = {"K1": "2", "C1": "2", "A2": "4"}
KEPT_WITH_ANSWERS = [Participant, Response, Score, Comment, AccessCode]


@pytest.mark.parametrize("model", KEPT_WITH_ANSWERS)
def test_what_is_kept_with_answers_has_random_ids_and_no_minutes(model):
    assert model._meta.pk.default is uuid.uuid4
    minutes = {field.name for field in model._meta.fields if isinstance(field, DateTimeField)}
    assert minutes <= {"cleared_at", "left_out_at"}, "only when an editor decided on a quotation"


def moments_written(since):
    """Every column of every table that holds a moment from now on."""
    found = set()
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, DateTimeField):
                late = {f"{field.name}__gte": since, f"{field.name}__lt": timezone.now()}
                if model._base_manager.filter(**late).exists():
                    found.add(f"{model._meta.label}.{field.name}")
    return found


def test_sending_answers_signed_in_writes_no_minute_anywhere(client):
    user = UserFactory()
    client.force_login(user)
    before = timezone.now()
    asked = invite(person=user.person, occasion=OccasionFactory(), wave=Wave.PRE, opens_at=NOW)
    assert "notifications.Message.created_at" in moments_written(before)
    path = reverse("evaluation:survey", args=[asked.uuid])
    client.get(path)
    since = timezone.now()
    client.post(path, THREE)
    assert Response.objects.get().is_complete
    assert moments_written(since) == set()


def test_sending_and_taking_back_by_a_code_writes_no_minute_anywhere(client):
    occasion = OccasionFactory()
    open_room(occasion=occasion, wave=Wave.PRE, at=NOW)
    [code] = make_codes(occasion=occasion, count=1)
    since = timezone.now()
    client.post(reverse("evaluation:code"), {"code": code})
    client.post(reverse("evaluation:code_page", args=[1]), THREE)
    assert Response.objects.get().is_complete
    client.post(reverse("evaluation:link_take_back", args=[code]))
    assert moments_written(since) == set()


def test_taking_back_signed_in_writes_no_minute_anywhere(client):
    user = UserFactory()
    client.force_login(user)
    asked = InvitationFactory(person=user.person)
    answer(asked, 1, 2, 3)
    since = timezone.now()
    client.post(reverse("evaluation:take_back", args=[asked.occasion.plan.uuid]))
    assert not Response.objects.exists()
    assert moments_written(since) == set()


def test_the_trail_says_nothing_of_answers():
    answer(InvitationFactory(), 1, 2, 3)
    look_after_questions()
    assert not AuditEntry.objects.exists()


def test_the_log_names_no_invitation_code_or_link(client, caplog):
    caplog.set_level("INFO")
    occasion = OccasionFactory()
    open_room(occasion=occasion, wave=Wave.PRE, at=NOW)
    [code] = make_codes(occasion=occasion, count=1)
    client.post(reverse("evaluation:link_page", args=[code, 1]), THREE)
    client.get(reverse("evaluation:link", args=["ABCDEABCDE"]))
    lines = " ".join(map(JsonFormatter().format, caplog.records))
    assert "answer/link/<slug:key>/" in lines
    assert code not in lines
    assert "ABCDEABCDE" not in lines


def test_the_desk_of_messages_is_no_list_of_who_has_not_answered(client):
    occasion, people = OccasionFactory(), PersonFactory.create_batch(2, display_name="Sam Reed")
    for person in people:
        asked = invite(person=person, occasion=occasion, wave=Wave.PRE, opens_at=NOW)
    answer(asked, 1, 2, 3)
    gone = Message.objects.filter(key__endswith=":0")
    gone.filter(person=people[0]).update(state="sent", ended_at=NOW)
    gone.filter(person=people[1]).update(state="skipped", why="not_wanted", ended_at=NOW)
    client.force_login(user_with_role("administrator"))
    for standing in ("due", "later", "sent", "not_sent", "unsent"):
        asked_for = {"standing": standing, "kind": QUESTIONS_OPEN.code}
        assert "Sam Reed" not in client.get(reverse("messages:desk_list"), asked_for).text
    Message.objects.update(state="waiting", try_at=NOW, due_at=NOW, expires_at=None)
    assert tomorrow(at=NOW).letters[QUESTIONS_OPEN.code] == 6

"""What a kit hands out opens for whoever runs sessions, had a place or came, by any address."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from courses.actions.booking import give_up_place
from courses.models import LiveSession, SessionKit
from resources.models import LibraryDocument
from resources.permissions import can_open_file, files_open_to
from tests.accounts.factories import UserFactory, user_with_role
from tests.courses.kits import SessionKitFactory
from tests.courses.sessions import SessionFactory, booked
from tests.queries import queries_of
from tests.resources.factories import LibraryDocumentFactory, page_under, site_root

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


def given_out(document):
    block = {"type": "download", "value": {"document": document.pk, "about": ""}}
    return SessionKitFactory(handouts=[block])


def at_session(kit, **said):
    return SessionFactory(kit=kit, starts_at=timezone.now() + timedelta(days=9), **said)


def with_a_place(kit):
    user = UserFactory()
    booked(at_session(kit), person=user.person, at=timezone.now())
    return user


def who_gave_it_up(kit):
    user = UserFactory()
    booking = booked(at_session(kit), person=user.person, at=timezone.now())
    give_up_place(booking=booking, at=timezone.now())
    return user


def waiting(kit):
    user, session = UserFactory(), at_session(kit, capacity=1)
    booked(session, at=timezone.now())
    booked(session, person=user.person, at=timezone.now())
    return user


def who_came(kit, *, is_there=True):
    user, session = UserFactory(), at_session(kit)
    LiveSession.objects.filter(pk=session.pk).update(starts_at=timezone.now() - timedelta(days=1))
    session.attendances.create(person=user.person, is_there=is_there, marked_at=timezone.now())
    return user


def in_a_session_with_another_kit(kit):
    return with_a_place(SessionKitFactory())


def without_the_right_now(kit):
    user = UserFactory()
    at_session(kit, facilitators=[user.person])
    return user


@pytest.mark.parametrize(
    ("make", "opens"),
    [
        (lambda _kit: AnonymousUser(), False),
        (lambda _kit: UserFactory(), False),
        (lambda _kit: user_with_role("champion"), False),
        (lambda _kit: user_with_role("commissioner"), False),
        (in_a_session_with_another_kit, False),
        (who_gave_it_up, False),
        (waiting, False),
        (lambda kit: who_came(kit, is_there=False), False),
        (with_a_place, True),
        (who_came, True),
        (without_the_right_now, True),
        (lambda _kit: user_with_role("facilitator"), True),
        (lambda _kit: user_with_role("trainer"), True),
        (lambda _kit: user_with_role("administrator"), True),
        (lambda _kit: UserFactory(is_superuser=True), True),
    ],
)
def test_a_handout_opens_for_those_and_only_those(client, make, opens):
    document = LibraryDocumentFactory()
    user = make(given_out(document))
    if user.is_authenticated:
        client.force_login(user)
        assert list(files_open_to(user, LibraryDocument.objects.all())) == [document] * opens
    answer = client.get(document.url)
    assert answer.status_code == (200 if opens else 404 if user.is_authenticated else 302)
    assert can_open_file(user, document) == opens
    if opens:
        assert answer["Cache-Control"] == "private, no-store"


def test_what_a_page_shows_as_well_stays_open_to_every_account(client):
    document = LibraryDocumentFactory()
    given_out(document)
    page_under(site_root(), body=[("download", {"document": document, "about": ""})])
    user = UserFactory()
    assert can_open_file(user, document)
    assert list(files_open_to(user, LibraryDocument.objects.all())) == [document]


def test_two_kits_that_hand_out_one_file_open_it_for_the_people_of_either():
    document = LibraryDocumentFactory()
    given_out(document)
    assert can_open_file(with_a_place(given_out(document)), document)


def test_a_file_asks_as_much_of_the_database_with_many_kits(client):
    document = LibraryDocumentFactory()
    client.force_login(with_a_place(given_out(document)))
    few = queries_of(lambda: client.get(document.url))
    for _ in range(6):
        given_out(document)
    assert queries_of(lambda: client.get(document.url)) == few


def test_nobody_who_is_signed_out_sees_a_kit():
    SessionKitFactory()
    assert not SessionKit.objects.visible_to(AnonymousUser()).exists()

"""A facilitator gives a file of their own to whoever was there; nobody else opens it."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from courses.actions.materials import add_file
from courses.evidence import read_evidence
from courses.models import Material
from tests.accounts.factories import UserFactory, user_with_role
from tests.courses.afterwards import over
from tests.courses.outside import PDF, phone_photo, upload
from tests.courses.sessions import SessionFactory, booked

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.fixture
def trainer(client):
    user = user_with_role("trainer")
    client.force_login(user)
    return user


@pytest.fixture
def session(trainer):
    return over(people=[UserFactory().person], by=trainer)


def send(client, session, file=None, title="What we drew"):
    url = reverse("courses:session_materials", args=[session.pk])
    said = {"upload": "1", "file-title": title, "file-file": file or upload()}
    return client.post(url, said)


def kept(session):
    """With a file, as its facilitator gave it."""
    by, now = session.facilitators[0], timezone.now()
    file = read_evidence(upload())
    return add_file(session=session, title="What we drew", file=file, by=by, at=now)


def address(material):
    return reverse("courses:session_document", args=[material.pk])


def test_a_file_stands_on_the_page_of_the_session_and_opens_for_whoever_was_there(client, session):
    assert send(client, session).status_code == 302
    material = session.materials.get()
    assert "certificate" not in material.file.name
    client.force_login(session.bookings.get().person.user)
    html = client.get(reverse("courses:session", args=[session.pk])).text
    assert address(material) in html
    assert "PDF" in html
    answer = client.get(address(material))
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"] == 'attachment; filename="What we drew.pdf"'
    assert answer["Cache-Control"] == "private, no-store"
    assert "default-src 'none'" in answer["Content-Security-Policy"]


def had_a_place(session):
    return session.bookings.get().person.user


def of_another_session(session):
    return over(people=[UserFactory().person]).bookings.get().person.user


@pytest.mark.parametrize(
    ("make", "opens"),
    [
        (had_a_place, True),
        (lambda session: session.facilitators[0].user, True),
        (of_another_session, False),
        (lambda _session: UserFactory(), False),
        (lambda _session: user_with_role("trainer"), False),
        (lambda _session: user_with_role("champion"), False),
        (lambda _session: None, False),
    ],
)
def test_it_opens_for_those_and_only_those(client, session, make, opens):
    material, user = kept(session), make(session)
    client.logout()
    if user:
        client.force_login(user)
    refused = 404 if user else 302
    assert client.get(address(material)).status_code == (200 if opens else refused)


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (("page.html", b"<script>"), "Choose a PDF, a Word or OpenDocument file, or a photo."),
        (("notes.pdf", b"PK\x03\x04"), ""),
        (("big.pdf", b"%PDF-" + b"x" * 10 * 1024 * 1024), "larger than 10 MB"),
        (("empty.pdf", b""), ""),
    ],
)
def test_what_is_no_such_file_is_refused_in_words(client, session, file, words):
    answer = send(client, session, upload(*file))
    assert answer.status_code == 200
    assert answer.context["form"].errors["file"]
    assert words in answer.text
    assert "What we drew" in answer.text
    assert not Material.objects.exists()


def test_a_photo_loses_where_it_was_taken(client, session):
    photo = phone_photo()
    taken = photo.read()
    photo.seek(0)
    send(client, session, photo)
    kept_photo = session.materials.get().file.read()
    assert b"Exif" in taken
    assert b"Exif" not in kept_photo


def test_taken_away_it_is_gone_from_the_disk(client, session, django_capture_on_commit_callbacks):
    material = kept(session)
    assert default_storage.exists(material.file.name)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("courses:drop_material", args=[material.pk]))
    assert not Material.objects.exists()
    assert not default_storage.exists(material.file.name)


def test_none_is_added_before_the_session_nor_by_anybody_else(client, trainer, session):
    soon = SessionFactory(
        starts_at=timezone.now() + timedelta(days=3), facilitators=[trainer.person]
    )
    booked(soon, at=timezone.now())
    assert send(client, soon).status_code == 302
    client.force_login(user_with_role("trainer"))
    assert send(client, session).status_code == 404
    assert not Material.objects.exists()


def test_a_material_is_one_thing(session):
    with pytest.raises(IntegrityError), transaction.atomic():
        Material.objects.create(
            session=session,
            title="Two",
            link="https://x.org",
            file="a.pdf",
            added_at=timezone.now(),
        )


def test_a_file_that_is_sent_twice_is_there_once(client, session):
    for _ in range(2):
        send(client, session)
    assert session.materials.count() == 1
    send(client, session, title="Another one")
    assert session.materials.count() == 2

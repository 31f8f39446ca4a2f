"""Nothing that a given-out lesson shows can be taken from under it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db.models import ProtectedError
from django.urls import reverse

from courses.actions.releasing import correct
from courses.models import LessonPage, ReleasedFile
from tests.accounts.factories import user_with_role
from tests.courses.factories import body, course, lesson
from tests.courses.quizzes import give_out_again
from tests.courses.test_learning import NOW
from tests.resources.factories import LibraryDocumentFactory, MediaFactory, PictureFactory, png

pytestmark = pytest.mark.django_db


def shown():
    return {
        "picture": (PictureFactory(), "picture"),
        "document": (LibraryDocumentFactory(), "download"),
        "recording": (MediaFactory(), "recording"),
    }


def lesson_showing(file, kind):
    page = lesson(course(), is_released=False)
    values = {
        "picture": {"picture": {"image": file.pk, "alt_text": "A wall", "decorative": False}},
        "download": {"document": file.pk, "about": ""},
        "recording": {"recording": file.pk, "about": "A visit."},
    }
    page.body = [*body(), {"type": kind, "value": values[kind]}]
    page.save_revision().publish()
    give_out_again(page)
    return page


@pytest.mark.parametrize("field", ["picture", "document", "recording"])
def test_a_file_that_was_given_out_cannot_be_deleted(field):
    file, kind = shown()[field]
    lesson_showing(file, kind)
    assert getattr(ReleasedFile.objects.get(), field) == file
    with pytest.raises(ProtectedError):
        file.delete()


def test_a_file_in_the_words_of_a_lesson_counts_too():
    document = LibraryDocumentFactory()
    page = lesson(course(), is_released=False)
    link = f'<p><a linktype="document" id="{document.pk}">A list</a></p>'
    page.body = [{"type": "text", "value": link}]
    page.save_revision().publish()
    give_out_again(page)
    assert ReleasedFile.objects.get().document == document


def test_a_correction_lets_go_of_what_is_no_longer_shown():
    picture = PictureFactory()
    page = LessonPage.objects.get(pk=lesson_showing(picture, "picture").pk)
    page.body = body()
    page.save_revision().publish()
    correct(course=page.course, by=None, at=NOW)
    assert not ReleasedFile.objects.exists()
    picture.delete()


@pytest.mark.parametrize("many", [False, True])
@pytest.mark.parametrize("field", ["picture", "document"])
def test_the_editor_says_that_it_is_needed(client, field, many):
    file, kind = shown()[field]
    lesson_showing(file, kind)
    client.force_login(user_with_role("administrator"))
    one = {"picture": "wagtailimages:delete", "document": "wagtaildocs:delete"}[field]
    model = {"picture": "resources/picture", "document": "resources/librarydocument"}[field]
    url = f"/cms/bulk/{model}/delete/?id={file.pk}" if many else reverse(one, args=[file.pk])
    words = client.post(url, follow=True).text
    assert "It is still needed: What the evidence does not show (file of a lesson" in words
    assert type(file).objects.filter(pk=file.pk).exists()


def test_purging_revisions_leaves_what_was_given_out():
    page = lesson_showing(PictureFactory(), "picture")
    for title in ("Second", "Third"):
        page.title = title
        page.save_revision().publish()
    call_command("purge_revisions", verbosity=0)
    released = page.released.get()
    assert released.content.title == "What the evidence does not show"
    assert [block.block_type for block in released.content.body][-1] == "picture"


EDITORS = {
    "picture": "wagtailimages:edit",
    "document": "wagtaildocs:edit",
    "recording": "wagtailsnippets_resources_media:edit",
}


@pytest.fixture
def trainer(client):
    client.force_login(user_with_role("trainer"))
    return client


def exchanged(client, field, file):
    """The form as its editor shows it, with another file."""
    url = reverse(EDITORS[field], args=[file.pk])
    form = client.get(url).context["form"]
    said = {name: form[name].value() for name in form.fields}
    said = {name: value for name, value in said.items() if value}
    another = SimpleUploadedFile(f"new.{file.file.name.rpartition('.')[2]}", other_bytes(field))
    return client.post(url, {**said, "title": "Another name", "file": another})


def other_bytes(field):
    return {
        "picture": png().read(),
        "document": b"Something else.",
        "recording": b"ID3" + bytes(2048),
    }[field]


@pytest.mark.parametrize("field", sorted(EDITORS))
def test_the_file_of_what_was_given_out_is_not_exchanged(trainer, field):
    file, kind = shown()[field]
    lesson_showing(file, kind)
    name, content = file.file.name, file.file.open().read()

    answer = exchanged(trainer, field, file)

    assert "A lesson that was given out shows this file" in answer.text
    kept = type(file).objects.get(pk=file.pk)
    assert (kept.file.name, kept.file.open().read()) == (name, content)


@pytest.mark.parametrize("field", sorted(EDITORS))
def test_a_file_that_nobody_was_given_is_exchanged(trainer, field):
    file, _kind = shown()[field]
    before = file.file.name
    assert exchanged(trainer, field, file).status_code == 302
    assert type(file).objects.get(pk=file.pk).file.name != before


def captioned(**said):
    file = SimpleUploadedFile("a.vtt", b"WEBVTT\n\n00:00.000 --> 00:01.000\nShe waits.\n")
    return MediaFactory(**{"captions": file, "transcript": "She knocks.\nShe waits.", **said})


def saved(client, recording, **said):
    """The form as its editor shows it, with some of it changed."""
    url = reverse(EDITORS["recording"], args=[recording.pk])
    form = client.get(url).context["form"]
    shown = {name: form[name].value() for name in form.fields}
    shown = {name: value for name, value in shown.items() if value and not hasattr(value, "read")}
    return client.post(url, {**shown, **said})


def other_captions():
    return SimpleUploadedFile("b.vtt", b"WEBVTT\n\n00:00.000 --> 00:01.000\nShe goes.\n")


WORDS_HELD = "A lesson that was given out shows these words"


@pytest.mark.parametrize(
    ("field", "other"),
    [
        ("transcript", lambda: "She goes."),
        ("transcript", str),
        ("captions", other_captions),
        ("captions-clear", lambda: "on"),
    ],
)
def test_the_words_of_a_recording_that_was_given_out_stay(trainer, field, other):
    recording = captioned(kind="video")
    page = lesson_showing(recording, "recording")
    assert WORDS_HELD in saved(trainer, recording, **{field: other()}).text
    kept = type(recording).objects.get(pk=recording.pk)
    assert (kept.transcript, kept.captions.name) == (
        recording.transcript,
        recording.captions.name,
    )
    page = LessonPage.objects.get(pk=page.pk)
    page.body = body()
    page.save_revision().publish()
    correct(course=page.course, by=None, at=NOW)
    assert saved(trainer, recording, **{field: other()}).status_code == 302


def test_words_are_added_where_a_recording_that_was_given_out_has_none(trainer):
    silent, unwritten = captioned(captions=""), captioned(kind="video", transcript="")
    for recording in (silent, unwritten):
        lesson_showing(recording, "recording")
    assert saved(trainer, silent, captions=other_captions()).status_code == 302
    assert saved(trainer, unwritten, transcript="She waits.").status_code == 302


def test_the_title_of_a_recording_that_was_given_out_can_be_mended(trainer):
    recording = captioned()
    lesson_showing(recording, "recording")
    as_browsers_send_it = recording.transcript.replace("\n", "\r\n")
    sent = saved(trainer, recording, title="Another name", transcript=as_browsers_send_it)
    assert sent.status_code == 302


@pytest.mark.parametrize("field", sorted(EDITORS))
def test_the_words_beside_a_file_that_was_given_out_can_be_mended(field):
    file, kind = shown()[field]
    lesson_showing(file, kind)
    type(file).objects.get(pk=file.pk).clean()

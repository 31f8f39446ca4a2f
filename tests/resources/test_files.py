import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from wagtail.models import Collection, CollectionViewRestriction

from resources.models import LibraryDocument, Media
from resources.permissions import can_open_file
from resources.serving import span_of
from tests.accounts.factories import UserFactory, user_with_role
from tests.resources.factories import (
    LibraryDocumentFactory,
    MediaFactory,
    PictureFactory,
    page_under,
    site_root,
)

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def sign_in(client, user):
    client.logout()
    if user.is_authenticated:
        client.force_login(user, backend=BACKEND)


def picture_in(collection):
    picture = PictureFactory(collection=collection)
    block = ("picture", {"picture": picture, "caption": ""})
    picture.contextual_alt_text = "A wall"
    return picture, block, picture.get_rendition("width-20").url


def document_in(collection):
    document = LibraryDocumentFactory(collection=collection)
    return document, ("download", {"document": document, "about": ""}), document.url


def recording_in(collection):
    recording = MediaFactory(collection=collection)
    return recording, ("recording", {"recording": recording, "about": "A visit"}), recording.url


KINDS = {"picture": picture_in, "document": document_in, "recording": recording_in}
PEOPLE = ["anonymous", "practitioner", "member", "trainer", "superuser"]
SIGNED_IN = PEOPLE[1:]


@pytest.fixture
def people(db):
    member = UserFactory()
    member.groups.add(Group.objects.create(name="Safeguarding circle"))
    return {
        "anonymous": AnonymousUser(),
        "practitioner": UserFactory(),
        "member": member,
        "trainer": user_with_role("trainer"),
        "superuser": UserFactory(is_superuser=True),
    }


def shut(collection, kind, user=None):
    restriction = CollectionViewRestriction.objects.create(
        collection=collection, restriction_type=kind
    )
    if user:
        restriction.groups.set(user.groups.all())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("place", "who_may"),
    [
        ("unused", SIGNED_IN),
        ("on a public page", PEOPLE),
        ("on a draft", SIGNED_IN),
        ("login collection, public page", SIGNED_IN),
        ("group collection, public page", ["member", "superuser"]),
        ("below a group collection", ["member", "superuser"]),
    ],
)
def test_a_file_opens_for_those_and_only_those(client, people, kind, place, who_may):
    shelf = Collection.get_first_root_node().add_child(name="Shelf")
    inner = shelf.add_child(name="Inner")
    if place.startswith("login"):
        shut(shelf, CollectionViewRestriction.LOGIN)
    if "group" in place:
        shut(shelf, CollectionViewRestriction.GROUPS, people["member"])
    file, block, url = KINDS[kind](inner if place.startswith("below") else shelf)
    home = site_root()
    if "page" in place or "draft" in place:
        page_under(home, live="draft" not in place, body=[block])

    for name, user in people.items():
        sign_in(client, user)
        answer = client.get(url)
        opened = answer.status_code == 200
        assert (name, opened) == (name, name in who_may)
        assert (name, can_open_file(user, file)) == (name, name in who_may)
        if opened:
            assert answer["Cache-Control"] == expected_cache(name, place)
            assert answer["X-Content-Type-Options"] == "nosniff"
            assert "default-src 'none'" in answer["Content-Security-Policy"]


def expected_cache(name, place):
    if name == "anonymous":
        return "public, max-age=300"
    return "private, no-store" if "collection" in place else "private, max-age=300"


@pytest.mark.django_db
def test_a_picture_has_no_other_address(client):
    picture = PictureFactory()
    rendition = picture.get_rendition("width-20")
    client.force_login(UserFactory(), backend=BACKEND)

    assert client.get(f"/{picture.file.name}").status_code == 404
    assert client.get(f"/media/{rendition.file.name}").status_code == 404
    other = PictureFactory()
    wrong = rendition.url.replace(str(picture.uuid), str(other.uuid))
    assert client.get(wrong).status_code == 404


@pytest.mark.django_db
def test_a_picture_that_is_known_already_is_not_sent_again(client):
    url = PictureFactory().get_rendition("width-20").url
    client.force_login(UserFactory(), backend=BACKEND)
    tag = client.get(url)["ETag"]

    again = client.get(url, headers={"If-None-Match": tag})

    assert again.status_code == 304
    assert again["Cache-Control"] == "private, max-age=300"


@pytest.mark.parametrize(
    ("header", "span"),
    [
        ("", None),
        ("bytes=0-99", (0, 99)),
        ("bytes=100-", (100, 999)),
        ("bytes=-10", (990, 999)),
        ("bytes=-5000", (0, 999)),
        ("bytes=990-5000", (990, 999)),
        ("bytes=1000-", ()),
        ("bytes=-0", ()),
        ("bytes=20-10", None),
        ("bytes=0-1,5-6", None),
        ("lines=1-2", None),
        ("bytes=-", None),
    ],
)
def test_which_bytes_are_asked_for(header, span):
    assert span_of(header, 1000) == span


@pytest.mark.django_db
def test_a_part_of_a_recording_is_sent_as_a_part(client):
    recording = MediaFactory()
    whole = bytes(range(256)) * 8
    client.force_login(UserFactory(), backend=BACKEND)

    part = client.get(recording.url, headers={"Range": "bytes=250-260"})

    assert part.status_code == 206
    assert part["Content-Range"] == f"bytes 250-260/{len(whole)}"
    assert b"".join(part.streaming_content) == whole[250:261]
    beyond = client.get(recording.url, headers={"Range": "bytes=9999-"})
    assert (beyond.status_code, beyond["Content-Range"]) == (416, f"bytes */{len(whole)}")


@pytest.mark.django_db
def test_a_part_of_a_recording_that_changed_since_is_the_whole(client):
    recording = MediaFactory()
    client.force_login(UserFactory(), backend=BACKEND)

    answer = client.get(recording.url, headers={"Range": "bytes=0-9", "If-Range": '"old"'})

    assert answer.status_code == 200


def upload(name, start, size=40):
    return ContentFile(start + b"\x00" * size, name=name)


MP4 = b"\x00\x00\x00\x18ftypmp42"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"kind": "audio", "file": ("a.mp3", b"ID3")}, "transcript"),
        ({"kind": "video", "file": ("a.mp4", MP4)}, "captions"),
        ({"kind": "video", "file": ("a.mp3", b"ID3"), "transcript": "Words"}, "kind"),
        ({"kind": "video", "file": ("a.mp4", b"MZ"), "transcript": "Words"}, "file"),
        ({"kind": "video", "file": ("a.exe", b"MZ"), "transcript": "Words"}, "file"),
        ({"kind": "video", "file": ("a.mp4", MP4), "captions": ("a.vtt", b"<html>")}, "captions"),
    ],
)
def test_a_recording_without_its_words_or_of_another_kind_is_refused(fields, problem):
    for name in ("file", "captions"):
        if name in fields:
            fields[name] = upload(*fields[name])
    recording = Media(
        title="Visit", seconds=60, collection=Collection.get_first_root_node(), **fields
    )

    with pytest.raises(ValidationError) as refused:
        recording.full_clean()

    assert list(refused.value.message_dict) == [problem]


@pytest.mark.django_db
def test_a_video_with_captions_is_accepted():
    Media(
        title="Visit",
        kind="video",
        seconds=60,
        collection=Collection.get_first_root_node(),
        file=upload("a.mp4", MP4),
        captions=upload("a.vtt", b"WEBVTT\n\n", 0),
    ).full_clean()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "start", "note", "problem"),
    [
        ("a.pdf", b"%PDF-1.7", "", "accessibility_note"),
        ("a.pdf", b"<html>", "Tagged", "file"),
        ("a.docx", b"MZ", "", "file"),
        ("a.txt", b"<script>alert(1)</script>", "", "file"),
        ("a.html", b"<html>", "", "file"),
    ],
)
def test_a_document_that_is_not_what_it_says_is_refused(name, start, note, problem):
    document = LibraryDocument(
        title="Sheet",
        file=ContentFile(start, name=name),
        accessibility_note=note,
        collection=Collection.get_first_root_node(),
    )

    with pytest.raises(ValidationError) as refused:
        document.full_clean()

    assert problem in refused.value.message_dict


@pytest.mark.django_db
def test_a_refused_document_link_leads_to_sign_in_and_tells_nothing(client):
    document = LibraryDocumentFactory()

    there, not_there = client.get(document.url), client.get("/documents/999/none.txt")

    assert (there.status_code, not_there.status_code) == (302, 302)
    assert there["Location"].startswith("/account/")

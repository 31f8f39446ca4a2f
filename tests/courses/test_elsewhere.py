"""What somebody learned elsewhere: written down, shown to its owner alone, taken back."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from courses import privacy
from courses.models import DeclaredLearning, ExternalCourse
from tests.accounts.factories import PersonFactory, UserFactory, user_with_role
from tests.courses.factories import course
from tests.courses.outside import declared, external, phone_photo, photo, upload
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
LIST = reverse("courses:elsewhere")
OWN = reverse("courses:declare_own")
DAY = {"finished_on_day": "3", "finished_on_month": "2", "finished_on_year": "2026"}
TALK = {"title": "A talk", "participatory_minutes": "1.5", **DAY}


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.fixture
def person(client):
    user = UserFactory()
    client.force_login(user)
    return user.person


def test_courses_of_others_are_listed_and_stand_beside_what_they_fit(client, person):
    page = course()
    external(title="Being there", fits_with=[page])
    external(title="No longer given", is_active=False, fits_with=[page])
    for url in (LIST, page.url):
        shown = client.get(url).text
        assert "Being there" in shown
        assert "No longer given" not in shown
    assert page.title in client.get(LIST).text


def test_finishing_one_is_declared_with_what_was_true_then(client, person):
    listed = external()
    answer = client.post(reverse("courses:declare", args=[listed.pk]), DAY, follow=True)
    listed.self_directed_minutes = 5
    listed.save()
    row = person.declared_learning.get()
    assert (row.title, row.self_directed_minutes, row.external) == (listed.title, 90, listed)
    assert "1 hour 30 minutes self-directed, 30 minutes with others" in answer.text


def test_learning_of_ones_own_needs_no_page(client, person):
    client.post(OWN, TALK)
    row = person.declared_learning.get()
    assert (row.title, row.participatory_minutes, row.external) == ("A talk", 90, None)


def test_saying_the_same_of_one_day_again_corrects_it(
    client, person, django_capture_on_commit_callbacks
):
    client.post(OWN, TALK)
    client.post(OWN, {**TALK, "participatory_minutes": "2", "evidence": upload()})
    first = person.declared_learning.get()
    assert first.participatory_minutes == 120
    client.post(OWN, TALK)
    assert person.declared_learning.get().evidence == first.evidence
    with django_capture_on_commit_callbacks(execute=True):
        client.post(OWN, {**TALK, "evidence": upload()})
    assert not default_storage.exists(first.evidence.name)
    assert default_storage.exists(person.declared_learning.get().evidence.name)


def test_trainers_list_courses_of_others_in_the_cms(client):
    fits, trainer = course(), user_with_role("trainer")
    client.force_login(trainer)
    given = {
        "title": "Being there",
        "provider": "NHS Wenlow",
        "url": "https://learn.example.org/",
        "self_directed_minutes": "30",
        "participatory_minutes": "0",
        "fits_with": [fits.pk],
        "is_active": "on",
    }
    add = reverse("wagtailsnippets_courses_externalcourse:add")
    client.post(add, given)
    assert ExternalCourse.objects.get().fits_with.get() == fits
    client.force_login(user_with_role("organisation_lead"))
    assert client.get(add).status_code != 200


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 200}, "title"),
        ({"participatory_minutes": ""}, "self_directed_minutes"),
        ({"participatory_minutes": "-1"}, "participatory_minutes"),
        ({"participatory_minutes": "NaN"}, "participatory_minutes"),
        ({"participatory_minutes": "1e9"}, "participatory_minutes"),
        ({"finished_on_month": "13"}, "finished_on"),
        ({"finished_on_year": "2999"}, "finished_on"),
        ({"finished_on_year": "0026"}, "finished_on"),
    ],
)
def test_what_is_wrong_is_said_beside_it_and_nothing_is_lost(client, person, wrong, field):
    page = client.post(OWN, {**TALK, "provider": "Wenlow College", **wrong})
    assert page.status_code == 200
    assert list(page.context["form"].errors) == [field]
    assert "Wenlow College" in page.text
    assert not DeclaredLearning.objects.exists()


def test_nothing_sent_is_asked_for_again(client, person):
    assert "title" in client.post(OWN, {}).context["form"].errors


def test_a_photo_as_evidence_loses_where_it_was_taken_and_its_name(client, person):
    client.post(OWN, {**TALK, "evidence": phone_photo()})
    file = person.declared_learning.get().evidence
    assert file.name.startswith("evidence/")
    assert "IMG" not in file.name
    assert b"Harbour Phones" not in file.read()


@pytest.mark.parametrize(
    "file",
    [
        upload("page.html", b"<script>"),
        upload("certificate.pdf", b"<html>"),
        upload("photo.jpg", b"%PDF-1.7"),
        upload("photo.png", b""),
        upload("noending", b"x"),
        upload("big.pdf", b"%PDF-" + b"x" * 10 * 1024 * 1024),
    ],
    ids=lambda file: file.name,
)
def test_a_file_that_is_no_evidence_is_refused_in_words(client, person, file):
    page = client.post(OWN, {**TALK, "evidence": file})
    assert list(page.context["form"].errors) == ["evidence"]
    assert not DeclaredLearning.objects.exists()


def test_whoever_has_to_correct_something_is_asked_for_the_file_once_more(client, person):
    page = client.post(OWN, {**TALK, "title": "", "evidence": upload()})
    assert "once more" in page.text


def test_evidence_opens_for_its_owner_alone(client, person):
    row = declared(person, evidence=photo())
    mine = client.get(row.evidence_url)
    assert b"".join(mine.streaming_content)
    assert mine["Content-Disposition"].startswith("attachment")
    assert mine["Cache-Control"] == "private, no-store"
    for role in ("trainer", "programme_lead", "organisation_lead", "administrator"):
        client.force_login(user_with_role(role))
        assert client.get(row.evidence_url).status_code == 404


def test_without_evidence_there_is_none(client, person):
    row = declared(person)
    assert row.evidence_url == ""
    assert client.get(reverse("courses:declared_evidence", args=[row.pk])).status_code == 404


def test_its_owner_takes_it_back_by_a_button_and_the_file_goes(
    client, person, django_capture_on_commit_callbacks
):
    row = declared(person, evidence=photo())
    back = reverse("courses:take_back", args=[row.pk])
    client.get(back)
    assert default_storage.exists(row.evidence.name)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(back)
    assert not person.declared_learning.exists()
    assert not default_storage.exists(row.evidence.name)


def test_taking_it_back_twice_says_so_both_times(client, person):
    back = reverse("courses:take_back", args=[declared(person).pk])
    assert "no longer in your record" in client.post(back, follow=True).text
    assert "taken back already" in client.post(back, follow=True).text


def test_nobody_takes_back_anothers(client, person):
    theirs = declared(PersonFactory())
    assert client.post(reverse("courses:take_back", args=[theirs.pk])).status_code == 404
    assert DeclaredLearning.objects.exists()


def test_the_list_asks_the_same_for_many_as_for_one(client, person):
    page = course()
    external(fits_with=[page])
    declared(person)
    one = queries_of(lambda: client.get(LIST))
    for number in range(3):
        external(title=f"Course {number}", fits_with=[page])
        declared(person, title=f"Talk {number}")
    assert queries_of(lambda: client.get(LIST)) == one


def test_it_is_copied_erased_and_merged_with_its_files(django_capture_on_commit_callbacks):
    keep, other = PersonFactory(), PersonFactory()
    declared(keep)
    row = declared(other, participatory_minutes=400, evidence=photo())
    declared(other, title="A book", finished_on=timezone.localdate() - timedelta(days=1))
    with django_capture_on_commit_callbacks(execute=True):
        privacy.merge(keep=keep, into_keep=other)
    assert [one["title"] for one in privacy.export_for(keep)["declared_learning"]] == [
        "A day about attachment",
        "A book",
    ]
    kept = keep.declared_learning.get(title=row.title)
    assert (kept.participatory_minutes, kept.evidence.name) == (400, row.evidence.name)
    assert default_storage.exists(row.evidence.name)
    with django_capture_on_commit_callbacks(execute=True):
        privacy.erase(keep)
    assert not DeclaredLearning.objects.exists()
    assert not default_storage.exists(row.evidence.name)

"""Earlier learning that counts for a course: asked, answered by whoever may, told, and kept."""

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import AuditEntry
from courses import privacy
from courses.actions import NotOpenError, enrol_learner
from courses.actions.recognising import NothingToRecogniseError, decide_recognition
from courses.messages.recognition import words_for_decision
from courses.models import Certificate, Recognition, RecognitionRequest
from notifications.models import Message
from tests.accounts.factories import (
    EmploymentFactory,
    OrganisationFactory,
    PersonFactory,
    RoleGrantFactory,
    UserFactory,
    user_with_role,
)
from tests.courses.factories import course
from tests.courses.outside import asked, phone_photo, photo
from tests.courses.test_learning import NOW
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
QUEUE = reverse("courses:recognitions")
FORM = {
    "title": "Two days about attachment",
    "finished_on_day": "3",
    "finished_on_month": "2",
    "finished_on_year": "2025",
    "participatory_minutes": "12",
    "words": "I use it each week.",
}


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.fixture
def learner(client):
    user = UserFactory(person=PersonFactory(display_name="Mererid Hale"))
    client.force_login(user)
    return user.person


def trainer_at(organisation=None):
    return user_with_role("trainer", organisation=organisation)


def page_of(found):
    return reverse("courses:recognition", args=[found.pk])


def approve(found, by=None):
    by = by or trainer_at().person
    return decide_recognition(by=by, request=found, recognises=True, why="", at=NOW)


def test_a_learner_asks_with_words_or_a_file(client, learner):
    page = course(lessons=1)
    client.post(
        reverse("courses:ask_recognition", args=[page.pk]), {**FORM, "evidence": phone_photo()}
    )
    found = learner.recognition_requests.get()
    assert (found.course_id, found.asked_by, found.participatory_minutes) == (page.pk, learner, 720)
    assert b"Harbour Phones" not in found.evidence.read()
    assert "See what you asked" in client.get(page.url).text


def test_with_neither_it_says_what_is_needed_and_loses_nothing(client, learner):
    page = course(lessons=1)
    answer = client.post(reverse("courses:ask_recognition", args=[page.pk]), {**FORM, "words": ""})
    assert list(answer.context["form"].errors) == ["words"]
    assert "Two days about attachment" in answer.text


def test_one_waits_at_a_time_also_for_the_database(learner):
    first = asked(learner)
    assert asked(learner, course=first.course) == first
    with pytest.raises(IntegrityError), transaction.atomic():
        RecognitionRequest.objects.create(
            person=learner, course=first.course, title="x", finished_on=NOW.date()
        )


def test_a_course_that_is_not_given_out_asks_for_nothing(client, learner):
    page = course()
    assert "Ask that it counts" not in client.get(page.url).text
    answer = client.post(reverse("courses:ask_recognition", args=[page.pk]), FORM, follow=True)
    assert "There is nothing to ask" in answer.text


def test_recognised_counts_as_finished_where_it_is_needed_first(client, learner):
    first, second = course(lessons=1), course(lessons=1, title="The next one")
    second.prerequisites = [first]
    second.save()
    with pytest.raises(NotOpenError):
        enrol_learner(person=learner, course=second)
    assert approve(asked(learner, course=first))
    assert second.still_to_finish(learner) == []
    assert enrol_learner(person=learner, course=second)
    assert not Certificate.objects.exists()


def test_it_shows_as_recognised_on_the_course_and_the_programme(client, learner):
    found = asked(learner)
    approve(found)
    assert "Recognised on 4 November 2026" in client.get(found.course.url).text
    assert "Recognised on 4 November 2026" in client.get(found.course.get_parent().url).text


def test_a_trainer_answers_on_its_page_and_the_learner_is_told(client, learner):
    found = asked(learner)
    client.force_login(trainer_at())
    assert found.person.display_name in client.get(QUEUE).text
    client.post(page_of(found), {"answer": "yes", "why": ""})
    assert Recognition.objects.get().person == learner
    message = Message.objects.get(kind="courses.recognition_decided")
    assert message.person == learner
    assert words_for_decision(message)["path"] == page_of(found)
    entry = AuditEntry.objects.get(verb="recognition.recognised")
    assert entry.target_id == str(found.pk)


def test_saying_no_needs_a_reason_which_the_learner_reads(client, learner):
    found = asked(learner)
    client.force_login(trainer_at())
    assert client.post(page_of(found), {"answer": "no", "why": ""}).context["form"].errors
    client.post(page_of(found), {"answer": "no", "why": "It says nothing about children."})
    client.force_login(learner.user)
    assert "It says nothing about children." in client.get(page_of(found)).text
    assert not Recognition.objects.exists()
    assert asked(learner, course=found.course) != found


def test_two_who_answer_at_once_answer_once(learner):
    found = asked(learner)
    assert approve(found)
    assert not approve(found)
    assert Recognition.objects.count() == Message.objects.count() == 1


@pytest.mark.parametrize(
    ("who", "answer"),
    [
        ("practitioner", 404),
        ("trainer", 200),
        ("trainer elsewhere", 404),
        ("the trainer who asked", 404),
        ("their line manager who trains", 404),
        ("a programme lead who trains", 404),
        ("an organisation lead who trains", 404),
        ("organisation_lead", 404),
        ("programme_lead", 404),
        ("facilitator", 404),
        ("administrator", 404),
    ],
)
def test_who_sees_a_request_and_its_evidence(client, learner, who, answer):
    job = EmploymentFactory(person=learner)
    reader = reader_called(who, job)
    by = reader.person if "asked" in who else None
    found = asked(learner, by=by, evidence=photo())
    client.force_login(reader)
    assert client.get(page_of(found)).status_code == answer
    assert client.get(found.evidence_url).status_code == answer
    client.post(page_of(found), {"answer": "yes"})
    assert Recognition.objects.exists() is (answer == 200)
    if answer == 200:
        assert client.get(found.evidence_url).status_code == 404


def reader_called(who, job):
    if who == "practitioner":
        return UserFactory()
    if who == "trainer":
        return trainer_at(job.organisation)
    if who == "trainer elsewhere":
        return trainer_at(OrganisationFactory())
    if "train" not in who:
        place = job.organisation if who == "organisation_lead" else None
        return user_with_role(who, organisation=place)
    reader = trainer_at()
    if "line manager" in who:
        job.line_manager = reader.person
        job.save()
    if "programme" in who:
        RoleGrantFactory(person=reader.person, role="programme_lead")
    if "organisation" in who:
        RoleGrantFactory(
            person=reader.person, role="organisation_lead", organisation=job.organisation
        )
    return reader


def test_nobody_answers_their_own(client):
    reader = trainer_at()
    found = asked(reader.person)
    client.force_login(reader)
    client.post(page_of(found), {"answer": "yes"})
    assert not Recognition.objects.exists()


@pytest.mark.parametrize("known_by", ["address", "user name"])
def test_a_trainer_asks_for_somebody_they_teach_and_another_answers(client, learner, known_by):
    page = course(lessons=1)
    client.force_login(trainer_at())
    url = reverse("courses:ask_recognition_for_somebody")
    typed = learner.email.upper() if known_by == "address" else learner.user.username
    client.post(url, {**FORM, "address": typed, "course": page.pk})
    found = learner.recognition_requests.get()
    assert found.asked_by != learner
    assert found.title not in client.get(QUEUE).text
    client.force_login(trainer_at())
    assert found.title in client.get(QUEUE).text


def test_an_address_out_of_reach_is_not_told_from_none(client, learner):
    EmploymentFactory(person=learner)
    page = course(lessons=1)
    client.force_login(trainer_at(OrganisationFactory()))
    url = reverse("courses:ask_recognition_for_somebody")
    errors = {
        str(client.post(url, {**FORM, "address": one, "course": page.pk}).context["form"].errors)
        for one in (learner.email, "nobody@example.org")
    }
    assert len(errors) == 1
    assert not RecognitionRequest.objects.exists()


def test_its_owner_takes_a_request_back_with_its_file_and_not_one_that_counts(
    client, learner, django_capture_on_commit_callbacks
):
    found = asked(learner, evidence=photo())
    back = reverse("courses:take_back_request", args=[found.pk])
    approve(found)
    client.post(back)
    assert RecognitionRequest.objects.exists()
    RecognitionRequest.objects.update(state="waiting")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(back)
    assert not RecognitionRequest.objects.exists()
    assert not default_storage.exists(found.evidence.name)
    message = Message.objects.get()
    assert words_for_decision(message) is None


def test_an_answer_after_somebody_elses_leads_back_to_the_queue(client, learner):
    found = asked(learner)
    client.force_login(trainer_at())
    url = reverse("courses:recognition", args=[found.pk])
    assert client.get(url).status_code == 200
    approve(found)
    said = {"answer": "no", "why": "It is too long ago."}
    assert "somebody has answered it" in client.post(url, said, follow=True).text
    found.refresh_from_db()
    assert found.state == "recognised"
    client.force_login(UserFactory())
    assert client.post(url, said).status_code == 404


def test_taking_a_request_back_twice_says_so_both_times(client, learner):
    back = reverse("courses:take_back_request", args=[asked(learner).pk])
    assert "are gone" in client.post(back, follow=True).text
    assert "taken back already" in client.post(back, follow=True).text


def test_what_was_recognised_meanwhile_is_said_to_stay(client, learner):
    found = asked(learner)
    approve(found)
    back = reverse("courses:take_back_request", args=[found.pk])
    assert "It stays" in client.post(back, follow=True).text


def test_the_queue_asks_the_same_for_many_as_for_one(client, learner):
    asked(learner)
    client.force_login(trainer_at())
    one = queries_of(lambda: client.get(QUEUE))
    for number in range(3):
        asked(PersonFactory(), course=course(lessons=1, title=f"Course {number}"))
    assert queries_of(lambda: client.get(QUEUE)) == one


def test_two_records_of_one_person_keep_one_open_request_and_one_recognition():
    keep, other = PersonFactory(), PersonFactory()
    first = asked(keep)
    asked(other, course=first.course)
    done = asked(other, course=course(lessons=1, title="Another"))
    approve(done)
    privacy.merge(keep=keep, into_keep=other)
    assert keep.recognition_requests.waiting().get() == first
    assert keep.recognitions.get().request == done
    assert len(privacy.export_for(keep)["recognition"]) == 2


def test_erasing_takes_requests_and_their_files_and_names_of_who_answered(
    learner, django_capture_on_commit_callbacks
):
    trainer = trainer_at().person
    found, other = asked(learner, evidence=photo()), asked(PersonFactory())
    approve(other, by=trainer)
    with django_capture_on_commit_callbacks(execute=True):
        privacy.erase(learner)
        privacy.erase(trainer)
    assert RecognitionRequest.objects.get().decided_by is None
    assert not default_storage.exists(found.evidence.name)


def test_asking_again_once_it_counts_is_refused(learner):
    found = asked(learner)
    approve(found)
    with pytest.raises(NothingToRecogniseError):
        asked(learner, course=found.course)

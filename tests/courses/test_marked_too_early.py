"""People who come early are marked early: it counts once the session begins, if it does."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.actions import enrol_learner
from courses.actions.attending import credit_what_began, mark_attendance
from courses.actions.planning import PromiseError, call_off_session, change_session
from courses.cpd import record_of
from courses.credit import had_by
from courses.models import LessonProgress, LiveSession
from tests.accounts.factories import PersonFactory, UserFactory
from tests.courses.cohorts import CohortFactory
from tests.courses.factories import course, lesson
from tests.courses.quizzes import give_out_again
from tests.courses.sessions import SessionFactory, booked

pytestmark = pytest.mark.django_db
NOW = timezone.now()
SOON = NOW + timedelta(minutes=30)


@pytest.fixture
def trainer():
    return PersonFactory()


@pytest.fixture
def session(trainer):
    page = course(lessons=1)
    meeting = lesson(page, title="Meet", is_met_by_session=True, is_released=False)
    give_out_again(page.lessons[0])
    return SessionFactory(starts_at=SOON, facilitators=[trainer], lesson=meeting)


@pytest.fixture
def early(session, trainer):
    """Marked there half an hour before."""
    person = UserFactory().person
    enrol_learner(person=person, course=session.lesson.course, at=NOW - timedelta(days=7))
    booked(session, person=person, at=NOW)
    mark_attendance(session=session, listed=[person], here={person.pk}, by=trainer, at=NOW)
    return person


def finished(person):
    found = LessonProgress.objects.filter(enrolment__person=person, attendance__isnull=False)
    return found.exclude(completed_at=None).exists()


def counted(person):
    day = timezone.localdate(NOW)
    record = record_of(person, since=day - timedelta(days=1), until=day + timedelta(days=40))
    return record.others


def begin(session):
    LiveSession.objects.filter(pk=session.pk).update(starts_at=timezone.now())


def test_an_early_mark_counts_and_finishes_the_lesson_once_the_session_has_begun(session, early):
    credit_what_began(at=timezone.now())
    assert not finished(early)
    assert not counted(early)
    LiveSession.objects.filter(pk=session.pk).update(starts_at=timezone.now())
    for _ in range(2):
        credit_what_began(at=timezone.now())
    assert finished(early)
    assert counted(early)


def test_the_next_save_after_the_start_finishes_it_as_well(session, early, trainer):
    begin(session)
    now = timezone.now()
    mark_attendance(session=session, listed=[early], here={early.pk}, by=trainer, at=now)
    assert finished(early)


def test_nothing_is_left_of_marks_in_a_session_that_is_cancelled(session, early, trainer):
    call_off_session(session=session, because="Snow", by=trainer, at=NOW)
    assert not session.attendances.exists()
    begin(session)
    credit_what_began(at=timezone.now())
    assert not counted(early)
    assert not finished(early)


def test_nothing_is_left_of_marks_for_another_start(session, early, trainer):
    said = {"by": trainer, "facilitators": [trainer], "at": NOW}
    change_session(session=session, facts={"place": "The library"}, **said)
    assert session.attendances.exists()
    change_session(session=session, facts={"starts_at": NOW + timedelta(days=20)}, **said)
    assert not session.attendances.exists()


@pytest.mark.parametrize("state", [LiveSession.State.CANCELLED, LiveSession.State.DRAFT])
def test_a_mark_counts_in_no_session_that_did_not_take_place(early, session, state):
    begin(session)
    assert counted(early)
    LiveSession.objects.filter(pk=session.pk).update(state=state)
    assert not counted(early)


def test_whoever_runs_a_part_has_it_from_its_start_on(trainer):
    cohort = CohortFactory()
    part = cohort.series.parts.first()
    made = SessionFactory(starts_at=SOON, facilitators=[trainer], cohort=cohort, part=part)
    guest = PersonFactory()
    mark_attendance(session=made, listed=[guest], here={guest.pk}, by=trainer, at=NOW)
    assert not had_by([trainer.pk, guest.pk])[trainer.pk]
    begin(made)
    assert had_by([trainer.pk, guest.pk])[trainer.pk] == {part.pk}


@pytest.mark.parametrize("kind", [LiveSession.Kind.WELLBEING, LiveSession.Kind.WORKSHOP])
def test_the_promise_stands_where_somebody_was_marked_without_a_place(trainer, kind):
    other = {"wellbeing": "workshop", "workshop": "wellbeing"}[kind]
    made = SessionFactory(starts_at=SOON, facilitators=[trainer], kind=kind)
    guest = PersonFactory()
    mark_attendance(session=made, listed=[guest], here={guest.pk}, by=trainer, at=NOW)
    with pytest.raises(PromiseError):
        change_session(
            session=made, facts={"kind": other}, facilitators=[trainer], by=trainer, at=NOW
        )

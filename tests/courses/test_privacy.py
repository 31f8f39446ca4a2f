from datetime import timedelta

import pytest
from django.utils import timezone

from courses import privacy
from courses.actions import enrol_learner
from tests.accounts.factories import PersonFactory
from tests.courses.factories import course, lesson

pytestmark = pytest.mark.django_db


def test_learning_begun_twice_is_as_far_as_either_got():
    keep, other = PersonFactory(), PersonFactory()
    page = lesson(course())
    earlier = timezone.now() - timedelta(days=3)
    ours = enrol_learner(person=keep, course=page.course)
    ours.progress.create(lesson=page, part=2)
    theirs = other.enrolments.create(
        course=page.course, release=page.course.current_release, enrolled_at=earlier
    )
    theirs.progress.create(lesson=page, part=1, completed_at=earlier)

    privacy.merge(keep=keep, into_keep=other)

    enrolment = keep.enrolments.get()
    progress = enrolment.progress.get()
    assert enrolment.enrolled_at == earlier
    assert (progress.part, progress.completed_at) == (2, earlier)
    assert not other.enrolments.exists()


def test_learning_is_copied_and_erased():
    person = PersonFactory()
    page = lesson(course())
    person.enrolments.create(
        course=page.course, release=page.course.current_release
    ).progress.create(lesson=page)

    copy = privacy.export_for(person)
    privacy.erase(person)

    assert copy["courses"][0]["course__title"] == page.course.title
    assert "part" not in copy["lessons"][0]
    assert not person.enrolments.exists()

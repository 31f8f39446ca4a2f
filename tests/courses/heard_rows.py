"""Who finds what people wrote to their facilitators."""

from datetime import timedelta

from django.utils import timezone

from courses.actions.evaluating import ask_after
from tests.accounts.factories import PersonFactory
from tests.courses.cohorts import CohortFactory
from tests.courses.factories import course
from tests.courses.sessions import SessionFactory
from tests.evaluation.factories import answer, plan_asking_words
from tests.urls_matrix import Row, only

RUN = ("facilitator", "trainer")
LONG_AGO = timedelta(days=90)


def written_about(thing, *, over=LONG_AGO):
    answer(ask_after(thing, PersonFactory(), at=timezone.now() - over), "It went by too fast.")
    return (thing.pk,)


def of_session(reader=None, **said):
    people = [reader.person] if reader else None
    plan = plan_asking_words()
    made = SessionFactory(
        starts_at=timezone.now() - LONG_AGO, facilitators=people, evaluation_plan=plan
    )
    return written_about(made, **said)


def still_asked(reader=None):
    return of_session(reader, over=timedelta(days=1))


def nobody_asked(reader=None):
    return (SessionFactory(facilitators=[reader.person] if reader else None).pk,)


def of_cohort(reader=None):
    lead = {"lead": reader.person} if reader else {}
    return written_about(CohortFactory(series=None, evaluation_plan=plan_asking_words(), **lead))


def of_course(_place):
    taught = course()
    taught.evaluation_plan = plan_asking_words()
    taught.save()
    return written_about(taught)


ROWS = [
    Row("courses:session_comments", only(*RUN), own=of_session),
    Row("courses:session_comments", only(*RUN), "still asked", own=still_asked),
    Row("courses:session_comments", only(*RUN), "nobody asked", own=nobody_asked),
    Row(
        "courses:session_comments",
        only(*RUN, answer=404),
        "of others",
        args=lambda _: of_session(),
    ),
    Row("courses:cohort_comments", only(*RUN), own=of_cohort),
    Row("courses:cohort_comments", only(*RUN, answer=404), "of others", args=lambda _: of_cohort()),
    Row("courses:course_comments", {**only("trainer"), "facilitator": 404}, args=of_course),
]

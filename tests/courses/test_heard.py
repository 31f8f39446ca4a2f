"""What people wrote to their facilitators: who reads it, from when, and that it tells no more."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.actions.evaluating import ask_after
from courses.models import Cohort, LiveSession
from evaluation.actions.rooms import close_room, open_room
from evaluation.models import Comment, Invitation, Occasion, Room, Wave
from tests.accounts.factories import PersonFactory, user_with_role
from tests.courses.cohorts import CohortFactory, meeting
from tests.courses.factories import course
from tests.courses.sessions import SessionFactory
from tests.evaluation.factories import answer, plan_asking_words, words
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
NOW = timezone.now()
LONG_AGO = NOW - timedelta(days=90)
WROTE = "The second hour went by too fast."


@pytest.fixture
def facilitator(client):
    user = user_with_role("facilitator")
    client.force_login(user)
    return user


@pytest.fixture
def session(facilitator):
    return SessionFactory(
        starts_at=LONG_AGO,
        facilitators=[facilitator.person],
        evaluation_plan=plan_asking_words(),
    )


def wrote(thing, *said, ended=LONG_AGO, person=None):
    """Asked once it was over, and sent these words."""
    invitation = ask_after(thing, person or PersonFactory(), at=ended)
    answer(invitation, *(said or [WROTE]))
    return invitation


def read(client, thing, name="session"):
    answered = client.get(reverse(f"courses:{name}_comments", args=[thing.pk]))
    if answered.status_code != 200:
        return answered.status_code
    return answered.content.decode().partition("<main")[2].partition("</main")[0]


def test_facilitators_read_the_first_words_once_the_form_has_closed(client, session):
    wrote(session)
    html = read(client, session)
    assert WROTE in html
    assert "Words, say?" in html


def test_while_anybody_is_asked_nothing_is_read_and_the_page_says_until_when(client, session):
    wrote(session)
    late = ask_after(session, PersonFactory(), at=NOW)
    html = read(client, session)
    assert WROTE not in html
    assert str(timezone.localtime(late.closes_at).year) in html
    assert "Somebody who does not answer holds nothing up" in html


def test_whoever_skips_holds_nothing_up_beyond_the_window(client, session):
    wrote(session)
    ask_after(session, PersonFactory(), at=NOW - timedelta(days=31))
    assert WROTE in read(client, session)


def test_the_page_says_the_same_whether_or_not_anybody_has_written_yet(client, session):
    asked = ask_after(session, PersonFactory(), at=NOW)
    before = read(client, session)
    answer(asked, WROTE)
    assert read(client, session) == before


def test_what_is_asked_at_another_moment_holds_nothing_up(client, facilitator):
    plan = plan_asking_words()
    version = plan.waves.get().measures.get().version
    later = plan.waves.create(wave=Wave.FOLLOW_UP, opens_after=60)
    later.measures.create(version=version)
    session = SessionFactory(
        starts_at=NOW - timedelta(days=40),
        facilitators=[facilitator.person],
        evaluation_plan=plan,
    )
    wrote(session, ended=session.ends_at)
    html = read(client, session)
    assert WROTE in html
    assert "“Two months later”: can be read after" in html


def test_words_from_a_room_are_read_on_the_day_after_it_closed(client, session):
    wrote(session)
    occasion = Occasion.objects.get()
    room = open_room(occasion=occasion, wave=Wave.POST, at=NOW)
    assert WROTE not in read(client, session)
    close_room(room=room, at=NOW)
    assert WROTE not in read(client, session)
    Room.objects.update(closed_at=NOW - timedelta(days=1))
    assert WROTE in read(client, session)


def test_words_are_shuffled_the_same_way_each_time_and_not_by_time(client, session):
    written = [f"Number {number:02}." for number in range(12)]
    for one in written:
        wrote(session, one)
    html = read(client, session)
    places = [html.index(one) for one in written]
    assert places != sorted(places)
    assert read(client, session) == html


def test_the_page_names_no_person_and_no_day(client, session):
    person = PersonFactory(display_name="Ada Wren")
    wrote(session, person=person)
    html = read(client, session)
    assert "Ada Wren" not in html
    assert str(timezone.localdate().year) not in html


def test_what_upset_somebody_is_for_facilitators_and_a_quotation_is_not(client, facilitator):
    plan = plan_asking_words(words("hard", "upsetting"), words("quote", "quotation"))
    session = SessionFactory(
        starts_at=LONG_AGO, facilitators=[facilitator.person], evaluation_plan=plan
    )
    wrote(session, "The film was hard.", "I loved it.")
    html = read(client, session)
    assert "The film was hard." in html
    assert "I loved it." not in html


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("facilitator", 404),
        ("trainer", 404),
        ("programme_lead", 403),
        ("evaluator", 403),
        ("administrator", 403),
        ("practitioner", 403),
    ],
)
def test_nobody_but_its_own_facilitators_reads_them(client, session, role, status):
    wrote(session)
    client.force_login(user_with_role(role))
    assert read(client, session) == status


def test_whoever_planned_it_for_others_does_not_read_what_was_written_to_them(client, session):
    planner = user_with_role("facilitator")
    LiveSession.objects.update(made_by=planner.person)
    client.force_login(planner)
    assert read(client, session) == 404


def test_a_cohort_is_heard_by_its_lead_and_the_facilitators_of_its_sessions(client, facilitator):
    cohort = CohortFactory(series=None, evaluation_plan=plan_asking_words())
    assert read(client, cohort, "cohort") == 404
    meeting(cohort, None, at=LONG_AGO, facilitators=[facilitator.person])
    wrote(cohort)
    assert WROTE in read(client, cohort, "cohort")
    lead = user_with_role("trainer")
    Cohort.objects.update(lead=lead.person)
    client.force_login(lead)
    assert WROTE in read(client, cohort, "cohort")


def test_of_a_course_words_are_read_in_the_month_after_their_writers_window_ended(client):
    trainer = user_with_role("trainer")
    client.force_login(trainer)
    taught = course()
    taught.evaluation_plan = plan_asking_words()
    taught.save()
    wrote(taught, "From long ago.")
    wrote(taught, "From just now.", ended=NOW)
    html = read(client, taught, "course")
    assert "From long ago." in html
    assert "From just now." not in html
    client.force_login(user_with_role("facilitator"))
    assert read(client, taught, "course") == 404


def test_of_a_session_a_month_that_is_over_opens_nothing_while_others_are_asked(client, session):
    wrote(session)
    Invitation.objects.update(closes_at=None)
    assert Comment.objects.get().month < NOW.date().replace(day=1)
    assert WROTE not in read(client, session)


def test_the_page_of_a_session_leads_to_what_was_written(client, session):
    people = reverse("courses:session_people", args=[session.pk])
    comments = reverse("courses:session_comments", args=[session.pk])
    assert comments not in client.get(people).content.decode()
    wrote(session)
    assert comments in client.get(people).content.decode()


def test_the_page_of_a_cohort_leads_to_what_was_written(client, facilitator):
    cohort = CohortFactory(lead=facilitator.person, series=None)
    Cohort.objects.update(evaluation_plan=plan_asking_words())
    wrote(Cohort.objects.get())
    page = client.get(reverse("courses:cohort", args=[cohort.pk])).content.decode()
    assert reverse("courses:cohort_comments", args=[cohort.pk]) in page


def test_reading_many_words_asks_as_much_as_reading_one(client, session):
    wrote(session)
    few = queries_of(lambda: read(client, session))
    for number in range(5):
        wrote(session, f"More {number}")
    assert queries_of(lambda: read(client, session)) == few


def test_a_session_about_which_nobody_was_asked_says_so(client, session):
    assert "Nobody has been asked about this yet" in read(client, session)

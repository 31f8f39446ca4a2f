from collections import Counter
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import Organisation, Person, User
from accounts.permissions import current_roles
from accounts.roles import ROLES
from courses.actions.attending import mark_attendance
from courses.models import (
    Attendance,
    Booking,
    Candidacy,
    Cohort,
    Commitment,
    CoursePage,
    Enrolment,
    LiveSession,
    Material,
    Membership,
    OtherTraining,
    Requirement,
    Series,
    SessionKit,
    StagedPathway,
)
from courses.required import RequiredList
from courses.stages import Stage
from courses.tasks import offer_due_check_ins
from evaluation.models import Invitation, Plan, Release, Response, Room
from forums.models import Post, Thread
from notifications.models import Message
from portal.actions.demo import load_demo, remove_demo
from portal.demo.accounts import ABOUT
from portal.demo.files import read
from resources.models import BasePage
from tests.accounts.factories import PersonFactory
from tests.courses.elsewhere import OtherTrainingFactory
from tests.resources.factories import site_root

pytestmark = [pytest.mark.django_db, pytest.mark.both]

NOW = timezone.now()


@pytest.fixture
def _demo():
    site_root()
    load_demo(at=NOW)


def rows():
    models = (Person, User, Organisation, CoursePage, Enrolment, Response, Release, Thread, Post)
    models += (Requirement, StagedPathway, Candidacy, LiveSession, Booking, SessionKit)
    models += (Commitment, Material, OtherTraining, Cohort, Membership, Series, Invitation, Room)
    return {model.__name__: model.objects.count() for model in models}


@pytest.mark.usefixtures("_demo")
def test_loading_again_changes_nothing_and_removing_takes_everything_out():
    loaded, somebody = rows(), PersonFactory()
    assert not load_demo(at=NOW + timedelta(days=9))
    somebody.delete()
    assert rows() == loaded
    assert remove_demo()
    assert set(rows().values()) == {0}
    assert not remove_demo()
    assert load_demo(at=NOW)
    assert rows() == loaded


@pytest.mark.usefixtures("_demo")
def test_training_that_somebody_added_for_a_made_up_organisation_goes_with_it():
    place = Organisation.objects.get(name=read("partnership")["organisations"][0]["name"])
    OtherTrainingFactory(organisation=place, provider="")
    of_others = OtherTrainingFactory(provider="A real one")
    assert remove_demo()
    assert list(OtherTraining.objects.all()) == [of_others]


@pytest.mark.usefixtures("_demo")
def test_every_role_has_an_account_to_look_around_as():
    people = [User.objects.get(username=username).person for username in ABOUT]
    held = {role.code for person in people for role in current_roles(person)}
    assert held == {role.code for role in ROLES}
    assert not any(person.user.has_usable_password() for person in people)


@pytest.mark.usefixtures("_demo")
def test_the_demo_shows_a_release_a_queue_and_a_place_to_carry_on():
    release = Release.objects.get(plan__slug="practice-in-three")
    assert release.n_matched >= 10
    assert release.headline["mean_diff"] > 0
    assert Post.objects.held().count() == 2
    priya = Enrolment.objects.get(person__user__username="priya.nair")
    assert [row.part for row in priya.progress.filter(completed_at=None)] == [3]
    assert Post.objects.latest("written_at").written_at <= NOW


@pytest.mark.usefixtures("_demo")
def test_evaluation_is_seen_at_every_stage():
    """Figures of sixty people, somebody who is asked now, and a plan that is only beginning."""
    release = Release.objects.get(plan__title__startswith="Trauma-informed practice")
    assert release.n_matched >= 60
    sectors = {cell["dimensions"]["sector"] for cell in release.cells if cell["dimensions"]}
    assert len(sectors) >= 4
    assert 0.2 < release.headline["mean_diff"] < 1.2
    assert release.flow["matched_all"] < release.flow["matched_pre_post"]
    assert asked_of("priya.nair") == {"follow_up": "I ask what would make the first visit easier"}
    assert Room.objects.open().get().occasion.plan == Plan.objects.waiting_for_agreement().get()
    assert asked_of("tom.aldous") == {"pre": ""}


def asked_of(username):
    """By the moment, the first words of their own that are shown again."""
    person = Person.objects.get(user__username=username)
    asked = Invitation.objects.unanswered_by(person, at=timezone.now())
    return {one.wave: one.show.partition(",")[0] for one in asked}


@pytest.mark.usefixtures("_demo")
def test_a_lead_sees_who_has_finished_the_required_course_and_who_has_not_yet():
    farah = User.objects.get(username="farah.siddiqui")
    rows = RequiredList(farah, on=timezone.localdate(NOW)).page(size=25)
    assert {line.status for row in rows for line in row.lines} == {"finished", "not_yet"}
    suggested = {line.asked.suggested_by for row in rows for line in row.lines}
    assert min(suggested) > timezone.localdate(NOW)


@pytest.mark.usefixtures("_demo")
def test_somebody_is_in_supervised_practice_with_a_day_to_confirm():
    facts = Candidacy.objects.get().facts
    assert (facts.stage, facts.minutes_confirmed, facts.minutes_left) == (
        Stage.SUPERVISED,
        150,
        450,
    )
    assert Candidacy.objects.get().supervisions.filter(confirmed_at=None).count() == 1


@pytest.mark.usefixtures("_demo")
def test_one_session_has_places_left_and_one_a_waiting_list():
    coming = LiveSession.objects.to_come(at=NOW).filter(follows=None, cohort=None)
    sessions = coming.order_by("-capacity")
    states = [{one.state for one in session.bookings.all()} for session in sessions]
    assert states == [{"booked"}, {"booked", "waiting"}]


@pytest.mark.usefixtures("_demo")
def test_a_session_is_run_from_a_kit_with_each_stage_of_its_case_in_turn():
    session = LiveSession.objects.exclude(kit=None).get()
    steps = session.kit.steps_from(session.starts_at)
    assert steps[-1].ends_at == session.ends_at
    opened = [step.stage["heading"] for step in steps if step.stage]
    assert opened == [stage["heading"] for stage in session.kit.case_study["stages"]]
    session.kit.full_clean()


@pytest.mark.usefixtures("_demo")
def test_the_demo_goes_though_somebody_planned_a_session_with_its_kit():
    own = LiveSession.objects.create(title="Our own", kit=SessionKit.objects.get(), starts_at=NOW)
    assert remove_demo()
    own.refresh_from_db()
    assert own.kit is None


@pytest.mark.usefixtures("_demo")
def test_a_session_is_over_and_its_check_in_is_offered_to_who_has_not_booked():
    (check_in,) = LiveSession.objects.exclude(follows=None)
    priya = Person.objects.get(user__username="priya.nair")
    assert priya.commitments.get().session == check_in.follows
    offer_due_check_ins()
    offered = Message.objects.filter(kind="courses.check_in_offered")
    assert priya.pk in offered.values_list("person", flat=True)
    booked = check_in.bookings.values("person")
    assert offered.count() == 3
    assert not offered.filter(person__in=booked).exists()


@pytest.mark.usefixtures("_demo")
def test_one_session_has_begun_with_people_in_two_even_groups():
    session = LiveSession.objects.exclude(breakout_seats=None).distinct().get()
    assert session.starts_at < NOW
    seats = session.breakout_seats.all()
    assert sorted(Counter(seat.group for seat in seats)) == [1, 2]
    assert seats.count() == session.attendances.filter(is_there=True).count() == 11


@pytest.mark.usefixtures("_demo")
def test_the_demo_goes_though_somebody_was_marked_as_there():
    session = LiveSession.objects.filter(cohort=None).order_by("starts_at").first()
    there = session.bookings.first().person
    mark_attendance(
        session=session,
        listed=[there],
        here={there.pk},
        by=session.facilitators.first(),
        at=session.starts_at,
    )
    assert remove_demo()
    assert not Attendance.objects.exists()


@pytest.mark.usefixtures("_demo")
def test_somebody_without_an_address_is_in_it():
    dot = Person.objects.get(display_name="Dot Barker")
    assert (dot.email, dot.has_login) == ("", True)


def test_phone_numbers_are_the_ones_kept_for_drama_or_public_helplines():
    words = read("partnership")
    numbers = [words["partnership"]["contact_phone"]]
    numbers += [row["phone"] for row in words["routes"] + words["contacts"] if "phone" in row]
    helplines = {"116 123", "0808 800 5000"}
    assert all(number.startswith("01632 960") or number in helplines for number in numbers)


def test_a_real_installation_refuses_the_demo(settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="not a demonstration"):
        call_command("load_demo")
    assert not Person.objects.exists()


@pytest.mark.usefixtures("_demo")
def test_every_page_of_the_demo_could_be_published_as_it_was_last_saved():
    pages = BasePage.objects.all().specific()
    assert not [fault for page in pages for fault in page.get_latest_revision_as_object().faults()]

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import Organisation, Person, User
from accounts.permissions import current_roles
from accounts.roles import ROLES
from courses.models import (
    Booking,
    Candidacy,
    CoursePage,
    Enrolment,
    LiveSession,
    Requirement,
    StagedPathway,
)
from courses.required import RequiredList
from courses.stages import Stage
from evaluation.models import Release, Response
from forums.models import Post, Thread
from portal.actions.demo import load_demo, remove_demo
from portal.demo.accounts import ABOUT
from portal.demo.files import read
from tests.accounts.factories import PersonFactory
from tests.resources.factories import site_root

pytestmark = pytest.mark.django_db

NOW = timezone.now()


@pytest.fixture
def _demo():
    site_root()
    load_demo(at=NOW)


def rows():
    models = (Person, User, Organisation, CoursePage, Enrolment, Response, Release, Thread, Post)
    models += (Requirement, StagedPathway, Candidacy, LiveSession, Booking)
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
def test_every_role_has_an_account_to_look_around_as():
    people = [User.objects.get(username=username).person for username in ABOUT]
    held = {role.code for person in people for role in current_roles(person)}
    assert held == {role.code for role in ROLES}
    assert not any(person.user.has_usable_password() for person in people)


@pytest.mark.usefixtures("_demo")
def test_the_demo_shows_a_release_a_queue_and_a_place_to_carry_on():
    release = Release.objects.get()
    assert release.n_matched >= 10
    assert release.mean_diff > 0
    assert Post.objects.held().count() == 2
    priya = Enrolment.objects.get(person__user__username="priya.nair")
    assert [row.part for row in priya.progress.filter(completed_at=None)] == [3]
    assert Post.objects.latest("written_at").written_at <= NOW


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
    sessions = LiveSession.objects.to_come(at=NOW).order_by("-capacity")
    states = [{one.state for one in session.bookings.all()} for session in sessions]
    assert states == [{"booked"}, {"booked", "waiting"}]


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

"""Applied, trained, supervised practice, active: moved on by a decision, and never rewritten."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from courses import privacy
from courses.actions import complete_lesson
from courses.actions.staging import (
    NotReadyError,
    apply_for_pathway,
    confirm_supervision,
    log_supervision,
    move_on,
    name_supervisor,
    step_back,
)
from courses.models import Candidacy, StagedPathway, Supervision
from courses.stages import Stage
from tests.accounts.factories import EmploymentFactory, PersonFactory, UserFactory, user_with_role
from tests.courses.factories import course
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
NOW = timezone.now()
TODAY = timezone.localdate(NOW)


@pytest.fixture(autouse=True)
def _one_day():
    """Also where a run goes past midnight."""
    with time_machine.travel(NOW):
        yield


@pytest.fixture
def nurture():
    made = StagedPathway.objects.create(title="Nurture practitioner", supervision_hours=2)
    made.courses.add(course(lessons=1))
    return made


@pytest.fixture
def trainer():
    return user_with_role("trainer")


def on_it(pathway, person=None):
    return apply_for_pathway(person=person or PersonFactory(), pathway=pathway, at=NOW)


def moved(candidacy, to, by, *, on=TODAY):
    return move_on(candidacy=candidacy, to=to, on=on, by=by.person, at=NOW)


def trained(candidacy):
    for page in candidacy.pathway.courses.all():
        complete_lesson(person=candidacy.person, lesson=page.lessons[0], at=NOW)


def supervised(pathway, trainer, person=None):
    candidacy = on_it(pathway, person)
    trained(candidacy)
    moved(candidacy, Stage.TRAINED, trainer)
    moved(candidacy, Stage.SUPERVISED, trainer)
    return candidacy


def logged(candidacy, *, days_ago=0, minutes=60):
    day = TODAY - timedelta(days=days_ago)
    return log_supervision(
        person=candidacy.person, candidacy=candidacy, held_on=day, minutes=minutes
    )


def stages_of(candidacy):
    return [one.stage for one in Candidacy.objects.get(pk=candidacy.pk).stages.all()]


def test_applying_twice_is_one_candidacy(nurture):
    person = PersonFactory()
    assert on_it(nurture, person) == on_it(nurture, person)
    assert stages_of(person.candidacies.get()) == ["applied"]


def test_nobody_is_trained_before_the_courses_are_finished(nurture, trainer):
    candidacy = on_it(nurture)
    with pytest.raises(NotReadyError):
        moved(candidacy, Stage.TRAINED, trainer)
    trained(candidacy)
    assert moved(candidacy, Stage.TRAINED, trainer)
    assert not moved(candidacy, Stage.TRAINED, trainer)
    assert stages_of(candidacy) == ["applied", "trained"]


def test_no_stage_is_jumped_over_and_no_day_is_made_up(nurture, trainer):
    candidacy = on_it(nurture)
    trained(candidacy)
    for to, on in (
        (Stage.ACTIVE, TODAY),
        (Stage.SUPERVISED, TODAY),
        (Stage.TRAINED, TODAY + timedelta(days=1)),
        (Stage.TRAINED, TODAY - timedelta(days=1)),
    ):
        with pytest.raises(NotReadyError):
            moved(candidacy, to, trainer, on=on)
    assert stages_of(candidacy) == ["applied"]


def test_only_confirmed_hours_lead_to_being_active(nurture, trainer):
    candidacy = supervised(nurture, trainer)
    rows = [logged(candidacy, days_ago=day) for day in range(2)]
    with pytest.raises(NotReadyError):
        moved(candidacy, Stage.ACTIVE, trainer)
    for row in rows:
        assert confirm_supervision(supervision=row, minutes=row.minutes, by=trainer.person, at=NOW)
        assert not confirm_supervision(
            supervision=row, minutes=row.minutes, by=trainer.person, at=NOW
        )
    assert moved(candidacy, Stage.ACTIVE, trainer)
    assert stages_of(candidacy) == ["applied", "trained", "supervised", "active"]


def test_a_day_said_again_corrects_it_until_it_is_confirmed(nurture, trainer):
    candidacy = supervised(nurture, trainer)
    logged(candidacy)
    row = logged(candidacy, minutes=90)
    assert Supervision.objects.get().minutes == 90
    confirm_supervision(supervision=row, minutes=row.minutes, by=trainer.person, at=NOW)
    logged(candidacy, minutes=480)
    assert Supervision.objects.get().minutes == 90


def test_hours_before_supervised_practice_are_not_written_down(nurture):
    with pytest.raises(NotReadyError):
        logged(on_it(nurture))


def test_the_supervisor_confirms_and_decides_nothing(nurture, trainer):
    candidacy, supervisor = supervised(nurture, trainer), UserFactory()
    row = logged(candidacy)
    with pytest.raises(PermissionDenied):
        confirm_supervision(supervision=row, minutes=row.minutes, by=supervisor.person, at=NOW)
    by = {"by": trainer.person, "at": NOW}
    name_supervisor(candidacy=candidacy, supervisor=supervisor.person, **by)
    assert confirm_supervision(supervision=row, minutes=row.minutes, by=supervisor.person, at=NOW)
    with pytest.raises(PermissionDenied):
        moved(candidacy, Stage.ACTIVE, supervisor)
    with pytest.raises(PermissionDenied):
        name_supervisor(candidacy=candidacy, supervisor=candidacy.person, **by)


def test_nobody_decides_about_themselves(nurture, trainer):
    candidacy = on_it(nurture, trainer.person)
    trained(candidacy)
    with pytest.raises(PermissionDenied):
        moved(candidacy, Stage.TRAINED, trainer)
    other = user_with_role("trainer")
    moved(candidacy, Stage.TRAINED, other)
    moved(candidacy, Stage.SUPERVISED, other)
    row = logged(candidacy)
    with pytest.raises(PermissionDenied):
        confirm_supervision(supervision=row, minutes=row.minutes, by=trainer.person, at=NOW)


def test_stepping_back_keeps_everything_and_applying_again_begins_anew(nurture, trainer):
    candidacy = supervised(nurture, trainer)
    logged(candidacy)
    assert step_back(candidacy=candidacy, by=candidacy.person, at=NOW)
    assert not step_back(candidacy=candidacy, by=candidacy.person, at=NOW)
    with pytest.raises(PermissionDenied):
        moved(candidacy, Stage.ACTIVE, trainer)
    again = on_it(nurture, candidacy.person)
    assert stages_of(again) == ["applied"]
    assert stages_of(candidacy) == ["applied", "trained", "supervised"]
    with pytest.raises(PermissionDenied):
        step_back(candidacy=again, by=PersonFactory(), at=NOW)


def test_somebody_goes_the_whole_way_on_its_pages(client, nurture, trainer):
    candidate = UserFactory()
    client.force_login(candidate)
    assert "Pathways with stages" in client.get("/pathway/").text
    assert "Nurture practitioner" in client.get("/pathway/stages/").text
    mine = client.post(reverse("courses:apply_for_pathway", args=[nurture.pk])).url
    assert "Still to finish" in client.get(mine).text
    candidacy = candidate.person.candidacies.get()
    trained(candidacy)
    theirs = reverse("courses:candidacy_of", args=[candidacy.pk])
    client.force_login(trainer)
    assert str(candidate.person) in client.get("/pathway/stages/people/").text
    assert "Something is left" in client.post(theirs, {"on": TODAY, "to": "x"}, follow=True).text
    for stage in (Stage.TRAINED, Stage.SUPERVISED):
        client.post(theirs, {"on": TODAY, "to": stage.value})
    assert "Nobody who signs in" in client.post(theirs, {"address": "nobody"}).text
    client.post(theirs, {"address": trainer.username})
    client.force_login(candidate)
    assert "Still 2 hours" in client.get(mine).text
    for wrong in ({"held_on": "2999-01-01", "hours": "1"}, {"held_on": TODAY, "hours": "99"}):
        assert client.post(mine, wrong).context["form"].errors
    client.post(mine, {"held_on": TODAY, "hours": "2"})
    client.force_login(trainer)
    row = Supervision.objects.get()
    client.post(reverse("courses:confirm_supervision", args=[row.pk]))
    assert "Active" in client.post(theirs, {"on": TODAY, "to": "active"}, follow=True).text
    client.force_login(candidate)
    back = reverse("courses:step_back", args=[candidacy.pk])
    assert "Step back from" in client.get(back).text
    client.post(back)
    assert "You stepped back on" in client.get(mine).text


def test_managers_and_strangers_see_nobody(client, nurture, trainer):
    candidacy = supervised(nurture, trainer)
    row = logged(candidacy)
    for role in ("programme_lead", "organisation_lead", "facilitator", "practitioner"):
        client.force_login(user_with_role(role))
        theirs = reverse("courses:candidacy_of", args=[candidacy.pk])
        assert client.get(theirs).status_code == 404
        assert client.post(theirs, {"on": TODAY, "to": "active"}).status_code == 404
        confirm = reverse("courses:confirm_supervision", args=[row.pk])
        assert client.post(confirm).status_code == 404
        assert client.get(reverse("courses:candidacy", args=[candidacy.pk])).status_code == 404
        assert str(candidacy.person) not in client.get("/pathway/stages/people/").text


def test_a_supervisor_reads_the_page_and_cannot_move_anybody_on(client, nurture, trainer):
    candidacy, supervisor = supervised(nurture, trainer), UserFactory()
    by = {"by": trainer.person, "at": NOW}
    name_supervisor(candidacy=candidacy, supervisor=supervisor.person, **by)
    client.force_login(supervisor)
    theirs = reverse("courses:candidacy_of", args=[candidacy.pk])
    assert "Name the supervisor" not in client.get(theirs).text
    assert client.post(theirs, {"on": TODAY, "to": "active"}).status_code == 404


def test_a_supervisor_does_not_read_which_courses_somebody_has_left(client, nurture, trainer):
    candidacy, supervisor = on_it(nurture), UserFactory()
    by = {"by": trainer.person, "at": NOW}
    name_supervisor(candidacy=candidacy, supervisor=supervisor.person, **by)
    left = str(nurture.courses.get())
    theirs = reverse("courses:candidacy_of", args=[candidacy.pk])
    for reader, reads in ((trainer, True), (supervisor, False)):
        client.force_login(reader)
        assert (left in client.get(theirs).text) is reads
    copy = privacy.export_for(supervisor.person)
    assert copy["people_supervised"] == 1


def test_the_lists_ask_as_often_for_many_as_for_few(client, nurture, trainer):
    client.force_login(trainer)
    on_it(nurture, trainer.person)
    supervised(nurture, trainer)
    urls = ["/pathway/stages/", "/pathway/stages/people/"]
    before = [queries_of(lambda url=url: client.get(url)) for url in urls]
    for number in range(5):
        other = StagedPathway.objects.create(title=f"Pathway {number}")
        on_it(other, trainer.person)
        logged(supervised(nurture, trainer))
    assert [queries_of(lambda url=url: client.get(url)) for url in urls] == before


def test_a_pathway_is_copied_erased_and_merged(nurture, trainer):
    first, second = supervised(nurture, trainer), on_it(nurture)
    logged(first)
    keep, other = second.person, first.person
    privacy.merge(keep=keep, into_keep=other)
    copy = privacy.export_for(keep)["pathways_with_stages"]
    assert [len(one["stages"]) for one in copy] == [3]
    assert copy[0]["supervision"][0]["minutes"] == 60
    assert keep.candidacies.count() == 1
    privacy.erase(trainer.person)
    privacy.erase(keep)
    assert not Candidacy.objects.exists()


def test_only_the_time_that_was_read_is_confirmed(nurture, trainer):
    candidacy = supervised(nurture, trainer)
    row = logged(candidacy, minutes=60)
    logged(candidacy, minutes=480)
    assert not confirm_supervision(supervision=row, minutes=60, by=trainer.person, at=NOW)
    assert Supervision.objects.get().confirmed_at is None


def test_a_manager_is_not_named_as_supervisor(nurture, trainer):
    candidacy, manager = supervised(nurture, trainer), UserFactory()
    EmploymentFactory(person=candidacy.person, line_manager=manager.person)
    with pytest.raises(PermissionDenied):
        name_supervisor(candidacy=candidacy, supervisor=manager.person, by=trainer.person, at=NOW)

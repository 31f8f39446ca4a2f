"""Asking for figures, the worker that makes them, and what the page says meanwhile."""

import os
import signal
import subprocess
import sys
from datetime import timedelta
from multiprocessing import get_context
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, connections
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry
from evaluation import privacy
from evaluation.actions.preparing import TASK, ask_for_figures
from evaluation.actions.releasing import make_release
from evaluation.models import Chart, Participant, Preparation, Release
from evaluation.preparing import prepare, sweep_preparations
from portal.celery import app
from tests.accounts.factories import PersonFactory, user_with_role
from tests.evaluation.factories import OccasionFactory, matched_people

pytestmark = pytest.mark.django_db
State, Step = Preparation.State, Preparation.Step
LATER = Preparation.LEASE + timedelta(seconds=1)


@pytest.fixture
def lead(client):
    user = user_with_role("programme_lead")
    client.force_login(user)
    return user.person


def report_page(plan):
    return reverse("evaluation:report", args=[plan.uuid])


def press(client, plan):
    return client.post(reverse("evaluation:prepare", args=[plan.uuid]), follow=True)


def asked(lead, people=10):
    occasion = OccasionFactory()
    matched_people(occasion, people)
    return ask_for_figures(by=lead, plan=occasion.plan, at=timezone.now())


def state_of(row):
    row.refresh_from_db()
    return row.state


def test_pressing_answers_at_once_and_the_page_tells_when_the_figures_are_there(client, lead):
    occasion = OccasionFactory()
    matched_people(occasion, 10)
    html = press(client, occasion.plan).content.decode()
    assert "The figures are being prepared" in html
    assert "Look again" in html
    assert "Prepare the figures" not in html
    assert not Release.objects.exists()

    assert sweep_preparations(at=timezone.now()) == 1

    html = client.get(report_page(occasion.plan)).content.decode()
    assert "being prepared" not in html
    assert "10 people answered both times" in html


def test_the_page_says_which_step_it_is_at(client, lead):
    row = asked(lead, 0)
    Preparation.objects.update(step=Step.PROTECTING)
    html = client.get(report_page(row.plan)).content.decode()
    assert "making sure that nobody can be found" in html
    assert 'rect width="60"' in html


def test_too_few_people_are_told_on_the_page_and_no_figure_is_made(client, lead):
    row = asked(lead, 9)
    assert not prepare(row.pk, at=timezone.now())
    assert state_of(row) == State.NONE_NEW
    html = client.get(report_page(row.plan)).content.decode()
    assert "Figures need at least 10" in html
    assert "Prepare the figures" in html
    assert "Figures need at least 10" in client.get(reverse("evaluation:results")).content.decode()


def test_two_presses_make_one_release(client, lead):
    occasion = OccasionFactory()
    matched_people(occasion, 10)
    for _ in range(2):
        press(client, occasion.plan)
    row = Preparation.objects.get()
    assert prepare(row.pk, at=timezone.now())
    assert not prepare(row.pk, at=timezone.now())
    assert Release.objects.count() == 1
    assert AuditEntry.objects.filter(verb="ask_for_figures").count() == 1


def test_asking_anew_after_the_end_begins_anew(lead):
    row = asked(lead, 9)
    prepare(row.pk, at=timezone.now())
    ask_for_figures(by=lead, plan=row.plan, at=timezone.now())
    row.refresh_from_db()
    assert (row.state, row.step, row.tries) == (State.WAITING, 0, 0)


def test_only_those_who_see_results_ask_for_figures():
    for role in ("trainer", "organisation_lead", "commissioner", "administrator"):
        with pytest.raises(PermissionDenied):
            asked(user_with_role(role).person, 0)
    assert not Preparation.objects.exists()


def test_a_right_that_ended_meanwhile_makes_no_release(lead):
    row = asked(lead)
    lead.role_grants.all().delete()
    assert not prepare(row.pk, at=timezone.now())
    assert state_of(row) == State.STOPPED
    assert not Release.objects.exists()


def test_after_three_tries_it_is_given_up_and_the_page_says_what_to_do(client, lead):
    row = asked(lead)
    Preparation.objects.update(tries=Preparation.MOST_TRIES)
    assert sweep_preparations(at=timezone.now()) == 0
    assert "Please ask again" in client.get(report_page(row.plan)).content.decode()


def test_the_task_that_the_page_names_is_one_that_a_worker_knows():
    app.loader.import_default_modules()
    assert TASK in app.tasks
    assert {each["task"] for each in app.conf.beat_schedule.values()} <= set(app.tasks)


def test_charts_are_drawn_with_the_release_from_its_own_numbers(lead):
    row = asked(lead)
    prepare(row.pk, at=timezone.now())
    chart = Chart.objects.get()
    assert chart.scale == "practice"
    assert "Before 2.00, After 4.00" in chart.svg
    assert ">4.00<" in chart.svg
    assert bytes(chart.png).startswith(b"\x89PNG")


def test_whoever_takes_their_answers_back_while_figures_are_made_is_in_none(lead):
    occasion = OccasionFactory()
    matched_people(occasion, 12)
    leaves = []

    def tell(step):
        if step == Step.DRAWING and not leaves:
            leaves.append(Participant.objects.first())
            Participant.objects.filter(pk=leaves[0].pk).update(withdrawn_on=timezone.localdate())

    release = make_release(plan=occasion.plan, tell=tell)

    assert str(leaves[0].pk) not in release.cut["people"]
    assert release.n_matched == 11
    assert Release.objects.count() == 1


def test_a_release_made_meanwhile_is_not_made_twice(lead):
    occasion = OccasionFactory()
    matched_people(occasion, 10)

    def tell(step):
        if step == Step.DRAWING and not Release.objects.exists():
            make_release(plan=occasion.plan)

    assert make_release(plan=occasion.plan, tell=tell) is None
    assert [release.number for release in Release.objects.all()] == [1]


def test_who_asked_is_in_their_own_data_and_goes_with_them(lead):
    row, keep = asked(lead, 0), PersonFactory()
    privacy.merge(keep=keep, into_keep=lead)
    [told] = privacy.export_for(keep)["figures_asked_for"]
    assert told["plan__title"] == row.plan.title
    privacy.erase(keep)
    row.refresh_from_db()
    assert row.asked_by is None


def test_a_worker_whose_row_another_one_holds_keeps_nothing(lead):
    row = asked(lead)

    def take_it_away(execute, sql, params, many, context):
        answer = execute(sql, params, many, context)
        if sql.startswith("UPDATE") and Step.DRAWING in (params or ()):
            Preparation.objects.update(claim=uuid4())
        return answer

    with connection.execute_wrapper(take_it_away):
        assert not prepare(row.pk, at=timezone.now())
    assert state_of(row) == State.WAITING
    assert not Release.objects.exists()
    assert not Chart.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_when_a_worker_is_killed_the_next_one_goes_on_once_its_time_is_over():
    row, at = asked(user_with_role("programme_lead").person), timezone.now()
    connections.close_all()
    worker = get_context("fork").Process(target=prepare_and_be_killed, args=[row.pk, at])
    worker.start()
    worker.join(60)
    assert worker.exitcode == -signal.SIGKILL
    assert not Release.objects.exists()
    assert sweep_preparations(at=at) == 0

    assert sweep_preparations(at=at + LATER) == 1

    row.refresh_from_db()
    assert (row.state, row.tries) == (State.READY, 2)
    assert Release.objects.get().charts.count() == 1


def prepare_and_be_killed(row_id, at):
    """With nothing left to tidy up."""

    def in_database(execute, sql, params, many, context):
        if sql.startswith("UPDATE") and Step.PROTECTING in (params or ()):
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(in_database):
        prepare(row_id, at=at)


PAGES = """
import django, sys
django.setup()
import evaluation.actions, evaluation.views.results, evaluation.views.rows
print(sorted({"scipy", "altair", "vl_convert"} & set(sys.modules)))
"""


def test_pages_of_results_load_neither_scipy_nor_the_charts():
    """Sixty megabytes in each web process, and two seconds when it starts."""
    said = subprocess.run([sys.executable, "-c", PAGES], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"

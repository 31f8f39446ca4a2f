"""Administrators arrange the review, and cannot arrange it so that authors approve themselves."""

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Task, WorkflowTask

from resources.actions.review import install_review
from resources.models import PeerReviewTask
from tests.accounts.factories import user_with_role
from tests.resources.factories import site_root

pytestmark = pytest.mark.django_db

PLAIN = ["wagtailcore", "groupapprovaltask"]


@pytest.fixture
def administrator(client):
    client.force_login(user_with_role("administrator"))
    return client


def test_only_our_two_steps_are_offered(administrator):
    shown = administrator.get(reverse("wagtailadmin_workflows:select_task_type")).text
    assert "resources/peerreviewtask" in shown
    assert "resources/livedexperiencetask" in shown
    assert "groupapprovaltask" not in shown
    chooser = administrator.get(reverse("wagtailadmin_workflows:task_chooser")).json()["html"]
    assert "groupapprovaltask" not in chooser


def test_the_address_of_wagtails_own_step_leads_back_to_the_list(administrator):
    url = reverse("wagtailadmin_workflows:add_task", args=PLAIN)
    answer = administrator.post(url, {"name": "Self approval", "groups": []})
    assert answer.url == reverse("wagtailadmin_workflows:select_task_type")
    assert not GroupApprovalTask.objects.filter(name="Self approval").exists()


def test_the_chooser_makes_none_either(administrator):
    url = reverse("wagtailadmin_workflows:task_chooser_create")
    answer = administrator.post(f"{url}?create_model=wagtailcore.GroupApprovalTask", {})
    assert answer.status_code == 404


def test_no_code_makes_or_switches_one_on():
    with pytest.raises(PermissionDenied):
        GroupApprovalTask.objects.create(name="Self approval")
    old = GroupApprovalTask.objects.create(name="Old", active=False)
    base = Task.objects.get(pk=old.pk)
    base.active = True
    with pytest.raises(PermissionDenied):
        base.save()


def test_one_that_is_there_already_cannot_become_a_step_of_a_review():
    workflow = install_review(root=site_root().get_root())
    old = GroupApprovalTask.objects.create(name="Old", active=False)
    with pytest.raises(PermissionDenied):
        WorkflowTask.objects.create(workflow=workflow, task=old, sort_order=1)
    step = workflow.workflow_tasks.get()
    step.task = old
    with pytest.raises(PermissionDenied):
        step.save()


def test_ours_can_be_made_in_the_editor(administrator):
    url = reverse("wagtailadmin_workflows:add_task", args=["resources", "peerreviewtask"])
    group = Group.objects.get_or_create(name="trainer")[0]
    administrator.post(url, {"name": "A second reader", "groups": [group.pk]})
    assert PeerReviewTask.objects.filter(name="A second reader").exists()

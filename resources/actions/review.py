"""The review that every page goes through before it is published."""

from __future__ import annotations

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Task, Workflow, WorkflowPage, WorkflowTask

from resources.models import BasePage, PeerReviewTask

REVIEWERS = ("trainer", "administrator")


# Wagtail's own, made by its migrations: an author who publishes could approve themselves there.
STOCK_WORKFLOW = "Moderators approval"
STOCK_GROUPS = ("Editors", "Moderators")


@transaction.atomic
def install_review(*, root: BasePage) -> Workflow:
    """One step, read by somebody else, over the whole tree. Once made, it is the editors' own."""
    kept = Workflow.objects.filter(workflow_tasks__task__in=PeerReviewTask.objects.all()).first()
    if kept:
        return kept
    _remove_stock()
    task = PeerReviewTask.objects.create(name=_("Read by somebody else"))
    task.groups.set([Group.objects.get_or_create(name=code)[0] for code in REVIEWERS])
    workflow = Workflow.objects.create(name=_("Review before publishing"))
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.update_or_create(page=root, defaults={"workflow": workflow})
    return workflow


def _remove_stock() -> None:
    stock = Workflow.objects.filter(name=STOCK_WORKFLOW)
    Task.objects.filter(workflow_tasks__workflow__in=stock).delete()
    stock.delete()
    Group.objects.filter(name__in=STOCK_GROUPS).delete()

"""`manage.py notifications_report`, for people and for machines."""

import json
import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from accounts.models import AddressTrouble
from tests.notifications.factories import NOTE, MessageFactory

pytestmark = pytest.mark.django_db
DOCUMENTED = Path("docs/commands.md").read_text()


def run(*options):
    out = StringIO()
    call_command("notifications_report", *options, stdout=out)
    return out.getvalue()


def test_it_prints_one_json_object_of_the_documented_shape():
    MessageFactory(due_at=timezone.now())
    MessageFactory(state="skipped", why="muted", ended_at=timezone.now())
    AddressTrouble.objects.create(address="gone@example.org", kind="bounced")
    found = json.loads(run("--json"))
    example = json.loads(
        re.search(r"notifications_report --json.*?```json\n(.*?)```", DOCUMENTED, re.S)[1]
    )
    assert found.keys() == example.keys()
    assert found["kinds"][0].keys() == example["kinds"][0].keys()
    assert found["kinds"][0]["kind"] == NOTE.code
    assert found["why_not_sent"] == {"muted": 1}
    assert found["addresses_in_trouble"] == {"bounced": 1, "complained": 0}
    assert found["addresses_in_trouble"].keys() == example["addresses_in_trouble"].keys()


def test_an_empty_portal_has_a_report_too():
    found = json.loads(run("--json"))
    assert (found["kinds"], found["longest_due_seconds"]) == ([], None)


def test_people_read_it_in_lines():
    MessageFactory(state="failed", ended_at=timezone.now())
    assert NOTE.code in run("--days", "3")


def test_no_days_are_a_wrong_use():
    with pytest.raises(CommandError) as refusal:
        run("--days", "0")
    assert refusal.value.returncode == 2

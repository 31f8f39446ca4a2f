"""An address in trouble: marked, shown to its reader and their lead, and put right."""

import json
import os
import re
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.models import AddressTrouble, AuditEntry
from tests.accounts.factories import (
    EmploymentFactory,
    OrganisationFactory,
    PersonFactory,
    UserFactory,
    user_with_role,
)
from tests.notifications.factories import MessageFactory
from tests.notifications.reports import COMPLAINT, GONE
from tests.queries import queries_of
from tests.worker import database_url

pytestmark = pytest.mark.django_db
WEBHOOK = reverse("messages:bounces")
SECRET = "a secret of the mail service"


@pytest.fixture
def report(client, settings):
    settings.BOUNCE_SECRET = SECRET

    def post(raw, *, secret=SECRET, content_type="message/rfc822"):
        authorization = f"Bearer {secret}" if secret else ""
        return client.post(
            WEBHOOK, raw, content_type=content_type, headers={"Authorization": authorization}
        )

    return post


def test_a_report_marks_the_address_of_somebody_here_once(report):
    PersonFactory(email="Gone@example.org")
    assert [report(GONE).status_code for _ in range(2)] == [204, 204]
    trouble = AddressTrouble.objects.get()
    assert (trouble.address, trouble.kind, trouble.code) == ("gone@example.org", "bounced", "5.1.1")


def test_an_address_that_was_only_written_to_is_known_too(report):
    MessageFactory(person=None, address="robin@example.org")
    report(COMPLAINT)
    assert AddressTrouble.objects.get().kind == "complained"


def test_an_address_of_nobody_here_is_not_kept(report):
    assert report(GONE).status_code == 204
    assert not AddressTrouble.objects.exists()


@pytest.mark.parametrize("secret", ["", "another", f"{SECRET}x"])
def test_without_the_secret_nothing_is_read(report, secret):
    PersonFactory(email="gone@example.org")
    assert report(GONE, secret=secret).status_code == 401
    assert not AddressTrouble.objects.exists()


def test_without_a_configured_secret_there_is_no_such_address(report, settings):
    settings.BOUNCE_SECRET = ""
    assert report(GONE).status_code == 404
    assert report(GONE, secret="").status_code == 404


@pytest.mark.parametrize("raw", [b"", b"\xff\x00", b"{}", b"x" * 1_000_001, b"x" * 5_000_000])
def test_what_cannot_be_read_is_said(report, raw):
    assert report(raw, content_type="application/json").status_code == 400


@pytest.fixture
def reader(client):
    user = UserFactory(person=PersonFactory(email="gone@example.org"))
    client.force_login(user)
    return user.person


@pytest.mark.parametrize("page", ["people:me", "messages:choices"])
def test_the_reader_is_told_and_says_that_it_works_again(client, reader, page):
    trouble = AddressTrouble.objects.create(address="gone@example.org", kind="bounced")
    assert "came back on" in client.get(reverse(page)).text
    client.post(reverse("people:address_works_again"))
    assert not AddressTrouble.objects.exists()
    assert "came back on" not in client.get(reverse(page)).text
    entry = AuditEntry.objects.get(verb="address.works_again")
    assert (entry.actor, entry.target_id) == (reader.uuid, str(trouble.pk))


def test_one_reader_clears_nobody_elses_trouble(client, reader):
    AddressTrouble.objects.create(address="other@example.org", kind="bounced")
    client.post(reverse("people:address_works_again"))
    assert AddressTrouble.objects.count() == 1


def test_a_new_address_leaves_the_old_trouble_behind(client, reader):
    AddressTrouble.objects.create(address="gone@example.org", kind="bounced")
    reader.email = "new@example.org"
    reader.save()
    assert "came back on" not in client.get(reverse("people:me")).text


def test_their_lead_sees_that_no_letter_arrives_and_never_why(client):
    place = OrganisationFactory()
    client.force_login(user_with_role("organisation_lead", organisation=place))
    person = EmploymentFactory(
        organisation=place, person=PersonFactory(email="Robin@example.org")
    ).person
    AddressTrouble.objects.create(address="robin@example.org", kind="complained")
    page = client.get(reverse("people:person", args=[person.uuid])).text
    assert "Letters do not reach this address" in page
    assert "unwanted" not in page
    assert "No letter arrives" in client.get(reverse("people:index")).text


def test_the_list_of_people_asks_the_same_with_many_troubles(client):
    client.force_login(user_with_role("administrator"))
    few = queries_of(lambda: client.get(reverse("people:index")))
    for number in range(5):
        EmploymentFactory(person=PersonFactory(email=f"p{number}@example.org"))
        AddressTrouble.objects.create(address=f"p{number}@example.org", kind="bounced")
    assert queries_of(lambda: client.get(reverse("people:index"))) == few


def run(*options):
    out = StringIO()
    call_command("read_bounce", *options, stdout=out)
    return out.getvalue()


@pytest.mark.django_db(transaction=True)
def test_a_mail_server_pipes_its_report_in():
    PersonFactory(email="gone@example.org")
    piped = subprocess.run(
        [sys.executable, "manage.py", "read_bounce", "--json"],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DATABASE_URL": database_url()},
        input=GONE,
        capture_output=True,
        check=True,
    )
    documented = Path("docs/commands.md").read_text()
    example = json.loads(re.search(r"read_bounce.*?```json\n(.*?)```", documented, re.S)[1])
    assert json.loads(piped.stdout) == example
    assert AddressTrouble.objects.exists()


def test_a_dry_run_marks_nothing(tmp_path):
    PersonFactory(email="gone@example.org")
    (tmp_path / "report.eml").write_bytes(GONE)
    assert "1 in trouble, 0 of them known here" in run(str(tmp_path / "report.eml"), "--dry-run")
    assert not AddressTrouble.objects.exists()


@pytest.mark.parametrize("contents", [None, b"Hello"], ids=["nowhere", "no report"])
def test_what_cannot_be_read_ends_with_1(tmp_path, contents):
    report = tmp_path / "report.eml"
    if contents:
        report.write_bytes(contents)
    with pytest.raises(CommandError) as problem:
        run(str(report))
    assert problem.value.returncode == 1

"""Scanners at councils and in the NHS open every link. Nothing may happen when they do."""

import re
import uuid

import pytest
from django.core import mail
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts.actions.accepting import accept_invitation
from accounts.actions.arrivals import Job, Newcomer
from accounts.actions.confirmations import confirm_employment, decline_employment
from accounts.actions.invitations import Letter, invite_person
from accounts.actions.registration import ask_for_access, register, send_code
from accounts.actions.requests import approve_request, decline_request
from tests.accounts.factories import (
    AccessRequestFactory,
    AddressCheckFactory,
    EmailDomainFactory,
    EmploymentFactory,
    EmploymentTypeFactory,
    InvitationFactory,
    ProfessionFactory,
    UserFactory,
    user_with_role,
)
from tests.accounts.letters import delivered

pytestmark = pytest.mark.django_db
WATCHED = [
    "accounts_invitation",
    "accounts_employment",
    "accounts_person",
    "accounts_user",
    "accounts_accessrequest",
    "accounts_addresscheck",
    "accounts_auditentry",
    "accounts_recordclaim",
    "accounts_signincard",
]


def contents():
    with connection.cursor() as cursor:
        found = {}
        for table in WATCHED:
            cursor.execute(f"SELECT * FROM {table} ORDER BY id")  # noqa: S608
            found[table] = cursor.fetchall()
    return found


@pytest.fixture
def letters():
    """One of every letter that joining writes."""
    now = timezone.now()
    school = EmailDomainFactory().organisation
    EmailDomainFactory()
    lead = user_with_role("organisation_lead", organisation=school).person
    job = Job(school, ProfessionFactory(), EmploymentTypeFactory())
    guest = Newcomer("Sam Carter", job)
    UserFactory(person__email="known@example.org")
    send_code(email="known@example.org", at=now)
    send_code(email="new@example.org", at=now)
    check = AddressCheckFactory(proved=True, email="sam@wenlow.example.org")
    register(check=check, newcomer=guest, at=now)
    ask_for_access(
        check=AddressCheckFactory(proved=True),
        display_name="Kofi",
        role_in_words="Childminder",
        why="",
        workplace="Wenlow",
        at=now,
    )
    for answer in (confirm_employment, decline_employment):
        waiting = EmploymentFactory(unconfirmed=True, organisation=school)
        answer(employment=waiting, by=lead, at=now)
    approve_request(
        access_request=AccessRequestFactory(organisation=school), by=lead, job=job, at=now
    )
    decline_request(
        access_request=AccessRequestFactory(organisation=school), by=lead, reason="No.", at=now
    )
    invite_person(by=lead, letter=Letter("guest@example.org", school), at=now)
    for address in ("fresh@example.org", "known@example.org"):
        invitation = InvitationFactory(organisation=school, email=address)
        accept_invitation(invitation=invitation, newcomer=guest, at=now)
    return delivered()


def test_every_letter_of_joining_is_here(letters):
    subjects = {letter.subject for letter in letters}
    assert len(subjects) >= 10


def test_every_letter_says_why_it_came_and_names_nobody_in_its_subject(letters):
    for letter in letters:
        assert "You get this message because" in letter.body
        assert "You get this message because" in letter.alternatives[0].content
        assert "Wenlow" not in letter.subject


def test_opening_every_link_twice_changes_nothing(letters, client, settings):
    links = {
        link.removeprefix(settings.SITE_URL)
        for letter in mail.outbox
        for part in (letter.body, letter.alternatives[0].content)
        for link in re.findall(rf"{settings.SITE_URL}(?:/[^\s\"<]*)?", part)
    } - {"", "/"}
    assert any("/join/invitation/" in link for link in links)
    before = contents()
    for link in sorted(links):
        for _ in range(2):
            assert client.get(link).status_code in {200, 302, 410}, link
            client.head(link)
    assert contents() == before
    assert "_auth_user_id" not in client.session


def test_a_button_in_a_strangers_page_presses_nothing(letters):
    """The form token: a page elsewhere cannot send the visitor's browser through the door."""
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    path = reverse("joining:invitation", args=[InvitationFactory().token])
    assert strict.post(path, {"display_name": str(uuid.uuid4())}).status_code == 403

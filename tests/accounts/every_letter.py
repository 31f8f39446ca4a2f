"""One of every letter that gives access, each written by what really sends it."""

import re

from django.test import Client
from django.utils import timezone

from accounts.actions.accepting import accept_invitation
from accounts.actions.arrivals import Job, Newcomer
from accounts.actions.confirmations import confirm_employment, decline_employment
from accounts.actions.email_change import record_change, undo_change
from accounts.actions.imports import run_import, upload_list
from accounts.actions.invitations import Letter, invite_person
from accounts.actions.recovery import recover_account
from accounts.actions.registration import ask_for_access, register, send_code
from accounts.actions.requests import approve_request, decline_request
from accounts.actions.two_people import ask_for_role
from accounts.imports.work import work
from accounts.models import IdentityCheck
from accounts.spreadsheets import write_table
from tests.accounts.factories import (
    PASSWORD,
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

KNOWN = "known@example.org"


def of_joining():
    now = timezone.now()
    school = EmailDomainFactory(organisation__name="Wenlow Primary").organisation
    EmailDomainFactory()
    lead = user_with_role("organisation_lead", organisation=school).person
    job = Job(school, ProfessionFactory(), EmploymentTypeFactory())
    guest = Newcomer("Sam Carter", job)
    UserFactory(person__email=KNOWN, person__display_name="Priya Nair")
    send_code(email=KNOWN, at=now)
    send_code(email="new@example.org", at=now)
    check = AddressCheckFactory(proved=True, email="sam@wenlow.example.org")
    register(check=check, newcomer=guest, at=now)
    _ask_and_be_answered(lead, job, now)
    invite_person(by=lead, letter=Letter("guest@example.org", school), at=now)
    for confirms, address in ((True, "fresh@example.org"), (False, KNOWN)):
        invitation = InvitationFactory(organisation=school, email=address, confirms=confirms)
        accept_invitation(invitation=invitation, newcomer=guest, at=now)
    _be_put_on_a_list(lead)
    return delivered()


def _ask_and_be_answered(lead, job, now):
    school = job.organisation
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


def _be_put_on_a_list(lead):
    head = ["name", "e-mail", "organisation", "profession", "how employed"]
    UserFactory(person__email="listed@example.org", person__display_name="Jo Webb")
    row = ["Jo Webb", "listed@example.org", "Wenlow Primary", "Teacher", "Employed"]
    listed = upload_list(
        by=lead,
        kind="people",
        content=write_table(head, [row]).encode(),
        file_name="list.csv",
        at=timezone.now(),
    )
    work(listed.pk, at=timezone.now())
    listed.refresh_from_db()
    run_import(people_import=listed, by=lead)
    work(listed.pk, at=timezone.now())


def of_signing_in():
    user = UserFactory(person__email="priya@example.org")
    for address in (user.email, "nobody@example.org"):
        Client().post("/account/login/code/", {"email": address})
    Client().post("/account/password/reset/", {"email": user.email})
    owner = Client()
    owner.post("/account/login/", {"login": user.username, "password": PASSWORD})
    owner.post("/account/again/code/", {"send": "1"})
    owner.post("/account/email/", {"email": "priya.new@example.org", "action_add": "1"})
    owner.post(
        "/account/password/change/",
        {"oldpassword": PASSWORD, "password1": "quiet water by the wall"},
    )
    recover_account(
        by=user_with_role("administrator").person,
        user=user,
        check=IdentityCheck.IN_PERSON,
        at=timezone.now(),
        reset_second_step=True,
    )
    ask_for_role(
        by=user_with_role("administrator").person,
        person=user.person,
        role="programme_lead",
        at=timezone.now(),
    )
    _change_and_take_back(UserFactory(person__email="old@example.org"))
    return delivered()


def _change_and_take_back(user):
    change = {"user": user, "old": "old@example.org", "new": "new@example.org"}
    record_change(**change, at=timezone.now())
    (first,) = delivered(to="old@example.org")
    token = re.search(r"/account/email/undo/([^/\s]+)/", first.body).group(1)
    undo_change(token=token, at=timezone.now())
    record_change(**change, at=timezone.now())

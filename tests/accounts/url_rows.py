"""The rows of accounts: joining, the people desk, and (in a module of their own) signing in."""

from django.utils import timezone

from accounts.models import PeopleImport
from tests.accounts.factories import (
    AccessRequestFactory,
    AddressCheckFactory,
    AgreementTextFactory,
    AskedRoleFactory,
    EmailDomainFactory,
    EmploymentFactory,
    EnrolmentKeyFactory,
    InvitationFactory,
    PersonFactory,
    RoleGrantFactory,
)
from tests.accounts.url_rows_signin import ROWS as SIGNING_IN
from tests.urls_matrix import BUTTON, ELSEWHERE, OPEN, SIGNED_IN, Row, everybody, only

ALWAYS_A_BUTTON = everybody(405, signed_out=405)
DESK = ("programme_lead", "organisation_lead", "facilitator", "administrator")
LEADS = ("programme_lead", "organisation_lead", "administrator")
ADMINISTRATOR = ("administrator",)
FOUND_BY_THE_DESK = only(*DESK, answer=403, others=404)
AUDITORS = ("privacy_officer", "administrator")
NEWCOMERS = everybody(ELSEWHERE, signed_out=200)


def job(place):
    return EmploymentFactory(organisation=place)


def colleague(place):
    return (job(place).person.uuid,)


def a_job(place):
    found = job(place)
    return found.person.uuid, found.pk


def waiting(place):
    return (EmploymentFactory(organisation=place, unconfirmed=True).pk,)


def request_for(place):
    return (AccessRequestFactory(organisation=place).uuid,)


def key_for(place):
    return (EnrolmentKeyFactory(organisation=place).pk,)


def invitation_to(place):
    return (InvitationFactory(organisation=place).uuid,)


def list_of(reader):
    by = reader.person if reader else PersonFactory()
    return (PeopleImport.objects.create(kind="people", file_name="staff.csv", made_by=by).uuid,)


def job_of(reader):
    by = reader.person if reader else PersonFactory()
    return (EmploymentFactory(person=by).pk,)


def record_of(reader):
    return (reader.person.uuid if reader else PersonFactory().uuid,)


def door(place):
    """The address in a letter of invitation."""
    return InvitationFactory(organisation=place).get_absolute_url()


def closed_door(place):
    return InvitationFactory(organisation=place, revoked_at=timezone.now()).get_absolute_url()


def grant(place):
    holder = job(place).person
    return (RoleGrantFactory(person=holder, role="champion", organisation=place).pk,)


def asked_for_roles(client, reader):
    """One by the reader and one by somebody else."""
    for by in filter(None, (reader and reader.person, PersonFactory())):
        AskedRoleFactory(asked_by=by)


def asked_for_a_code(client, reader):
    client.post("/join/", {"email": "newcomer@example.org"})


def with_proved_address(client, reader, email="newcomer@example.org"):
    remember(client, joining_check=str(AddressCheckFactory(email=email, proved=True).uuid))


def at_a_known_domain(client, reader):
    EmailDomainFactory(domain="wenlow.example.org")
    with_proved_address(client, reader, email="sam@wenlow.example.org")


def with_a_key(client, reader):
    remember(client, joining_key=EnrolmentKeyFactory().code)


def remember(client, **words):
    session = client.session
    session.update(words)
    session.save()


JOINING = [
    Row("joining:start", NEWCOMERS),
    Row("joining:code", everybody(ELSEWHERE, signed_out=ELSEWHERE), "with nothing asked for"),
    Row("joining:code", NEWCOMERS, "on the way", arrive=asked_for_a_code),
    Row("joining:resend", ALWAYS_A_BUTTON),
    Row("joining:about_you", everybody(ELSEWHERE, signed_out=ELSEWHERE), "without an address"),
    Row("joining:about_you", OPEN, "from a known domain", arrive=at_a_known_domain),
    Row("joining:ask", everybody(ELSEWHERE, signed_out=ELSEWHERE), "without an address"),
    Row("joining:ask", OPEN, "with an address", arrive=with_proved_address),
    Row("joining:asked", OPEN),
    Row("joining:invitation", OPEN, at=door),
    Row("joining:invitation", everybody(404, signed_out=404), "made up", args=lambda _: ("x",)),
    Row("joining:invitation", everybody(410, signed_out=410), "withdrawn", at=closed_door),
    Row("joining:key", OPEN),
    Row("joining:key_about_you", everybody(ELSEWHERE, signed_out=ELSEWHERE), "without a key"),
    Row("joining:key_about_you", OPEN, "with a key", arrive=with_a_key),
    Row("joining:claim", SIGNED_IN),
    Row("joining:card_sign_in", NEWCOMERS),
    Row("joining:own_password", everybody(ELSEWHERE)),
]

ARRIVALS = [
    Row("arrivals:arrivals", only(*DESK)),
    Row("arrivals:waiting", only(*LEADS)),
    Row("arrivals:answer", ALWAYS_A_BUTTON, args=waiting),
    Row("arrivals:requests", only(*LEADS)),
    Row("arrivals:request", only(*LEADS), args=request_for),
    Row("arrivals:invitations", only(*DESK)),
    Row("arrivals:invite", only(*DESK)),
    Row("arrivals:change_invitation", ALWAYS_A_BUTTON, args=invitation_to),
    Row("arrivals:keys", only(*DESK)),
    Row("arrivals:new_key", only(*DESK)),
    Row("arrivals:key", only(*DESK), args=key_for),
    Row("arrivals:withdraw_key", ALWAYS_A_BUTTON, args=key_for),
    Row("arrivals:imports", only(*DESK)),
    Row("arrivals:upload", only(*DESK)),
    Row("arrivals:import_template", only(*DESK), args=lambda _: ("people",)),
    Row("arrivals:import", only(*DESK), own=list_of),
    Row("arrivals:run_import", ALWAYS_A_BUTTON, own=list_of),
    Row("arrivals:undo_import", ALWAYS_A_BUTTON, own=list_of),
    Row("arrivals:cards", only(*DESK)),
    Row("arrivals:add_people", only(*DESK)),
    Row("arrivals:print_cards", ALWAYS_A_BUTTON),
]

PEOPLE = [
    Row("people:index", only(*DESK)),
    Row("people:add", only(*DESK)),
    Row("people:person", only(*DESK, others=404), args=colleague),
    Row("people:person", everybody(ELSEWHERE), "oneself", own=record_of),
    Row("people:edit", only(*DESK, others=404), args=colleague),
    Row("people:give_role", only(*ADMINISTRATOR), args=colleague),
    Row("people:add_job", only(*DESK), args=colleague),
    Row("people:correct_job", FOUND_BY_THE_DESK | dict.fromkeys(LEADS, 200), args=a_job),
    Row("people:change_job", FOUND_BY_THE_DESK | dict.fromkeys(LEADS, 200), args=a_job),
    Row("people:end_job", FOUND_BY_THE_DESK | dict.fromkeys(LEADS, 200), args=a_job),
    Row("people:reopen_job", BUTTON, args=a_job),
    Row("people:line_manager", FOUND_BY_THE_DESK | dict.fromkeys(LEADS, 200), args=a_job),
    Row("people:permissions", SIGNED_IN),
    Row("people:asked_roles", only(*ADMINISTRATOR)),
    Row("people:asked_roles", only(*ADMINISTRATOR), "with two", arrive=asked_for_roles),
    Row(
        "people:answer_asked_role",
        only(*ADMINISTRATOR, answer=405),
        args=lambda _: (AskedRoleFactory().pk,),
    ),
    Row(
        "people:end_role",
        FOUND_BY_THE_DESK | {"administrator": 200, "privacy_officer": 403},
        args=grant,
    ),
    Row("people:audit", only(*AUDITORS)),
]

ONESELF = [
    Row("people:me", SIGNED_IN),
    Row("people:my_name", SIGNED_IN),
    Row("people:my_username", SIGNED_IN),
    Row("people:address_works_again", BUTTON),
    Row("people:my_job", SIGNED_IN),
    Row("people:leave_job", SIGNED_IN, own=job_of),
    Row("people:leave_job", everybody(404), "somebody else's", args=lambda place: (job(place).pk,)),
    Row("people:agreements", SIGNED_IN),
    Row("people:agree", everybody(ELSEWHERE), "nothing to agree to"),
    Row("people:agreement_versions", only(*AUDITORS)),
    Row(
        "people:agreement",
        only(*AUDITORS, others=404),
        "a draft",
        args=lambda _: (AgreementTextFactory().pk,),
    ),
    Row(
        "people:publish_agreement",
        only(*AUDITORS, answer=405),
        args=lambda _: (AgreementTextFactory().pk,),
    ),
]

ROWS = [*JOINING, *ARRIVALS, *PEOPLE, *ONESELF, *SIGNING_IN]

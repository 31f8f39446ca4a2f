from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from accounts.actions.arrivals import Job, Newcomer
from accounts.actions.registration import prove_address, register, send_code
from accounts.models import AccessRequest, AddressCheck, AgreementText, Employment, Person, User
from tests.accounts.factories import (
    AddressCheckFactory,
    EmailDomainFactory,
    EmploymentFactory,
    EmploymentTypeFactory,
    OrganisationFactory,
    PersonFactory,
    ProfessionFactory,
    UserFactory,
)
from tests.accounts.letters import code_in, delivered

pytestmark = pytest.mark.django_db

START, CODE = "/join/", "/join/code/"
ABOUT_YOU, ASK = "/join/about-you/", "/join/ask/"


def give_address(client, email="sam@wenlow.example.org"):
    page = client.post(START, {"email": email})
    assert page.url == CODE
    return delivered(to=email)[-1]


def prove(client, email="sam@wenlow.example.org"):
    return client.post(CODE, {"code": code_in(give_address(client, email))})


def answers(organisation, **extra):
    return {
        "display_name": "Sam Carter",
        "organisation": organisation.pk,
        "profession": ProfessionFactory().pk,
        "employment_type": EmploymentTypeFactory().pk,
        **extra,
    }


def newcomer(organisation):
    job = Job(organisation, ProfessionFactory(), EmploymentTypeFactory())
    return Newcomer("Sam Carter", job)


@pytest.fixture
def school():
    return EmailDomainFactory().organisation


def test_the_address_of_one_organisation_lets_its_people_in_confirmed(client, school):
    assert prove(client).url == ABOUT_YOU
    assert client.post(ABOUT_YOU, answers(school)).url == "/"

    user = User.objects.get(email="sam@wenlow.example.org")
    assert client.session["_auth_user_id"] == str(user.pk)
    assert user.emailaddress_set.get().verified
    assert user.person.email == "sam@wenlow.example.org"
    assert user.person.employments.get().is_confirmed
    assert "just joined" in delivered(to=user.email)[-1].body


def test_a_shared_domain_leaves_people_to_be_confirmed(client, school):
    EmailDomainFactory(domain="wenlow.example.org")
    prove(client)
    page = client.get(ABOUT_YOU)
    assert "somebody where you work will confirm" in page.content.decode()

    client.post(ABOUT_YOU, answers(school))

    employment = Employment.objects.get()
    assert not employment.is_confirmed
    assert list(Employment.objects.to_confirm(on=timezone.localdate())) == [employment]
    assert "will confirm" in delivered(to="sam@wenlow.example.org")[-1].body


def test_only_organisations_that_share_the_domain_can_be_chosen(client, school):
    elsewhere = OrganisationFactory()
    prove(client)

    page = client.post(ABOUT_YOU, answers(elsewhere))

    assert "organisation" in page.context["form"].errors
    assert not User.objects.exists()
    check = AddressCheck.objects.get()
    with pytest.raises(PermissionDenied):
        register(check=check, newcomer=newcomer(elsewhere), at=timezone.now())


def test_an_organisation_that_no_longer_takes_part_lets_nobody_in(client):
    EmailDomainFactory(organisation__is_active=False)
    assert prove(client).url == ASK


def test_a_known_address_looks_the_same_and_gets_another_letter(client, school):
    UserFactory(person__email="sam@wenlow.example.org")

    known = client.post(START, {"email": "Sam@Wenlow.example.org"})
    page = client.get(known.url)
    unknown = client.post(START, {"email": "pat@wenlow.example.org"})
    other_page = client.get(unknown.url)

    assert known.url == unknown.url == CODE
    same = page.content.decode().replace("sam@", "pat@")
    assert strip_tokens(same) == strip_tokens(other_page.content.decode())
    letter = delivered(to="sam@wenlow.example.org")[-1]
    assert "joined before" in letter.body
    assert "Your code" not in letter.body


def strip_tokens(page):
    return [line for line in page.splitlines() if "csrfmiddlewaretoken" not in line]


def test_no_code_opens_the_check_of_a_known_address():
    UserFactory(person__email="sam@wenlow.example.org")
    now = timezone.now()
    check = send_code(email="sam@wenlow.example.org", at=now)
    assert not prove_address(check=check, code="", at=now)
    assert not prove_address(check=check, code="0000-0000", at=now)


def test_a_wrong_code_is_told_and_five_are_enough(client, school):
    letter = give_address(client)
    for _ in range(AddressCheck.TRIES):
        page = client.post(CODE, {"code": "0000-0000"})
        assert "not right" in page.content.decode()

    assert client.post(CODE, {"code": code_in(letter)}).status_code == 200
    assert AddressCheck.objects.get().proved_at is None


def test_a_code_runs_out(school):
    sent = timezone.now()
    check = send_code(email="sam@wenlow.example.org", at=sent)
    code = code_in(delivered()[-1])
    late = sent + AddressCheck.CODE_LIVES + timedelta(seconds=1)
    assert not prove_address(check=check, code=code, at=late)
    assert prove_address(check=check, code=code, at=late - timedelta(seconds=1))


def test_a_new_code_can_be_sent_and_the_old_one_is_closed(client, school):
    first = code_in(give_address(client))
    assert client.post("/join/code/again/").url == CODE
    second = code_in(delivered()[-1])

    assert client.post(CODE, {"code": first}).status_code == 200
    assert client.post(CODE, {"code": second}).url == ABOUT_YOU


def test_a_proof_lets_one_person_in_once(school):
    check = AddressCheckFactory(proved=True, email="sam@wenlow.example.org")
    now = timezone.now()
    register(check=check, newcomer=newcomer(school), at=now)
    with pytest.raises(PermissionDenied):
        register(check=check, newcomer=newcomer(school), at=now)


@pytest.mark.parametrize("path", [CODE, ABOUT_YOU, ASK])
def test_no_step_can_be_taken_out_of_turn(client, path):
    assert client.get(path).url == START


def test_a_record_made_for_the_address_becomes_the_persons_own(client, school):
    record = PersonFactory(display_name="S. Carter", email="sam@wenlow.example.org")
    job = EmploymentFactory(person=record, organisation=school)
    prove(client)
    assert "S. Carter" in client.get(ABOUT_YOU).content.decode()

    client.post(ABOUT_YOU, answers(school, is_record="yes"))

    user = User.objects.get()
    assert user.person == record
    assert user.person.display_name == "Sam Carter"
    assert list(record.employments.all()) == [job]


def test_somebody_else_at_that_address_gets_a_record_of_their_own(client, school):
    record = PersonFactory(email="sam@wenlow.example.org")
    prove(client)
    client.post(ABOUT_YOU, answers(school, is_record="no"))
    assert User.objects.get().person != record


def test_nobody_is_handed_one_of_the_records_of_a_shared_mailbox(client, school):
    PersonFactory.create_batch(2, email="office@wenlow.example.org")
    prove(client, "office@wenlow.example.org")
    assert "is_record" not in client.get(ABOUT_YOU).context["form"].fields


def test_the_texts_in_force_are_agreed_to_while_joining(client, school):
    text = AgreementText.objects.create(
        kind="privacy", version=1, text="<p>What we keep</p>", published_at=timezone.now()
    )
    prove(client)
    assert "What we keep" in client.get(ABOUT_YOU).content.decode()
    assert "agrees" in client.post(ABOUT_YOU, answers(school)).context["form"].errors

    client.post(ABOUT_YOU, answers(school, agrees="on"))

    assert Person.objects.get().agreements.get().text == text


def test_an_unknown_domain_leads_to_a_request(client):
    assert prove(client, "minder@private.example.org").url == ASK
    page = client.post(
        ASK,
        {
            "display_name": "Kofi Mensah",
            "workplace": "I am a childminder in Wenlow",
            "role_in_words": "Childminder",
            "why": "To learn about play",
        },
    )
    assert page.url == "/join/asked/"
    row = AccessRequest.objects.get()
    assert (row.email, row.place) == ("minder@private.example.org", "I am a childminder in Wenlow")
    assert "Somebody reads each request" in delivered(to=row.email)[-1].body


def test_a_request_says_where(client):
    prove(client, "minder@private.example.org")
    page = client.post(ASK, {"display_name": "Kofi", "role_in_words": "Childminder"})
    assert "workplace" in page.context["form"].errors


def test_asking_twice_keeps_one_request(client):
    for role in ("Childminder", "Childminder and volunteer"):
        prove(client, "minder@private.example.org")
        client.post(ASK, {"display_name": "Kofi", "workplace": "Wenlow", "role_in_words": role})
    assert AccessRequest.objects.get().role_in_words == "Childminder and volunteer"


def test_too_many_codes_for_one_address_are_refused(client):
    for _ in range(5):
        client.post(START, {"email": "sam@wenlow.example.org"})
    assert client.post(START, {"email": "SAM@wenlow.example.org"}).status_code == 429
    assert client.post(START, {"email": "pat@wenlow.example.org"}).url == CODE


def test_somebody_signed_in_has_no_need_to_join(client):
    client.force_login(UserFactory())
    assert client.get(START).url == "/"


def test_user_names_are_made_from_names_and_never_taken():
    UserFactory(username="sam.carter")
    school = EmailDomainFactory().organisation
    check = AddressCheckFactory(proved=True, email="sam@wenlow.example.org")
    user = register(check=check, newcomer=newcomer(school), at=timezone.now())
    assert user.username == "sam.carter2"


def test_the_sign_in_page_leads_here(client):
    assert client.get("/account/signup/", follow=True).redirect_chain[-1][0] == START
    assert reverse("joining:card_sign_in") in client.get("/account/login/").content.decode()

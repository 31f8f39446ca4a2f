import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount
from django.utils import timezone

from accounts.models import Employment, Person, User
from tests.accounts import identity_provider as provider
from tests.accounts.factories import (
    PASSWORD,
    EmploymentFactory,
    EmploymentTypeFactory,
    OrganisationFactory,
    PersonFactory,
    ProfessionFactory,
    RoleGrantFactory,
    UserFactory,
)
from tests.accounts.letters import delivered

pytestmark = pytest.mark.django_db

ADDRESS = "priya@alderbrook.example.org"


@pytest.fixture(scope="module")
def there():
    with provider.running() as url:
        yield url


@pytest.fixture
def council():
    return OrganisationFactory(name="Alderbrook Council")


@pytest.fixture(autouse=True)
def offer(settings, there, council):
    def offered(**rules):
        settings.SOCIALACCOUNT_PROVIDERS = provider.offered(there, council, **rules)
        settings.PROVIDERS_WITH_SECOND_FACTOR = (
            {provider.ID} if rules.get("has_second_step") else set()
        )

    offered()
    return offered


def priya(there, **claims):
    told = {"email": ADDRESS, "email_verified": True, "name": "Priya Nair"} | claims
    provider.tell(there, "priya", **told)


def is_signed_in(client):
    return "_auth_user_id" in client.session


def joined(user, sub="priya"):
    return SocialAccount.objects.create(user=user, provider=provider.ID, uid=sub)


def answers():
    return {
        "display_name": "Priya Nair",
        "profession": ProfessionFactory().pk,
        "employment_type": EmploymentTypeFactory().pk,
        "agrees": "on",
    }


def test_the_sign_in_page_offers_the_organisation(client):
    page = client.get("/account/login/").content.decode()
    assert "Sign in with Alderbrook Council" in page
    assert f'action="{provider.START}"' in page


def test_nothing_leaves_for_the_organisation_on_a_get(client):
    assert client.get(provider.START).url == "/account/login/"


def test_somebody_new_says_what_they_do_and_is_in(client, there, council):
    priya(there)
    assert provider.come_through(client, "priya").url == "/account/organisation/new/"
    assert not User.objects.exists()
    page = client.get("/account/organisation/new/").content.decode()
    assert "Alderbrook Council" in page
    assert 'value="Priya Nair"' in page

    client.post("/account/organisation/new/", answers())
    assert is_signed_in(client)
    user = User.objects.get()
    assert (user.email, user.person.display_name) == (ADDRESS, "Priya Nair")
    assert EmailAddress.objects.get().verified
    job = Employment.objects.get()
    assert (job.organisation, job.is_confirmed) == (council, True)


def test_what_the_organisation_told_us_is_not_kept(client, there):
    priya(there, phone_number="01632 960 115", groups=["staff"])
    provider.come_through(client, "priya")
    client.post("/account/organisation/new/", answers())
    assert SocialAccount.objects.get().extra_data == {}
    client.post("/account/logout/")
    provider.come_through(client, "priya")
    assert SocialAccount.objects.get().extra_data == {}


def test_a_shared_sign_in_leaves_the_workplace_to_be_confirmed(client, there, offer):
    offer(newcomers="to_confirm")
    priya(there)
    provider.come_through(client, "priya")
    client.post("/account/organisation/new/", answers())
    assert not Employment.objects.get().is_confirmed


def test_newcomers_may_be_closed(client, there, offer):
    offer(newcomers="closed")
    priya(there)
    page = provider.come_through(client, "priya").content.decode()
    assert "We do not know you yet" in page
    assert not User.objects.exists()


def test_a_record_that_waited_for_this_address_is_taken_up(client, there):
    record = PersonFactory(display_name="Priya N", email=ADDRESS)
    priya(there)
    provider.come_through(client, "priya")
    client.post("/account/organisation/new/", answers() | {"is_record": "yes"})
    assert User.objects.get().person == record
    assert Person.objects.count() == 1


def test_somebody_joined_before_is_in_at_once(client, there):
    user = UserFactory(person__email=ADDRESS)
    joined(user)
    priya(there)
    assert provider.come_through(client, "priya").url == "/"
    assert client.session["_auth_user_id"] == str(user.pk)


def test_a_proved_address_of_the_organisation_finds_its_person_and_tells_them(client, there):
    user = UserFactory(person__email=ADDRESS)
    priya(there)
    provider.come_through(client, "priya")
    assert client.session["_auth_user_id"] == str(user.pk)
    assert SocialAccount.objects.get().user == user
    assert "through your organisation was added" in delivered(to=ADDRESS)[0].body


@pytest.mark.parametrize("word", [False, "false", None])
def test_an_unproved_address_never_signs_in_or_links(client, there, word):
    UserFactory(person__email=ADDRESS)
    priya(there, email_verified=word)
    refused = provider.come_through(client, "priya")
    assert refused.status_code == 403
    page = refused.content.decode()
    assert "not that it is really yours" in page
    assert "/account/login/code/" in page
    assert not is_signed_in(client)
    assert not SocialAccount.objects.exists()


def test_an_unproved_address_makes_nobody_new(client, there):
    priya(there, email_verified=False)
    provider.come_through(client, "priya")
    assert client.get("/account/organisation/new/").url == "/account/login/"
    assert not Person.objects.exists()


def test_a_local_address_that_was_never_proved_does_not_keep_its_password(client, there):
    """Somebody may have put in the address of another and waited."""
    user = UserFactory(person__email=ADDRESS, verified_address=False)
    EmailAddress.objects.create(user=user, email=ADDRESS, verified=False, primary=True)
    priya(there)
    provider.come_through(client, "priya")
    user.refresh_from_db()
    assert not user.has_usable_password()


def test_another_domain_is_refused(client, there):
    priya(there, email="priya@elsewhere.example.org")
    refused = provider.come_through(client, "priya")
    assert refused.status_code == 403
    assert "not one of those we agreed" in refused.content.decode()


def test_where_a_claim_decides_an_address_of_elsewhere_does_not_link(client, there, offer):
    """Only an organisation speaks for the addresses it hands out itself."""
    offer(domains=[], claim="groups", claim_values=["portal"])
    UserFactory(person__email="priya@example.org")
    priya(there, email="priya@example.org", groups=["portal"])
    provider.come_through(client, "priya")
    taken = client.post("/account/organisation/new/", answers())
    assert taken.status_code == 409
    assert "You have a place here already" in taken.content.decode()
    assert not is_signed_in(client)
    assert not SocialAccount.objects.exists()


def test_a_leaver_is_refused_and_the_organisations_rights_close(client, there, offer, council):
    offer(leaver_claim="status", leaver_values=["left"])
    user = UserFactory(person__email=ADDRESS)
    joined(user)
    today = timezone.localdate()
    job = EmploymentFactory(
        person=user.person, organisation=council, starts_on=today.replace(year=today.year - 1)
    )
    RoleGrantFactory(person=user.person, role="organisation_lead", organisation=council)
    priya(there, status="left")

    refused = provider.come_through(client, "priya")
    assert "no longer work there" in refused.content.decode()
    job.refresh_from_db()
    assert job.ends_on < today
    assert not user.person.role_grants.current(at=timezone.now()).exists()
    assert not is_signed_in(client)


def test_a_second_step_of_ours_still_follows(client, there):
    user = UserFactory(person__email=ADDRESS)
    joined(user)
    TOTP.activate(user, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    priya(there)
    assert provider.come_through(client, "priya").url == "/account/login/second-step/"


@pytest.mark.parametrize("vouches", [True, False])
def test_staff_need_a_second_step_unless_their_organisation_vouches_for_one(
    client, there, offer, settings, vouches
):
    settings.SECOND_FACTOR_REQUIRED = True
    offer(has_second_step=vouches)
    user = UserFactory(person__email=ADDRESS)
    RoleGrantFactory(person=user.person, role="programme_lead")
    joined(user)
    priya(there)
    provider.come_through(client, "priya")
    assert (client.get("/account/").status_code == 200) is vouches


def test_saying_no_there_is_fine_here(client, there):
    url = client.post(provider.START).context["url"]
    state = url.split("state=")[1].split("&")[0]
    back = f"{provider.START}back/?error=access_denied&state={state}"
    page = client.get(back, follow=True).content.decode()
    assert "You stopped the sign-in" in page


def test_an_answer_nobody_asked_for_is_an_error_page(client):
    answer = client.get(f"{provider.START}back/?code=x&state=made-up", follow=True)
    assert "did not answer" in answer.content.decode()
    assert not is_signed_in(client)


def test_a_provider_that_is_down_is_said_so(client, settings, council):
    settings.SOCIALACCOUNT_PROVIDERS = provider.offered("http://localhost:9", council)
    answer = client.post(provider.START)
    assert answer.status_code == 503
    assert "did not answer" in answer.content.decode()


def test_a_provider_that_does_not_exist_is_not_found(client):
    assert client.post("/account/organisation/sign-in/nowhere/").status_code == 404


def test_an_organisation_can_be_connected_and_taken_away(client, there):
    user = UserFactory(person__email="priya@example.org")
    client.post("/account/login/", {"login": user.username, "password": PASSWORD})
    assert "Connect Alderbrook Council" in client.get("/account/organisation/").content.decode()
    priya(there)
    provider.come_through(client, "priya", process="connect")
    account = SocialAccount.objects.get(user=user)

    client.post("/account/organisation/", {"account": account.pk})
    assert not SocialAccount.objects.exists()


def test_an_account_of_somebody_else_cannot_be_connected(client, there):
    joined(UserFactory())
    user = UserFactory()
    client.post("/account/login/", {"login": user.username, "password": PASSWORD})
    priya(there)
    provider.come_through(client, "priya", process="connect")
    assert not SocialAccount.objects.filter(user=user).exists()

"""Signing in through an organisation: a real browser goes to a real provider and comes back."""

import pytest
from allauth.socialaccount.models import SocialAccount

from accounts.models import Employment, User
from tests.accounts import identity_provider as provider
from tests.accounts.at_the_door import heading, is_shut_out, press
from tests.accounts.factories import (
    EmploymentTypeFactory,
    OrganisationFactory,
    ProfessionFactory,
    UserFactory,
)
from tests.accounts.letters import delivered
from tests.browser import PHONE, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ADDRESS = "priya@alderbrook.example.org"


@pytest.fixture(scope="module")
def there():
    with provider.running() as url:
        yield url


@pytest.fixture(autouse=True)
def council(settings, there):
    council = OrganisationFactory(name="Alderbrook Council")
    settings.SOCIALACCOUNT_PROVIDERS = provider.offered(there, council)
    return council


@pytest.fixture(params=[True, False], ids=["with a script", "without a script"])
def priyas_phone(request, new_context, there):
    context = new_context(java_script_enabled=request.param, viewport=PHONE)
    provider.undress(context, there)
    return context.new_page()


def go_through(page, live_server):
    page.goto(f"{live_server.url}/account/login/?next=/account/")
    press(page, "Sign in with Alderbrook Council")
    page.get_by_placeholder("sub").fill("priya")
    press(page, "Authorize")


def told(there, *, proved):
    provider.tell(there, "priya", email=ADDRESS, email_verified=proved, name="Priya Nair")


def test_a_proved_address_opens_the_door_and_its_owner_is_told(priyas_phone, live_server, there):
    user = UserFactory(person__email=ADDRESS)
    told(there, proved=True)
    go_through(priyas_phone, live_server)
    heading(priyas_phone, "Signing in")
    priyas_phone.get_by_text(user.username, exact=True).wait_for()
    assert SocialAccount.objects.get().user == user
    assert "through your organisation was added" in delivered(to=ADDRESS)[0].body


def test_an_unproved_address_is_refused_and_told_what_to_do(priyas_phone, live_server, there):
    UserFactory(person__email=ADDRESS)
    told(there, proved=False)
    go_through(priyas_phone, live_server)
    heading(priyas_phone, "We could not let you in this way")
    priyas_phone.get_by_text("not that it is really yours").wait_for()
    assert is_shut_out(priyas_phone, live_server)
    assert not SocialAccount.objects.exists()
    assert delivered(to=ADDRESS) == []


def test_the_refusal_is_accessible_and_leads_to_a_code(phone, live_server, there):
    provider.undress(phone.context, there)
    told(there, proved=False)
    go_through(phone, live_server)
    heading(phone, "We could not let you in this way")
    assert violations(phone) == []
    phone.get_by_role("link", name="Get a one-time code by e-mail").click()
    phone.get_by_label("E-mail address").wait_for()
    assert not User.objects.exists()


def test_somebody_new_says_what_they_do_and_is_in(phone, live_server, there, council):
    ProfessionFactory()
    EmploymentTypeFactory()
    provider.undress(phone.context, there)
    told(there, proved=True)
    go_through(phone, live_server)
    heading(phone, "A little about you")
    assert violations(phone) == []
    phone.get_by_label("Your role").select_option(label="Teacher")
    phone.get_by_label("Employed", exact=True).check()
    press(phone, "Join the portal")
    heading(phone, "Signing in")
    job = Employment.objects.get(person__display_name="Priya Nair")
    assert (job.organisation, job.is_confirmed) == (council, True)

"""Coming in as people do it, in a real browser, at the width of a phone."""

import re

import pytest
from django.utils import timezone

from accounts.imports.work import work
from accounts.models import Employment, PeopleImport, User
from tests.accounts.at_the_door import press
from tests.accounts.factories import (
    AccessRequestFactory,
    EmailDomainFactory,
    EmploymentFactory,
    EmploymentTypeFactory,
    EnrolmentKeyFactory,
    InvitationFactory,
    OrganisationFactory,
    PersonFactory,
    ProfessionFactory,
    user_with_role,
)
from tests.accounts.letters import code_in, delivered
from tests.browser import DESK, PHONE, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _ground(settings):
    settings.SECOND_FACTOR_REQUIRED = False
    ProfessionFactory()
    EmploymentTypeFactory()


def say_what_i_do(page):
    page.get_by_label("Your role").select_option(label="Teacher")
    page.get_by_label("Employed", exact=True).check()


def prove_address(page, live_server, email):
    page.goto(f"{live_server.url}/join/")
    page.get_by_label("Your e-mail address").fill(email)
    press(page, "Send me a code")
    page.get_by_role("heading", name="Type the code").wait_for()
    page.get_by_label("Code").fill(code_in(delivered(to=email)[-1]))
    press(page, "Continue")


def link_in(letter):
    return re.search(r"/join/invitation/\S+", letter.body).group()


def has_come_in(page, live_server):
    page.wait_for_url(f"{live_server.url}/")
    return User.objects.get(email__startswith="sam")


def test_register_by_domain_then_be_confirmed(phone, live_server, context, sign_in):
    school = EmailDomainFactory(domain="nhs.example.org").organisation
    EmailDomainFactory(domain="nhs.example.org")
    prove_address(phone, live_server, "sam@nhs.example.org")
    phone.get_by_label("Your name").fill("Sam Carter")
    phone.get_by_label("Where you work").select_option(label=school.name)
    say_what_i_do(phone)
    assert violations(phone) == []
    press(phone, "Join the portal")
    assert not has_come_in(phone, live_server).person.employments.get().is_confirmed

    context.clear_cookies()
    sign_in(user_with_role("organisation_lead", organisation=school))
    phone.goto(f"{live_server.url}/people/waiting/")
    phone.get_by_role("button", name="Yes, confirm Sam Carter").click()
    phone.get_by_text("Sam Carter is confirmed.").wait_for()
    assert Employment.objects.get(person__display_name="Sam Carter").is_confirmed
    assert "has confirmed it" in delivered(to="sam@nhs.example.org")[-1].body


def test_ask_and_be_approved(phone, live_server, context, sign_in):
    school = OrganisationFactory(name="Wenlow Toddler Group")
    prove_address(phone, live_server, "sam@private.example.org")
    phone.get_by_label("Your name").fill("Sam Carter")
    phone.get_by_label("If it is not in the list, where is it?").fill("I am a childminder")
    phone.get_by_label("What you do there").fill("Childminder")
    press(phone, "Send my request")
    phone.get_by_role("heading", name="Your request is with us").wait_for()

    sign_in(user_with_role("programme_lead"))
    phone.goto(f"{live_server.url}/people/requests/")
    phone.get_by_role("link", name="Sam Carter").click()
    phone.get_by_label("Where they work").select_option(label=school.name)
    phone.get_by_label("Their role").select_option(label="Teacher")
    phone.get_by_label("Employed", exact=True).check()
    press(phone, "Let them in")
    phone.get_by_text("We have sent Sam Carter a link.").wait_for()

    context.clear_cookies()
    phone.goto(live_server.url + link_in(delivered(to="sam@private.example.org")[-1]))
    press(phone, "Join the portal")
    assert has_come_in(phone, live_server).person.employments.get().organisation == school


def test_be_invited_by_a_list(phone, live_server, context, sign_in, tmp_path):
    school = OrganisationFactory(name="Wenlow Primary")
    file = tmp_path / "staff.csv"
    file.write_text(
        "name,e-mail,organisation,profession,how employed\n"
        "Sam Carter,sam@example.org,Wenlow Primary,Teacher,Employed\n"
    )
    sign_in(user_with_role("organisation_lead", organisation=school))
    phone.goto(f"{live_server.url}/people/lists/new/")
    phone.get_by_label("The list, as a CSV file").set_input_files(file)
    phone.get_by_label("Invite the people").check()
    press(phone, "Check the list")
    work_now()
    phone.get_by_role("link", name="See how far it is").click()
    press(phone, "Do this and send the invitations")
    work_now()

    context.clear_cookies()
    phone.goto(live_server.url + link_in(delivered(to="sam@example.org")[-1]))
    assert violations(phone) == []
    press(phone, "Join the portal")
    assert has_come_in(phone, live_server).person.employments.get().is_confirmed


def work_now():
    assert work(PeopleImport.objects.get().pk, at=timezone.now())


def test_sign_in_by_a_printed_card(phone, live_server, context, sign_in):
    school = OrganisationFactory(name="Wenlow Primary")
    sign_in(user_with_role("facilitator", organisation=school))
    phone.goto(f"{live_server.url}/people/cards/new/")
    phone.get_by_label("Names").fill("Jo Webb")
    phone.get_by_label("Their role").select_option(label="Teacher")
    phone.get_by_label("Employed", exact=True).check()
    press(phone, "Add these people")
    phone.get_by_label("Jo Webb").check()
    press(phone, "Make the cards")
    phone.get_by_role("heading", name="Cards to print").wait_for()
    _, username, phrase = phone.locator(".cp-signcard dd").all_inner_texts()

    context.clear_cookies()
    phone.goto(f"{live_server.url}/join/card/")
    phone.get_by_label("User name").fill(username)
    phone.get_by_label("The four words on your card").fill(phrase)
    press(phone, "Sign in")
    phone.get_by_role("heading", name="Choose a password").wait_for()
    phone.get_by_label("Your new password").fill("lanterns by the quiet quay")
    press(phone, "Save and continue")
    phone.wait_for_url(f"{live_server.url}/")
    assert User.objects.get(username=username).check_password("lanterns by the quiet quay")


def test_join_with_a_key_and_no_address_by_keyboard_alone(phone, live_server):
    key = EnrolmentKeyFactory(
        profession=ProfessionFactory(), employment_type=EmploymentTypeFactory()
    )
    phone.goto(f"{live_server.url}/join/key/")
    phone.get_by_label("Enrolment key").focus()
    phone.keyboard.type(key.printed_code)
    phone.keyboard.press("Enter")
    phone.get_by_label("Your name").focus()
    phone.keyboard.type("Jo Webb")
    phone.keyboard.press("Tab")
    phone.keyboard.type("lanterns by the quiet quay")
    phone.keyboard.press("Enter")
    phone.wait_for_url(f"{live_server.url}/")
    assert User.objects.get(username="jo.webb").person.employments.exists()


def test_everything_works_without_a_script(new_context, live_server):
    page = new_context(java_script_enabled=False, viewport=PHONE).new_page()
    invitation = InvitationFactory(complete=True, email="sam@example.org")
    page.goto(live_server.url + invitation.get_absolute_url())
    press(page, "Join the portal")
    assert has_come_in(page, live_server)


@pytest.mark.parametrize(
    "path",
    ["/join/", "/join/key/", "/join/card/", "/join/asked/", "/join/invitation/none/", "invitation"],
)
@pytest.mark.parametrize(("viewport", "scheme"), [(PHONE, "light"), (DESK, "dark")])
def test_ways_in_are_accessible(page, live_server, path, viewport, scheme):
    page.set_viewport_size(viewport)
    page.emulate_media(color_scheme=scheme)
    if path == "invitation":
        path = InvitationFactory().get_absolute_url()
    page.goto(f"{live_server.url}{path}")
    assert violations(page) == []
    assert fits(page)


DESK_PAGES = [
    "arrivals/",
    "waiting/",
    "requests/",
    "request",
    "invitations/",
    "invitations/new/",
    "keys/",
    "keys/new/",
    "key",
    "cards/",
    "cards/new/",
    "lists/",
    "lists/new/",
    "list",
]


@pytest.mark.parametrize("name", DESK_PAGES)
@pytest.mark.parametrize(("viewport", "scheme"), [(PHONE, "light"), (DESK, "dark")])
def test_the_desk_is_accessible(page, live_server, sign_in, name, viewport, scheme):
    page.set_viewport_size(viewport)
    page.emulate_media(color_scheme=scheme)
    school = OrganisationFactory(name="Wenlow Primary")
    lead = user_with_role("organisation_lead", organisation=school)
    found = furnish(school, lead.person)
    sign_in(lead)
    page.goto(f"{live_server.url}/people/{found.get(name, name)}")
    page.get_by_role("heading", level=1).wait_for()
    assert violations(page) == []
    assert fits(page)


def furnish(school, lead):
    EmploymentFactory(unconfirmed=True, organisation=school)
    EmploymentFactory(organisation=school, person=PersonFactory(without_email=True))
    InvitationFactory(organisation=school)
    request = AccessRequestFactory(organisation=school, why="To learn about play.")
    key = EnrolmentKeyFactory(organisation=school, purpose="Staff room poster")
    rows = [[2, {"name": "Sam Carter", "organisation": "Wenlow Primary"}, False]]
    made = PeopleImport.objects.create(
        kind="people", made_by=lead, file_name="staff.csv", rows=rows, total=1
    )
    work(made.pk, at=timezone.now())
    return {
        "request": f"requests/{request.uuid}/",
        "key": f"keys/{key.pk}/",
        "list": f"lists/{made.uuid}/",
    }


def fits(page):
    """No sideways scrolling."""
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")

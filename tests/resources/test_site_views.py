import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template
from django.test import RequestFactory
from wagtail.models import PageViewRestriction

from accounts.models import Locality
from resources.frame import frame
from resources.models import LegalPage, Partnership
from tests.accounts.factories import EmploymentFactory, UserFactory
from tests.resources.factories import (
    SafeguardingRouteFactory,
    SupportContactFactory,
    page_under,
    site_root,
)

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def wenlow():
    """A ward inside a town, and somebody who works in the ward."""
    town = Locality.objects.create(name="Wenlow", kind="la", code="E08999901", vintage=2023)
    ward = Locality.objects.create(
        name="Quayside", kind="ward", code="E05999901", vintage=2023, parent=town
    )
    user = UserFactory()
    EmploymentFactory(person=user.person, locality=ward)
    return town, ward, user


def drawn(user, template):
    request = RequestFactory().get("/")
    request.user = user
    return Template("{% load support %}" + template).render(Context({"request": request}))


FOOTER = "{% support_now as now %}{{ now.route.name }}|{{ now.contact.name }}|{{ now.checked_on }}"


def test_the_footer_shows_the_nearest_route_and_else_the_partnerships_own(wenlow):
    town, _ward, user = wenlow
    SafeguardingRouteFactory(name="Everywhere")
    SafeguardingRouteFactory(name="Wenlow team", area=town)
    SupportContactFactory(name="Samaritans", in_footer=True)

    assert drawn(user, FOOTER).startswith("Wenlow team|Samaritans")
    assert drawn(UserFactory(), FOOTER).startswith("Everywhere|Samaritans")
    assert drawn(AnonymousUser(), FOOTER).startswith("Everywhere|Samaritans")


def test_the_ward_is_nearer_than_the_town(wenlow):
    town, ward, user = wenlow
    SafeguardingRouteFactory(name="Town team", area=town, order=1)
    SafeguardingRouteFactory(name="Ward team", area=ward, order=2)

    assert drawn(user, FOOTER).startswith("Ward team")


def test_a_site_without_numbers_still_draws_its_footer():
    assert drawn(AnonymousUser(), FOOTER) == "||None"


def test_every_page_costs_no_query_for_what_stands_around_it(django_assert_num_queries, wenlow):
    _town, _ward, user = wenlow
    SafeguardingRouteFactory()
    drawn(user, FOOTER)

    with django_assert_num_queries(0):
        drawn(user, FOOTER + "{% site_frame as frame %}{{ frame.name }}{% support_box %}")


def test_a_changed_number_is_seen_on_the_next_page(django_capture_on_commit_callbacks):
    route = SafeguardingRouteFactory(phone="01632 960 114")
    assert frame().routes[0].phone == "01632 960 114"

    with django_capture_on_commit_callbacks(execute=True):
        route.phone = "01632 960 115"
        route.save()

    assert frame().routes[0].phone == "01632 960 115"


def test_a_changed_name_and_a_new_job_are_seen_too(django_capture_on_commit_callbacks, wenlow):
    town, _ward, _user = wenlow
    SafeguardingRouteFactory(name="Everywhere")
    SafeguardingRouteFactory(name="Wenlow team", area=town)
    mover = UserFactory()
    assert drawn(mover, FOOTER).startswith("Everywhere")
    assert frame().name == ""

    with django_capture_on_commit_callbacks(execute=True):
        partnership = Partnership.load()
        partnership.name = "Alderbrook and Wenlow Partnership"
        partnership.save()
        EmploymentFactory(person=mover.person, locality=town)

    assert frame().name == "Alderbrook and Wenlow Partnership"
    mover = type(mover).objects.get(pk=mover.pk)
    assert drawn(mover, FOOTER).startswith("Wenlow team")


def test_a_section_that_was_moved_is_none_on_the_next_page(django_capture_on_commit_callbacks):
    home = site_root()
    about, news = page_under(home, title="About"), page_under(home, title="News")
    assert frame().sections == {"about", "news"}

    with django_capture_on_commit_callbacks(execute=True):
        news.move(about, pos="last-child")
    assert frame().sections == {"about"}

    with django_capture_on_commit_callbacks(execute=True):
        type(news).objects.get(pk=news.pk).move(home, pos="last-child")
    assert frame().sections == {"about", "news"}


def test_the_support_page_has_a_neutral_tab_and_a_way_out(client):
    SupportContactFactory(name="Samaritans", phone="116 123")

    shown = client.get("/support/").content.decode()

    assert "<title>Information</title>" in shown
    assert "govuk-exit-this-page" in shown
    assert "116 123" in shown
    assert "Checked on" in shown


def test_the_worried_page_says_999_first_and_that_the_portal_takes_no_referrals(client, wenlow):
    town, _ward, user = wenlow
    SafeguardingRouteFactory(name="Everywhere")
    SafeguardingRouteFactory(name="Wenlow team", area=town)
    client.force_login(user, backend=BACKEND)

    shown = client.get("/worried/").content.decode()

    main = shown[shown.index("<h1>") :]
    assert main.index("call 999") < main.index("Wenlow team") < main.index("Everywhere")
    assert "never takes referrals" in main


@pytest.mark.parametrize("url", ["/support/", "/worried/"])
def test_without_any_number_the_pages_say_where_else_to_turn(client, url):
    assert "has been added yet" in client.get(url).content.decode().replace("have been", "has been")


@pytest.mark.parametrize("url", ["/support/", "/worried/"])
def test_more_numbers_do_not_mean_more_queries(client, django_assert_max_num_queries, url):
    def queries():
        client.get(url)
        with django_assert_max_num_queries(60) as counted:
            client.get(url)
        return len(counted)

    SupportContactFactory()
    SafeguardingRouteFactory()
    before = queries()
    SupportContactFactory.create_batch(5)
    SafeguardingRouteFactory.create_batch(5)
    assert queries() == before


def test_the_sitemap_holds_public_pages_and_no_others(client):
    home = site_root()
    public = page_under(home, title="Public")
    draft = page_under(home, title="Draft", live=False)
    private = page_under(home, title="Private")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    leaving = page_under(home, title="Leaving", shows_exit=True)

    listed = client.get("/sitemap.xml").content.decode()

    assert public.url in listed
    for hidden in (draft, private, leaving):
        assert f"/{hidden.slug}/" not in listed


def test_robots_are_kept_from_everything_with_a_person_in_it(client):
    answer = client.get("/robots.txt")

    assert answer["Content-Type"].startswith("text/plain")
    for closed in ("/account/", "/cms/", "/people/", "/documents/"):
        assert f"Disallow: {closed}" in answer.content.decode()
    assert "sitemap.xml" in answer.content.decode()


def test_legal_pages_stand_in_the_footer_in_their_order():
    home = site_root()
    page_under(home, LegalPage, title="Privacy notice", footer_words="Privacy")
    page_under(home, LegalPage, title="Terms of use")
    page_under(home, LegalPage, title="Not yet", live=False)

    assert [link.text for link in frame().links] == ["Privacy", "Terms of use"]

"""What people see when something is missing, closed or broken: plain words and a next step."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import path
from django.views import defaults

from portal import urls as site
from tests.accounts.factories import UserFactory


@pytest.mark.django_db
def test_a_missing_page_says_so_and_where_to_go(client):
    page = client.get("/no/such/page/")
    assert page.status_code == 404
    assert "We cannot find that page" in page.text
    assert 'href="/"' in page.text
    assert "Worried about a child or adult?" in page.text


@pytest.mark.django_db
@pytest.mark.urls("tests.portal.test_error_pages")
def test_a_refused_page_blames_nobody(client):
    client.force_login(UserFactory())
    page = client.get("/closed/")
    assert page.status_code == 403
    assert "nobody is told" in page.text


def test_a_broken_page_needs_no_database_no_cache_and_no_request():
    """Without the `django_db` mark any query raises."""
    page = defaults.server_error(RequestFactory().get("/"))
    assert page.status_code == 500
    assert "Something went wrong on our side" in page.text
    assert "116 123" in page.text


def test_an_unreadable_request_needs_no_database_either():
    page = defaults.bad_request(RequestFactory().get("/"), Exception())
    assert page.status_code == 400
    assert "nothing was saved or changed" in page.text


@pytest.mark.parametrize("name", ["404.html", "403.html", "400.html", "500.html", "403_csrf.html"])
@pytest.mark.django_db
def test_no_page_says_whose_fault_it_is(name):
    page = render_to_string(name)
    assert "<h1>" in page
    assert not {"forbidden", "denied", "invalid", "failed"} & set(page.lower().split())


def broken(request) -> HttpResponse:
    raise RuntimeError("on purpose")


def closed(request) -> HttpResponse:
    raise PermissionDenied


urlpatterns = [path("broken/", broken), path("closed/", closed), *site.urlpatterns]


@pytest.mark.urls("tests.portal.test_error_pages")
def test_a_view_that_breaks_answers_with_the_designed_page(client, settings):
    client.raise_request_exception = False
    settings.MIDDLEWARE = []
    page = client.get("/broken/")
    assert page.status_code == 500
    assert "It is not your mistake" in page.text

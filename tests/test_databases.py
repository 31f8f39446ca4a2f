import pytest
from django.contrib.auth.models import Permission

from accounts.models import Sector
from resources.models import BasePage

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("run", [1, 2])
def test_a_test_that_commits_leaves_the_database_as_the_migrations_made_it(run):
    assert not Sector.objects.filter(slug="left-behind").exists()
    assert BasePage.objects.filter(depth=1).exists()
    assert Permission.objects.filter(codename="access_admin").exists()
    Sector.objects.create(slug="left-behind", label="Left behind")


@pytest.mark.browser
def test_a_page_may_not_call_another_host_or_break_the_policy(page, live_server):
    page.goto(f"{live_server}/healthz")
    assert page.text_content("body") == "ok"

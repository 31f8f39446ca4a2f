from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.models import Permission
from django.db import connection, transaction

from accounts.models import Sector
from resources.models import BasePage

WRITERS = 20

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


def test_twenty_writers_wait_for_each_other_instead_of_failing():
    """Each reads, then writes, in one transaction, which Django's defaults refuse on SQLite."""
    row = Sector.objects.create(slug="count", label="Count", order=0)

    def write(_number):
        try:
            for _ in range(10):
                with transaction.atomic():
                    seen = Sector.objects.select_for_update().get(pk=row.pk)
                    seen.order += 1
                    seen.save()
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(write, range(WRITERS)))

    row.refresh_from_db()
    assert row.order == WRITERS * 10

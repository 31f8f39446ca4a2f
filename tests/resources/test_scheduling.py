"""A page approved for a day to come goes live on it, and goes when its time is over."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from resources.models import StandardPage
from resources.tasks import publish_what_is_scheduled
from tests.resources.factories import page_under, site_root

pytestmark = pytest.mark.django_db


def test_beat_looks_for_what_is_scheduled():
    tasks = {each["task"] for each in settings.CELERY_BEAT_SCHEDULE.values()}
    assert publish_what_is_scheduled.name in tasks


@pytest.mark.parametrize(("minutes", "is_live"), [(-1, True), (60, False)])
def test_a_page_goes_live_when_its_day_has_come_and_not_before(minutes, is_live):
    page = page_under(site_root(), live=False)
    page.go_live_at = timezone.now() + timedelta(minutes=minutes)
    page.save_revision(approved_go_live_at=page.go_live_at)
    publish_what_is_scheduled()
    assert StandardPage.objects.get(pk=page.pk).live is is_live


def test_a_page_goes_when_its_time_is_over():
    page = page_under(site_root())
    over = timezone.now() - timedelta(minutes=1)
    StandardPage.objects.filter(pk=page.pk).update(expire_at=over)
    publish_what_is_scheduled()
    assert not StandardPage.objects.get(pk=page.pk).live

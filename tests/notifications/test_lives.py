from random import Random

import pytest
from django.utils import timezone

from tests.notifications.lives import Lives

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_striking_one_that_has_ended_troubles_nobody():
    lives = Lives(chance=Random(1))  # noqa: S311
    lives.run(at=timezone.now(), together=2)
    lives.strike()
    assert lives.struck == 0

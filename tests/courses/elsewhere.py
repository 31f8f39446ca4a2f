"""Training that others offer, for tests."""

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from courses.models import OtherTraining


class OtherTrainingFactory(DjangoModelFactory):
    class Meta:
        model = OtherTraining

    title = factory.Sequence(lambda number: f"Baby brain basics {number}")
    provider = "Tideway Training Hub"
    starts_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=30))
    minutes = 120
    place = "Library, Mill Lane"

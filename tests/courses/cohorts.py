"""Cohorts for tests, with a series of three."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from courses.models import Cohort, Series
from tests.accounts.factories import PersonFactory
from tests.courses.sessions import SessionFactory

TITLES = ("Before birth", "After birth", "What each of us can offer")


class SeriesFactory(DjangoModelFactory):
    class Meta:
        model = Series
        skip_postgeneration_save = True

    title = factory.Sequence(lambda number: f"Three in a row {number}")

    @factory.post_generation
    def titles(self, create, given, **_kwargs):
        for number, title in enumerate(given or TITLES, start=1):
            self.parts.create(number=number, title=title)


class CohortFactory(DjangoModelFactory):
    class Meta:
        model = Cohort
        skip_postgeneration_save = True

    name = factory.Sequence(lambda number: f"Perinatal {number}")
    series = factory.SubFactory(SeriesFactory)
    lead = factory.SubFactory(PersonFactory)
    starts_on = factory.LazyFunction(timezone.localdate)

    @factory.post_generation
    def people(self, create, given, **_kwargs):
        for person in given or []:
            self.memberships.create(person=person)


def meeting(cohort, number, *, at, there=None, missed=(), **said):
    """A session of its part; with `there` somebody wrote down who came, and who did not."""
    part = cohort.series.parts.get(number=number) if number else None
    made = SessionFactory(cohort=cohort, part=part, starts_at=at, **said)
    for person in [*(there or ()), *missed]:
        made.attendances.create(
            person=person, is_there=person not in missed, marked_at=at, marked_by=cohort.lead
        )
    return made

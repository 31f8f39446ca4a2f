"""Sessions for tests, open for booking unless said otherwise."""

from datetime import UTC, datetime, timedelta

import factory
from factory.django import DjangoModelFactory

from courses.actions.booking import book_place
from courses.models import DisciplineRule, LiveSession
from tests.accounts.factories import PersonFactory, SectorFactory

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
IN_A_MONTH = NOW + timedelta(days=30)


class SessionFactory(DjangoModelFactory):
    class Meta:
        model = LiveSession
        skip_postgeneration_save = True

    class Params:
        planned = factory.Trait(state=LiveSession.State.DRAFT)

    title = factory.Sequence(lambda number: f"Round a case {number}")
    starts_at = IN_A_MONTH
    place = "Family hub, Mill Lane"
    state = LiveSession.State.OPEN
    support_person = factory.SubFactory(PersonFactory)

    @factory.post_generation
    def facilitators(self, create, given, **_kwargs):
        for person in given or [PersonFactory()]:
            self.facilitations.create(person=person)


def sector(slug):
    return SectorFactory(slug=slug, label=slug.capitalize())


def rule(session, slug, **said):
    return DisciplineRule.objects.create(session=session, sector=sector(slug), **said)


def booked(session, slug=None, *, person=None, at=NOW, **said):
    comes_from = sector(slug) if slug else None
    person = person or PersonFactory()
    return book_place(session=session, person=person, sector=comes_from, at=at, **said)

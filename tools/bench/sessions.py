"""Sessions to come, 50 and 5,000 of them: the list, and a place booked and given up again."""

from datetime import timedelta

from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Person
from courses.models import Booking, LiveSession
from courses.place_links import place_path
from tests.accounts.factories import EmploymentFactory, UserFactory
from tests.courses.sessions import SessionFactory
from tools.bench.measure import Row

SIZES = (50, 5_000)
PLACES_TAKEN = 10
AT_ONCE = 5_000


class Calendar:
    """One person who books, in a session of their own, among others with ten people in each."""

    def __init__(self):
        self.starts_at = timezone.now() + timedelta(days=30)
        self.person = EmploymentFactory(person=UserFactory().person).person
        self.booking = Client()
        self.booking.force_login(self.person.user)
        self.session = SessionFactory(starts_at=self.starts_at)
        names = (f"Booked {number}" for number in range(PLACES_TAKEN))
        self.others = Person.objects.bulk_create([Person(display_name=name) for name in names])
        self.count = 1

    def grow(self, size):
        made = LiveSession.objects.bulk_create(
            LiveSession(
                title=f"Session {number}",
                starts_at=self.starts_at + timedelta(hours=number),
                place="Family hub",
                state=LiveSession.State.OPEN,
                last_number=PLACES_TAKEN,
            )
            for number in range(self.count, size)
        )
        Booking.objects.bulk_create(
            (
                Booking(
                    session=session,
                    person=person,
                    number=number,
                    state=Booking.State.BOOKED,
                    asked_at=self.starts_at,
                )
                for session in made
                for number, person in enumerate(self.others, start=1)
            ),
            batch_size=AT_ONCE,
        )
        self.count = size
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    def book(self):
        """Asked for, read, and given up by the link of the letter."""
        page = reverse("courses:session", args=[self.session.pk])
        self.booking.post(page, {"access_needs": ""})
        answer = self.booking.get(page)
        booking = Booking.objects.own_open(self.person, self.session)
        self.booking.post(place_path(booking), {"give_up": "1"})
        return answer


def rows():
    calendar, url = Calendar(), reverse("courses:sessions")
    for size in SIZES:
        calendar.grow(size)
        yield Row("list of sessions", lambda: calendar.booking.get(url), size, "sessions")
        yield Row("book a place and give it up", calendar.book, size, "sessions")

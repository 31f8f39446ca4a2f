"""Live sessions, and who has a place in them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Q,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.permissions import has_right_everywhere
from accounts.rights import Right
from accounts.roles import BY_CODE
from courses.querysets.calendar import CalendarQuerySet, Narrowing
from courses.querysets.presence import BOOKED, came_to
from courses.querysets.support import has_support, takes_bookings

if TYPE_CHECKING:
    from accounts.models import Person, Sector, User
    from accounts.querysets import PersonQuerySet
    from courses.models import Booking
FOUR_WEEKS = timedelta(weeks=4)
HALF_A_DAY = timedelta(hours=12)


class LiveSessionQuerySet(CalendarQuerySet):
    def visible_to(self, user: User) -> LiveSessionQuerySet:
        """All but those being planned, which are for whoever runs them or may run any."""
        if not user.is_authenticated:
            return self.none()
        if has_right_everywhere(user.person, Right.RUN_SESSIONS):
            return self
        return self.filter(~Q(state=self.model.State.DRAFT) | _theirs(user.person))

    def run_by(self, person: Person) -> LiveSessionQuerySet:
        """Where they are facilitator, or made it."""
        return self.filter(_theirs(person))

    def facilitated_by(self, person: Person) -> LiveSessionQuerySet:
        """Where they stand before the people; not what they only planned for others."""
        return self.filter(pk__in=person.facilitations.values("session"))

    def planned_by(self, user: User) -> LiveSessionQuerySet:
        """Those that they may change and call off: a session is never nobody's."""
        if has_right_everywhere(user.person, Right.RUN_SESSIONS):
            return self
        return self.run_by(user.person)

    def showing_people_to(self, person: Person) -> LiveSessionQuerySet:
        """Who planned it for others does not see who comes to a wellbeing session."""
        made = Q(made_by=person) & ~Q(kind=self.model.Kind.WELLBEING)
        return self.filter(Q(pk__in=person.facilitations.values("session")) | made)

    def taken_part_in_by(self, person: Person) -> LiveSessionQuerySet:
        """They have a place or wait for one, and are neither facilitator nor made it."""
        bookings = self.model._meta.get_field("bookings").related_model.objects
        own = bookings.open().filter(person=person)
        return self.filter(pk__in=own.values("session")).exclude(_theirs(person))

    def still_to_run(self, person: Person, *, at: datetime) -> LiveSessionQuerySet:
        """Before them or going on, open or being planned; what was cancelled asks nothing.

        Each says whether it `lacks_support` and could be booked otherwise.
        """
        found = self.run_by(person).to_come(at=at - HALF_A_DAY)
        bookable = Q(state=self.model.State.OPEN, starts_at__gt=at)
        lacks = bookable & ~has_support(on=timezone.localdate(at))
        found = found.exclude(state=self.model.State.CANCELLED)
        return found.annotate(lacks_support=ExpressionWrapper(lacks, BooleanField()))

    def offered(self) -> LiveSessionQuerySet:
        return self.filter(state=self.model.State.OPEN)

    def narrowed(self, said: Narrowing) -> LiveSessionQuerySet:
        found = self.filter(**said.words)
        if said.kind:
            found = found.filter(kind=said.kind)
        return found.filter(provider__name=said.provider) if said.provider else found

    def evaluated(self) -> LiveSessionQuerySet:
        """People are asked about it, or about the cohort it is of."""
        has_plan = Q(evaluation_plan__isnull=False) | Q(cohort__evaluation_plan__isnull=False)
        return self.filter(has_plan)

    def in_series(self) -> LiveSessionQuerySet:
        """Taking them counts for a part, which a wellbeing session never does: it would be seen."""
        return self.offered().filter(part__isnull=False).not_private()

    def not_private(self) -> LiveSessionQuerySet:
        """Of a wellbeing session nobody but its facilitators knows who comes."""
        return self.exclude(kind=self.model.Kind.WELLBEING)

    def marked(self) -> LiveSessionQuerySet:
        """Somebody wrote down who was there.

        A guest alone says so only where nobody had a place: guests are written down one by one,
        and often before the list is kept.
        """
        written = self.model._meta.get_field("attendances").related_model.objects
        written = written.filter(session=OuterRef("pk"))
        booked = self._bookings_of_each().filter(state=BOOKED)
        had_no_list = Exists(written) & ~Exists(booked)
        return self.filter(Exists(written.exclude(person=None)) | had_no_list)

    def open_to(self, person: Person, *, missed: Collection[int]) -> LiveSessionQuerySet:
        """Those of a cohort are for its members, and for whoever `missed` the part in their own."""
        was_at = self.model.objects.been_to(person).values("pk")
        everybodys = Q(cohort=None) | Q(is_open_to_others=True) | Q(part__in=missed)
        everybodys |= Q(follows__in=was_at)
        own = Q(cohort__in=person.memberships.current().values("cohort"))
        return self.filter(everybodys | own | Q(pk__in=person.bookings.open().values("session")))

    def been_to(self, person: Person) -> LiveSessionQuerySet:
        """Begun, and they were there: a check-in of it is theirs. A wellbeing session has none."""
        return self.filter(came_to(person)).exclude(kind=self.model.Kind.WELLBEING)

    def to_book(self, person: Person, *, at: datetime) -> LiveSessionQuerySet:
        """Of their own cohorts, as far as they have neither booked nor taken the part.

        Whoever runs a session books no place in it, and has the part once it is marked.
        """
        booked = person.bookings.open()
        had = person.attendances.that_count().filter(session__part__isnull=False)
        ran = person.facilitations.that_count()
        mine = (
            self.offered()
            .to_come(at=at)
            .filter(takes_bookings(on=timezone.localdate(at)))
            .filter(cohort__in=person.memberships.current().values("cohort"))
        )
        mine = mine.exclude(pk__in=booked.values("session"))
        mine = mine.exclude(pk__in=person.facilitations.values("session"))
        mine = mine.exclude(part__in=had.values("session__part"))
        mine = mine.exclude(part__in=ran.values("session__part"))
        to_come = booked.filter(session__starts_at__gt=at, session__part__isnull=False)
        return mine.exclude(part__in=to_come.values("session__part"))

    def with_places_to_pass_on(self, *, at: datetime) -> LiveSessionQuerySet:
        bookings = self.model._meta.get_field("bookings").related_model.objects
        rules = self.model._meta.get_field("rules").related_model.objects
        late = Q(pk__in=bookings.let_go(at=at).values("session"))
        due = Q(pk__in=rules.due_to_release(at=at).values("session"))
        kept = Q(pk__in=self.due_to_release_sectors(at=at).values("pk"))
        left = Q(pk__in=bookings.of_closed_accounts(at=at).values("session"))
        return self.offered().filter(late | due | kept | left).order_by("pk")

    def due_to_release_sectors(self, *, at: datetime) -> LiveSessionQuerySet:
        """What was kept for missing disciplines is anybody's."""
        return self.filter(least_sectors__gt=0, least_until__lte=at, least_released_at=None)

    def locked(self, pk: int) -> models.Model:
        """Places are given, and numbers with them, by one request at a time."""
        return self.select_for_update(of=("self",)).get(pk=pk)

    def for_list(self, person: Person) -> LiveSessionQuerySet:
        """With what a list shows, and this person's own place in each; one question."""
        own = self._bookings_of_each().open().filter(person=person).values("state")[:1]
        found = self.select_related("age_band", "theme", "provider")
        takes = ExpressionWrapper(takes_bookings(on=timezone.localdate()), BooleanField())
        return found.annotate(own_state=Coalesce(Subquery(own), Value("")), has_hosts=takes)

    def with_taken(self) -> LiveSessionQuerySet:
        """Not by a join: of thousands of sessions, those of one page alone are counted."""
        held = self._bookings_of_each().holding().values("session")
        taken = held.annotate(count=Count("pk")).values("count")
        return self.annotate(taken=Coalesce(Subquery(taken), Value(0)))

    def _bookings_of_each(self) -> BookingQuerySet:
        bookings = self.model._meta.get_field("bookings").related_model.objects
        return bookings.filter(session=OuterRef("pk")).order_by()


def _theirs(person: Person) -> Q:
    return Q(pk__in=person.facilitations.values("session")) | Q(made_by=person)


class DisciplineRuleQuerySet(models.QuerySet):
    def due_to_release(self, *, at: datetime) -> DisciplineRuleQuerySet:
        return self.filter(held__gt=0, held_until__lte=at, released_at=None)


class OfSomebodyQuerySet(models.QuerySet):
    """What a session knows of people, one row each."""

    def visible_to(self, user: User) -> OfSomebodyQuerySet:
        """One's own, and those of sessions that show one their people: no manager, no lead."""
        if not user.is_authenticated:
            return self.none()
        shown = self.sessions.showing_people_to(user.person).values("pk")
        return self.filter(Q(person=user.person) | Q(session__in=shown))

    @property
    def sessions(self) -> LiveSessionQuerySet:
        return self.model._meta.get_field("session").related_model.objects.all()


class BookingQuerySet(OfSomebodyQuerySet):
    def open(self) -> BookingQuerySet:
        """Holds a place, or waits for one."""
        return self.filter(state__in=self.model.OPEN)

    def holding(self) -> BookingQuerySet:
        return self.filter(state__in=self.model.HOLDING)

    def waiting(self) -> BookingQuerySet:
        return self.filter(state=self.model.State.WAITING)

    def let_go(self, *, at: datetime) -> BookingQuerySet:
        """Offered, and not taken in time."""
        return self.filter(state=self.model.State.OFFERED, claim_until__lte=at)

    def of_closed_accounts(self, *, at: datetime) -> BookingQuerySet:
        """To come, of people who may not sign in any more; not of those who never had a login."""
        return self.open().filter(person__user__is_active=False, session__starts_at__gt=at)

    def private(self) -> BookingQuerySet:
        """Of wellbeing sessions."""
        return self.filter(
            session__in=self.sessions.filter(kind=self.sessions.model.Kind.WELLBEING)
        )

    def in_feed(self, *, since: datetime) -> BookingQuerySet:
        """Booked, or booked and ended: calendars heard of these and of no others."""
        booked = Q(state=self.model.State.BOOKED, session__starts_at__gt=since)
        return self.filter(booked | Q(settled_at__isnull=False, ended_at__gt=since))

    def in_line(self) -> BookingQuerySet:
        return self.order_by("number")

    def by_session(self) -> dict[int, Counter[Hashable]]:
        """How many of each discipline, in each; a session with nobody counts nobody."""
        found: dict[int, Counter[Hashable]] = defaultdict(Counter)
        rows = self.order_by().values_list("session", "sector").annotate(count=Count("pk"))
        for session, sector, count in rows:
            found[session][sector] = count
        return found

    def by_sector(self) -> Counter[Hashable]:
        return Counter(self.order_by().values_list("sector", flat=True))

    def with_needs_to_forget(self, *, at: datetime) -> BookingQuerySet:
        """Four weeks after the session nobody needs them any more."""
        return self.filter(session__starts_at__lt=at - FOUR_WEEKS).exclude(access_needs="")

    def next_of(self, person: Person, *, at: datetime) -> Booking | None:
        """The next session in which they have a place, or are offered one."""
        coming = self.holding().filter(person=person, session__starts_at__gt=at)
        return coming.select_related("session").order_by("session__starts_at").first()

    def own_open(self, person: Person, session: models.Model) -> Booking | None:
        return self.open().filter(person=person, session=session).first()


def sectors_of(person: Person, *, on: date) -> list[Sector]:
    """Of their jobs, each once, that of the first job first."""
    jobs = person.employments.current(on=on).select_related("profession__sector")
    return list(dict.fromkeys(job.profession.sector for job in jobs))


def people_to_run_sessions(*, at: datetime, session: models.Model | None = None) -> PersonQuerySet:
    """Whoever holds the right to run sessions somewhere, by name; and whoever is named in this."""
    codes = [code for code, role in BY_CODE.items() if Right.RUN_SESSIONS in role.rights]
    grants = apps.get_model("accounts", "RoleGrant").objects.current(at=at)
    people = apps.get_model("accounts", "Person").objects.present()
    held = grants.filter(role__in=codes).values("person")
    chosen = Q(pk__in=held)
    if session:
        chosen |= Q(pk__in=session.facilitations.values("person")) | Q(pk=session.support_person_id)
    return people.filter(chosen).order_by("display_name", "pk")

"""Live sessions, and who has a place in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Greatest

from accounts.permissions import has_right_everywhere
from accounts.rights import Right
from accounts.roles import BY_CODE

if TYPE_CHECKING:
    from accounts.models import Person, User
    from accounts.querysets import PersonQuerySet
    from courses.models import Booking
FOUR_WEEKS = timedelta(weeks=4)


class LiveSessionQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> LiveSessionQuerySet:
        """Open ones for everybody who learns here; those being planned for whoever plans them."""
        if not user.is_authenticated:
            return self.none()
        if has_right_everywhere(user.person, Right.RUN_SESSIONS):
            return self
        return self.filter(~Q(state="draft") | _theirs(user.person))

    def run_by(self, person: Person) -> LiveSessionQuerySet:
        """Where they are facilitator, or made it."""
        return self.filter(_theirs(person))

    def planned_by(self, user: User) -> LiveSessionQuerySet:
        """Those that they may change and call off: a session is never nobody's."""
        if has_right_everywhere(user.person, Right.RUN_SESSIONS):
            return self
        return self.run_by(user.person)

    def showing_people_to(self, person: Person) -> LiveSessionQuerySet:
        """Who planned it for others does not see who comes to a wellbeing session."""
        made = Q(made_by=person) & ~Q(kind="wellbeing")
        return self.filter(Q(pk__in=person.facilitations.values("session")) | made)

    def to_come(self, *, at: datetime) -> LiveSessionQuerySet:
        return self.filter(starts_at__gt=at)

    def offered(self) -> LiveSessionQuerySet:
        return self.filter(state="open")

    def with_places_to_pass_on(self, *, at: datetime) -> LiveSessionQuerySet:
        bookings = self.model._meta.get_field("bookings").related_model.objects
        rules = self.model._meta.get_field("rules").related_model.objects
        late = Q(pk__in=bookings.let_go(at=at).values("session"))
        due = Q(pk__in=rules.due_to_release(at=at).values("session"))
        return self.filter(late | due, state="open").order_by("pk")

    def locked(self, pk: int) -> models.Model:
        """Places are given, and numbers with them, by one request at a time."""
        return self.select_for_update(of=("self",)).get(pk=pk)

    def for_list(self, person: Person) -> LiveSessionQuerySet:
        """With what a list shows, and this person's own place in each; one question."""
        bookings = self.model._meta.get_field("bookings").related_model.objects
        here = bookings.filter(session=OuterRef("pk")).order_by()
        own = here.open().filter(person=person).values("state")[:1]
        # Not by a join: of thousands of sessions, those of one page alone are counted.
        taken = here.holding().values("session").annotate(count=Count("pk")).values("count")
        return self.select_related("age_band", "theme", "provider").annotate(
            own_state=Coalesce(Subquery(own), Value("")),
            taken=Coalesce(Subquery(taken), Value(0)),
            places_left=Greatest(F("capacity") - F("taken"), Value(0)),
        )


def _theirs(person: Person) -> Q:
    return Q(pk__in=person.facilitations.values("session")) | Q(made_by=person)


class DisciplineRuleQuerySet(models.QuerySet):
    def due_to_release(self, *, at: datetime) -> DisciplineRuleQuerySet:
        return self.filter(held__gt=0, held_until__lte=at, released_at=None)


class BookingQuerySet(models.QuerySet):
    def open(self) -> BookingQuerySet:
        """Holds a place, or waits for one."""
        return self.filter(state__in=["booked", "offered", "waiting"])

    def holding(self) -> BookingQuerySet:
        return self.filter(state__in=["booked", "offered"])

    def waiting(self) -> BookingQuerySet:
        return self.filter(state="waiting")

    def let_go(self, *, at: datetime) -> BookingQuerySet:
        """Offered, and not taken in time."""
        return self.filter(state="offered", claim_until__lte=at)

    def in_line(self) -> BookingQuerySet:
        return self.order_by("number")

    def by_sector(self) -> Counter[Hashable]:
        return Counter(self.order_by().values_list("sector", flat=True))

    def visible_to(self, user: User) -> BookingQuerySet:
        """One's own, and those of the sessions that one runs: no manager, no lead."""
        if not user.is_authenticated:
            return self.none()
        sessions = self.model._meta.get_field("session").related_model.objects
        shown = sessions.showing_people_to(user.person).values("pk")
        return self.filter(Q(person=user.person) | Q(session__in=shown))

    def with_needs_to_forget(self, *, at: datetime) -> BookingQuerySet:
        """Four weeks after the session nobody needs them any more."""
        return self.filter(session__starts_at__lt=at - FOUR_WEEKS).exclude(access_needs="")

    def next_of(self, person: Person, *, at: datetime) -> Booking | None:
        """The next session in which they have a place, or are offered one."""
        coming = self.holding().filter(person=person, session__starts_at__gt=at)
        return coming.select_related("session").order_by("session__starts_at").first()

    def own_open(self, person: Person, session: models.Model) -> Booking | None:
        return self.open().filter(person=person, session=session).first()


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

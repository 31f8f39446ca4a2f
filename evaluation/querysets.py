from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    Max,
    Min,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

if TYPE_CHECKING:
    from accounts.models import Person
    from evaluation.models import InstrumentVersion, Invitation, Participant


class InstrumentQuerySet(models.QuerySet):
    def published(self) -> InstrumentQuerySet:
        return self.filter(versions__isnull=False).distinct()

    def version_of(self, slug: str, number: int | None) -> InstrumentVersion | None:
        """That version of that instrument; without a number the newest."""
        versions = apps.get_model("evaluation", "InstrumentVersion").objects
        found = versions.filter(instrument__slug=slug).order_by("-number")
        return (found if number is None else found.filter(number=number)).first()

    def with_newest(self) -> InstrumentQuerySet:
        """What the list of them says: the newest version and the licence."""
        return self.annotate(
            newest_number=Max("versions__number"),
            newest_published_at=Max("versions__published_at"),
            licence_terms=F("licence__terms"),
            licence_checked_on=F("licence__checked_on"),
        )


class PlanQuerySet(models.QuerySet):
    def open(self) -> PlanQuerySet:
        return self.filter(closed_at=None)

    def that_asked(self, person: Person) -> PlanQuerySet:
        return self.filter(occasions__invitations__person=person).distinct()

    def to_count(self, *, on: date) -> PlanQuerySet:
        """Those whose flow was not counted on this day."""
        return self.filter(Q(flow_on=None) | Q(flow_on__lt=on))

    def waiting_for_agreement(self) -> PlanQuerySet:
        """A lead asks for smaller groups; after the first answer it is too late for that."""
        begun = apps.get_model("evaluation", "Participant").objects.have_taken_part()
        waiting = self.filter(~Exists(begun.filter(plan=OuterRef("pk"))), k_wished__isnull=False)
        return waiting.order_by("k_asked_at", "pk")

    def with_use(self) -> PlanQuerySet:
        """Each plan gets `occasions_count`, and `has_answers` where somebody has answered."""
        occasions = apps.get_model("evaluation", "Occasion").objects.order_by()
        of_each = occasions.filter(plan=OuterRef("pk")).values("plan")
        count = of_each.annotate(count=Count("pk")).values("count")
        answered = apps.get_model("evaluation", "Participant").objects.have_taken_part()
        return self.annotate(
            occasions_count=Coalesce(Subquery(count), Value(0)),
            has_answers=Exists(answered.filter(plan=OuterRef("pk"))),
        )

    def with_latest_release(self) -> PlanQuerySet:
        """Each plan gets `latest_releases`: a list of none or one."""
        releases = apps.get_model("evaluation", "Release").objects
        newer = releases.filter(plan=OuterRef("plan"), number__gt=OuterRef("number"))
        # Who is in it is long, and no page of results reads it.
        latest = releases.filter(~Exists(newer)).defer("cut")
        return self.prefetch_related(Prefetch("releases", latest, to_attr="latest_releases"))


class OccasionQuerySet(models.QuerySet):
    def asking(self) -> OccasionQuerySet:
        return self.filter(plan__closed_at=None).select_related("plan")

    def with_open_room(self) -> OccasionQuerySet:
        """Each gets `open_rooms`: a list of none or one."""
        rooms = apps.get_model("evaluation", "Room").objects.open()
        return self.prefetch_related(Prefetch("rooms", rooms, to_attr="open_rooms"))

    def about(self, key: str) -> OccasionQuerySet:
        """All of one thing, whatever plan it followed."""
        return self.filter(key__startswith=f"{key}:")

    def begun_by(self, person: Person, *, about: str) -> OccasionQuerySet:
        """What they were asked on already, whatever plan is followed there since."""
        asked = person.survey_invitations.values("occasion")
        return self.about(about).filter(pk__in=asked)


class InvitationQuerySet(models.QuerySet):
    def of(self, person: Person) -> InvitationQuerySet:
        return self.filter(person=person).select_related("person", "occasion__plan")

    def open(self, *, at: datetime) -> InvitationQuerySet:
        still = Q(closes_at=None) | Q(closes_at__gt=at)
        return self.filter(still, opens_at__lte=at, closed_at=None)

    def not_over(self, *, at: datetime) -> InvitationQuerySet:
        """Open, or still to open."""
        return self.filter(Q(closes_at=None) | Q(closes_at__gt=at), closed_at=None)

    def asked_at(self, occasion: models.Model, wave: str) -> InvitationQuerySet:
        return self.filter(occasion=occasion, wave=wave)

    def without(self, wave: str) -> InvitationQuerySet:
        """Of those still asked or asked to the end, who was never asked at that moment there."""
        here = {"person": OuterRef("person"), "occasion": OuterRef("occasion"), "wave": wave}
        to_the_end = Q(closed_at=None) | Q(closed_because="window_over")
        return self.filter(to_the_end, ~Exists(self.model.objects.filter(**here)))

    def asked_about(self, key: str, waves: Sequence[str]) -> InvitationQuerySet:
        """The keys of those who were asked at any of these moments."""
        found = self.filter(occasion__key__startswith=f"{key}:", wave__in=waves)
        return found.order_by().values_list("person", flat=True)

    def run_out(self, *, at: datetime) -> InvitationQuerySet:
        """Not closed yet, though their window is over."""
        return self.filter(closed_at=None, closes_at__lte=at)

    def unanswered_by(self, person: Person, *, at: datetime) -> list[Invitation]:
        """What is asked of them now. Only their own pseudonyms tell what they have sent."""
        asked = list(self.of(person).open(at=at))
        plans = {invitation.occasion.plan for invitation in asked}
        responses = apps.get_model("evaluation", "Response").objects
        sent = responses.sent_by(person, plans)
        measures = apps.get_model("evaluation", "PlannedMeasure").objects.count_by_moment(plans)
        participants = apps.get_model("evaluation", "Participant").objects
        left = participants.plans_left_by(person, plans)
        return [
            asking
            for asking in asked
            if asking.occasion.plan_id not in left
            and sent[asking.occasion_id, asking.wave]
            < measures[asking.occasion.plan_id, asking.wave]
        ]


class ParticipantQuerySet(models.QuerySet):
    def of(self, person: Person, plans: Iterable[models.Model]) -> ParticipantQuerySet:
        """Found by their own pseudonyms, one a plan: for themselves and for nobody else."""
        mine = [Q(plan=plan, pseudonym=plan.pseudonym_of(person)) for plan in plans]
        return self.filter(reduce(or_, mine)) if mine else self.none()

    def with_moments(self) -> list[Participant]:
        """Each gets `moments`: what was answered when, and where that counts too."""
        responses = apps.get_model("evaluation", "Response").objects.complete()
        in_order = responses.select_related("occasion").order_by("answered_on", "pk")
        sent = Prefetch("responses", in_order, to_attr="sent")
        found = list(self.prefetch_related(sent))
        for one in found:
            one.moments = list(
                dict.fromkeys(
                    (
                        each.get_wave_display(),
                        each.answered_on,
                        each.occasion.label if each.serves_as_well else "",
                    )
                    for each in one.sent
                )
            )
        return found

    def have_withdrawn(self, person: Person, plan: models.Model) -> bool:
        return bool(self.plans_left_by(person, [plan]))

    def plans_left_by(self, person: Person, plans: Iterable[models.Model]) -> set[int]:
        """Keys of those whose answers they took back. It stands nowhere beside their name."""
        left = self.of(person, plans).exclude(withdrawn_on=None)
        return set(left.values_list("plan", flat=True))

    def have_taken_part(self) -> ParticipantQuerySet:
        """Agreed, answered or took it all back: whoever was there once counts."""
        agreed, left = Q(consented_on__isnull=False), Q(withdrawn_on__isnull=False)
        answered = apps.get_model("evaluation", "Response").objects.filter(
            participant=OuterRef("pk")
        )
        return self.filter(agreed | left | Q(Exists(answered)))

    def taking_part(self) -> ParticipantQuerySet:
        return self.filter(withdrawn_on=None)


class ResponseQuerySet(models.QuerySet):
    def by(self, person: Person, plan: models.Model) -> ResponseQuerySet:
        """What this person answered for a plan."""
        return self.filter(participant__plan=plan, participant__pseudonym=plan.pseudonym_of(person))

    def to(self, invitation: Invitation) -> ResponseQuerySet:
        """What the invited person answered at that moment: one row an instrument."""
        occasion = invitation.occasion
        return self.by(invitation.person, occasion.plan).at_moment(occasion, invitation.wave)

    def at_moment(self, occasion: models.Model, wave: str) -> ResponseQuerySet:
        """*Then* is asked together with *after*."""
        asked = {wave, "then"} if wave == "post" else {wave}
        return self.filter(occasion=occasion, wave__in=asked)

    def complete(self) -> ResponseQuerySet:
        return self.filter(is_complete=True)

    def counted(self) -> ResponseQuerySet:
        """Sent, and not withdrawn."""
        return self.complete().filter(participant__withdrawn_on=None)

    def of_one_occasion_each(self) -> ResponseQuerySet:
        """What somebody answered on one occasion of a plan, and nothing of any other.

        The first on which they answered both before and after, or else the first.
        """
        theirs = self.model.objects.complete().filter(participant=OuterRef("participant"))
        before_and_after = Count("wave", distinct=True, filter=Q(wave__in=("pre", "post")))
        best = (
            theirs.order_by()
            .values("occasion")
            .annotate(both=before_and_after, first=Min("answered_on"))
            .order_by("-both", "first", "occasion")
        )
        # Hardly anybody has several: only of them is it worked out row by row.
        several = (
            self.model.objects.complete()
            .order_by()
            .values("participant")
            .annotate(occasions=Count("occasion", distinct=True))
            .filter(occasions__gt=1)
            .values("participant")
        )
        is_best = Q(occasion=Subquery(best.values("occasion")[:1]))
        return self.filter(~Q(participant__in=several) | is_best)

    def to_score(self) -> ResponseQuerySet:
        return self.complete().filter(is_scored=False)

    def sent_by(self, person: Person, plans: set[models.Model]) -> Counter[tuple[int, str]]:
        """How many instruments this person has sent at each moment of each occasion."""
        known = {plan.pseudonym_of(person) for plan in plans}
        rows = self.complete().filter(participant__pseudonym__in=known, participant__plan__in=plans)
        return Counter(
            (occasion, "post" if wave == "then" else wave)
            for occasion, wave in rows.values_list("occasion_id", "wave")
        )


class PlannedMeasureQuerySet(models.QuerySet):
    def count_by_moment(self, plans: set[models.Model]) -> Counter[tuple[int, str]]:
        """How many instruments each plan asks at each of its moments."""
        rows = self.filter(planned_wave__plan__in=plans)
        return Counter(rows.values_list("planned_wave__plan_id", "planned_wave__wave"))


class RoomQuerySet(models.QuerySet):
    def open(self) -> RoomQuerySet:
        return self.filter(closed_at=None)

    def open_today(self, *, at: datetime) -> RoomQuerySet:
        """Open, or closed today: what was written in a room is not read before the next day."""
        return self.filter(Q(closed_at=None) | Q(closed_at__gte=_midnight(at)))


class CommentQuerySet(models.QuerySet):
    def to_facilitators(self, occasions: OccasionQuerySet) -> CommentQuerySet:
        """What upset somebody is for them too, as the question says."""
        return self.filter(occasion__in=occasions, purpose__in=("facilitators", "upsetting"))

    def to_quote(self, plan: models.Model) -> CommentQuerySet:
        return self.filter(occasion__plan=plan, purpose="quotation", may_be_quoted=True)

    def cleared(self) -> CommentQuerySet:
        return self.exclude(cleared_at=None)

    def readable(self, *, at: datetime, by_month: bool = False) -> CommentQuerySet:
        """Once the form has closed: nobody is asked at that moment, or still to be asked.

        `by_month` is for what never closes for everybody: words are read when the month is over
        in which their own window ended.
        """
        here = {"occasion": OuterRef("occasion"), "wave": OuterRef("wave")}
        invitations = apps.get_model("evaluation", "Invitation").objects
        rooms = apps.get_model("evaluation", "Room").objects
        is_over = ~Exists(invitations.not_over(at=at).filter(**here))
        if by_month:
            is_over |= Q(month__lt=timezone.localdate(at).replace(day=1))
        return self.filter(is_over, ~Exists(rooms.open_today(at=at).filter(**here)))

    def in_no_order(self) -> CommentQuerySet:
        """By moment and question; then by random ids, which is the same order every time."""
        waves = enumerate(self.model._meta.get_field("wave").choices)
        place = Case(*[When(wave=wave, then=place) for place, (wave, _label) in waves])
        return self.order_by(place, "question", "pk")


def _midnight(at: datetime) -> datetime:
    return timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)


class LeasedQuerySet(models.QuerySet):
    def free(self, *, at: datetime) -> LeasedQuerySet:
        """Wanted, and held by nobody who is still at work."""
        idle = Q(lease_ends_at=None) | Q(lease_ends_at__lte=at)
        return self.filter(idle, state=self.model.State.WAITING)

    def claim(self, token: UUID, *, at: datetime) -> int:
        ends = at + self.model.LEASE
        return self.order_by().update(claim=token, lease_ends_at=ends, tries=F("tries") + 1)


class ExportQuerySet(LeasedQuerySet):
    def of(self, person: Person) -> ExportQuerySet:
        return self.filter(asked_by=person)

    def run_out(self, *, at: datetime) -> ExportQuerySet:
        return self.filter(state=self.model.State.READY, expires_at__lte=at)


class OutsideReportQuerySet(models.QuerySet):
    def of(self, person: Person, *, at: datetime) -> OutsideReportQuerySet:
        """Their own, while they are kept."""
        return self.filter(made_by=person, released_at__gt=at - self.model.KEPT_FOR)

    def run_out(self, *, at: datetime) -> OutsideReportQuerySet:
        return self.filter(released_at__lte=at - self.model.KEPT_FOR)

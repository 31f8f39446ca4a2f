from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, Max, OuterRef, Prefetch, Q

if TYPE_CHECKING:
    from accounts.models import Person
    from evaluation.models import InstrumentVersion, Invitation


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

    def with_latest_release(self) -> PlanQuerySet:
        """Each plan gets `latest_releases`: a list of none or one."""
        releases = apps.get_model("evaluation", "Release").objects
        newer = releases.filter(plan=OuterRef("plan"), number__gt=OuterRef("number"))
        latest = releases.filter(~Exists(newer))
        return self.prefetch_related(Prefetch("releases", latest, to_attr="latest_releases"))


class OccasionQuerySet(models.QuerySet):
    def of_plan(self, plan: models.Model) -> OccasionQuerySet:
        return self.filter(plan=plan)


class InvitationQuerySet(models.QuerySet):
    def of(self, person: Person) -> InvitationQuerySet:
        return self.filter(person=person).select_related("person", "occasion__plan")

    def open(self, *, at: datetime) -> InvitationQuerySet:
        still = Q(closes_at=None) | Q(closes_at__gt=at)
        return self.filter(still, opens_at__lte=at, closed_at=None)

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
        return [
            asking
            for asking in asked
            if sent[asking.occasion_id, asking.wave]
            < measures[asking.occasion.plan_id, asking.wave]
        ]


class ParticipantQuerySet(models.QuerySet):
    def taking_part(self) -> ParticipantQuerySet:
        return self.filter(withdrawn_on=None)


class ResponseQuerySet(models.QuerySet):
    def by(self, person: Person, plan: models.Model) -> ResponseQuerySet:
        """What this person answered for a plan."""
        return self.filter(participant__plan=plan, participant__pseudonym=plan.pseudonym_of(person))

    def to(self, invitation: Invitation) -> ResponseQuerySet:
        """What the invited person answered at that moment: one row an instrument."""
        occasion = invitation.occasion
        then = Q(wave="then") if invitation.wave == "post" else Q()
        return self.by(invitation.person, occasion.plan).filter(
            Q(wave=invitation.wave) | then, occasion=occasion
        )

    def complete(self) -> ResponseQuerySet:
        return self.filter(is_complete=True)

    def counted(self) -> ResponseQuerySet:
        """Sent, and not withdrawn."""
        return self.complete().filter(participant__withdrawn_on=None)

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

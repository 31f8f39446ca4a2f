from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch

if TYPE_CHECKING:
    from accounts.models import Person
    from evaluation.models import Invitation


class OccasionQuerySet(models.QuerySet):
    def with_latest_release(self) -> OccasionQuerySet:
        """Each occasion gets `latest_releases`: a list of none or one."""
        releases = apps.get_model("evaluation", "Release").objects
        newer = releases.filter(occasion=OuterRef("occasion"), number__gt=OuterRef("number"))
        latest = releases.filter(~Exists(newer))
        return self.prefetch_related(Prefetch("releases", latest, to_attr="latest_releases"))


class InvitationQuerySet(models.QuerySet):
    def of(self, person: Person) -> InvitationQuerySet:
        return self.filter(person=person).select_related("person", "occasion__instrument")

    def unanswered_by(self, person: Person, *, at: datetime) -> list[models.Model]:
        """What is asked of them now. Only their own pseudonyms tell what they have sent."""
        asked = list(self.of(person).filter(opens_at__lte=at, closed_at=None))
        pseudonyms = {invitation.occasion.pseudonym_of(person) for invitation in asked}
        responses = apps.get_model("evaluation", "Response").objects
        sent = set(
            responses.complete().filter(pseudonym__in=pseudonyms).values_list("occasion_id", "wave")
        )
        return [asking for asking in asked if (asking.occasion_id, asking.wave) not in sent]


class ResponseQuerySet(models.QuerySet):
    def to(self, invitation: Invitation) -> ResponseQuerySet:
        """What the invited person answered: at most one row."""
        occasion = invitation.occasion
        return self.filter(
            occasion=occasion,
            wave=invitation.wave,
            pseudonym=occasion.pseudonym_of(invitation.person),
        )

    def complete(self) -> ResponseQuerySet:
        return self.filter(is_complete=True)

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import models, transaction
from django.db.models import Count, Q

from accounts.grants import holds_everywhere, reach
from accounts.rights import Right

if TYPE_CHECKING:
    from accounts.models import Person


class AddressCheckQuerySet(models.QuerySet):
    def sent_before(self, moment: datetime) -> AddressCheckQuerySet:
        return self.filter(sent_at__lt=moment)


class AccessRequestQuerySet(models.QuerySet):
    def open(self) -> AccessRequestQuerySet:
        return self.filter(decided_at=None)

    def decided_before(self, moment: datetime) -> AccessRequestQuerySet:
        return self.filter(decided_at__lt=moment)

    def visible_to(self, person: Person) -> AccessRequestQuerySet:
        """Requests that name no organisation of ours wait for the partnership's own people."""
        if holds_everywhere(person, Right.CONFIRM_PEOPLE):
            return self
        return self.filter(reach(person, Right.CONFIRM_PEOPLE, at="organisation"))


class InvitationQuerySet(models.QuerySet):
    def unanswered(self) -> InvitationQuerySet:
        """Neither accepted nor withdrawn; some of them may have run out."""
        return self.filter(accepted_at=None, revoked_at=None)

    def open(self, *, at: datetime) -> InvitationQuerySet:
        return self.unanswered().filter(expires_at__gt=at)

    def visible_to(self, person: Person) -> InvitationQuerySet:
        return self.filter(reach(person, Right.INVITE_PEOPLE, at="organisation"))


class EnrolmentKeyQuerySet(models.QuerySet):
    def open(self, *, at: datetime) -> EnrolmentKeyQuerySet:
        return self.filter(revoked_at=None, expires_at__gt=at)

    def with_use_count(self) -> EnrolmentKeyQuerySet:
        return self.annotate(use_count=Count("uses")).order_by("-made_at", "-pk")

    def visible_to(self, person: Person) -> EnrolmentKeyQuerySet:
        return self.filter(reach(person, Right.INVITE_PEOPLE, at="organisation"))


class SignInCardQuerySet(models.QuerySet):
    def live(self, *, at: datetime) -> SignInCardQuerySet:
        return self.unspent().filter(expires_at__gt=at)

    def unspent(self) -> SignInCardQuerySet:
        return self.filter(used_at=None, revoked_at=None)


class RecordClaimQuerySet(models.QuerySet):
    def open(self) -> RecordClaimQuerySet:
        return self.filter(settled_at=None)

    def visible_to(self, person: Person) -> RecordClaimQuerySet:
        return self if holds_everywhere(person, Right.MERGE_PEOPLE) else self.none()


class PeopleImportQuerySet(models.QuerySet):
    def at_work(self) -> PeopleImportQuerySet:
        return self.filter(state__in=self.model.AT_WORK)

    def free(self, *, at: datetime) -> PeopleImportQuerySet:
        return self.at_work().filter(Q(lease_ends_at=None) | Q(lease_ends_at__lte=at))

    @transaction.atomic
    def claim(self, token: UUID, *, at: datetime) -> int:
        """A worker that lives holds its row's lock beyond its lease: such a row is passed over."""
        unheld = self.order_by().select_for_update(skip_locked=True)
        rows = self.filter(pk__in=list(unheld.values_list("pk", flat=True))).order_by()
        return rows.update(claim=token, lease_ends_at=at + self.model.LEASE)

    def made_before(self, moment: datetime) -> PeopleImportQuerySet:
        return self.filter(made_at__lt=moment)

    def visible_to(self, person: Person) -> PeopleImportQuerySet:
        """Your own. An administrator sees everybody's, to help."""
        if holds_everywhere(person, Right.MANAGE_SITE):
            return self
        return self.filter(made_by=person)

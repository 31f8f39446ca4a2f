from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.auth.base_user import BaseUserManager
from django.db import models
from django.db.models import Prefetch, Q
from django.utils import timezone

from accounts.grants import holds_everywhere, reach
from accounts.querysets.days import current_on
from accounts.rights import Right

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import Organisation, Person, User
    from accounts.querysets.employments import EmploymentQuerySet


class PersonQuerySet(models.QuerySet):
    def present(self) -> PersonQuerySet:
        """People who were neither erased nor merged into somebody else."""
        return self.filter(erased_at=None, merged_into=None)

    def visible_to(self, user: User | AnonymousUser) -> PersonQuerySet:
        """The one door to other people's records: oneself, and those a role of ours shows."""
        if not user.is_authenticated:
            return self.none()
        if holds_everywhere(user.person, Right.SEE_PEOPLE):
            return self.present()
        jobs = self._jobs().visible_to(user)
        return self.present().filter(Q(pk=user.person_id) | Q(pk__in=jobs.values("person")))

    def matching(self, words: str) -> PersonQuerySet:
        """Each word stands somewhere in the name; or all of it is an address or a user name."""
        named = Q()
        for word in words.split():
            named &= Q(display_name__icontains=word)
        return self.filter(named | Q(email__iexact=words) | Q(user__username__iexact=words))

    def narrowed(
        self,
        *,
        user: User,
        on: date,
        q: str = "",
        organisation: Organisation | None = None,
        role: str = "",
        standing: str = "",
    ) -> PersonQuerySet:
        """By words, place, role and how things stand, as far as this user sees jobs and roles."""
        people, jobs = self, self._jobs().visible_to(user)
        if q:
            people = people.matching(q)
        if organisation:
            jobs = jobs.within(organisation)
            people = people.filter(pk__in=jobs.values("person"))
        if role:
            grants = apps.get_model("accounts.RoleGrant").objects.visible_to(user)
            held = grants.current(at=timezone.now()).filter(role=role)
            people = people.filter(pk__in=held.values("person"))
        return people.standing(standing, jobs=jobs, on=on)

    def standing(self, standing: str, *, jobs: EmploymentQuerySet, on: date) -> PersonQuerySet:
        if standing == "working":
            return self.filter(pk__in=jobs.current(on=on).confirmed().values("person"))
        if standing == "unconfirmed":
            return self.filter(pk__in=jobs.to_confirm(on=on).values("person"))
        if standing == "left":
            here = jobs.not_over(on=on).values("person")
            return self.filter(pk__in=jobs.values("person")).exclude(pk__in=here)
        if standing == "without-login":
            return self.filter(user=None)
        return self

    def with_jobs(self, *, user: User, on: date) -> PersonQuerySet:
        """Each person with `shown_jobs`, for a list; no query for each row."""
        jobs = self._jobs().visible_to(user).not_over(on=on)
        jobs = jobs.select_related("organisation", "profession")
        return self.select_related("user").prefetch_related(
            Prefetch("employments", queryset=jobs, to_attr="shown_jobs")
        )

    def namesakes(self, name: str, *, organisation: Organisation, on: date) -> PersonQuerySet:
        jobs = self._jobs().filter(organisation=organisation).not_over(on=on)
        return self.present().filter(display_name__iexact=name, pk__in=jobs.values("person"))

    def _jobs(self) -> EmploymentQuerySet:
        return apps.get_model("accounts.Employment").objects.all()

    def employed_within(self, organisation: Organisation, *, on: date) -> PersonQuerySet:
        return self.filter(
            current_on(on, starts="employments__starts_on", ends="employments__ends_on"),
            employments__declined_at=None,
            employments__organisation__lineage__startswith=organisation.lineage,
        ).distinct()

    def reached_by(self, person: Person, right: Right, *, on: date) -> PersonQuerySet:
        """Everybody who works where this person holds the right, confirmed or not."""
        jobs = self._jobs().current(on=on).filter(reach(person, right, at="organisation"))
        return self.present().filter(pk__in=jobs.values("person"))

    def may_have_card_from(self, maker: Person, *, at: datetime) -> PersonQuerySet:
        """No address that signs in and no role: a card must never open somebody's account."""
        grants = apps.get_model("accounts.RoleGrant").objects.filter(
            Q(ends_at=None) | Q(ends_at__gt=at)
        )
        ordinary = Q(user__is_superuser=False, user__is_active=True, user__email="")
        return (
            self.reached_by(maker, Right.PRINT_CARDS, on=timezone.localdate(at))
            .filter(Q(user=None) | ordinary)
            .exclude(pk__in=grants.values("person"))
        )


class UserManager(BaseUserManager):
    """Loads the person with every login, since no page shows one without the other."""

    def get_queryset(self) -> models.QuerySet:
        return super().get_queryset().select_related("person")

    def create_user(
        self,
        username: str,
        email: str = "",
        password: str | None = None,
        *,
        person: Person,
        **fields: Any,
    ) -> models.Model:
        user = self.model(
            username=self.model.normalize_username(username),
            email=self.normalize_email(email),
            person=person,
            **fields,
        )
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(
        self, username: str, password: str | None = None, **fields: Any
    ) -> models.Model:
        person = self.model._meta.get_field("person").related_model.objects.create(
            display_name=username, email=fields.get("email", "")
        )
        return self.create_user(
            username, password=password, person=person, is_superuser=True, **fields
        )

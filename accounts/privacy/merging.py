"""Two records of one person become one: everything of the other moves to the kept one."""

from __future__ import annotations

from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from accounts.actions.groups import follow_roles
from accounts.actions.merging import fold, least, most, repoint
from accounts.models import (
    AccessRequest,
    AddressChange,
    Agreement,
    AskedRole,
    Employment,
    EnrolmentKey,
    EnrolmentKeyUse,
    Invitation,
    PeopleImport,
    Person,
    RecordClaim,
    RoleGrant,
    SignInCard,
    User,
)
from accounts.privacy.logins import merge_logins

DONE_BY = (
    (AccessRequest, "decided_by"),
    (AddressChange, "changed_by"),
    (AskedRole, "answered_by"),
    (AskedRole, "asked_by"),
    (Employment, "confirmed_by"),
    (Employment, "declined_by"),
    (EnrolmentKey, "made_by"),
    (Invitation, "person"),
    (Invitation, "invited_by"),
    (Invitation, "accepted_by"),
    (Invitation, "revoked_by"),
    (PeopleImport, "made_by"),
    (RecordClaim, "made_by"),
    (RecordClaim, "settled_by"),
    (RoleGrant, "person"),
    (RoleGrant, "granted_by"),
    (RoleGrant, "agreed_by"),
    (SignInCard, "made_by"),
)


@transaction.atomic
def merge(*, keep: Person, into_keep: Person) -> None:
    """The other record stays as an empty sign that points to the kept one."""
    keep, into_keep = _lock(keep), _lock(into_keep)
    if into_keep.merged_into_id == keep.pk:
        return
    _merge_jobs(keep, into_keep)
    pair = {"keep": keep, "into_keep": into_keep}
    fold(Agreement.objects.all(), "person", **pair, same=["text_id"], join=_join_agreements)
    _merge_asked_roles(keep, into_keep)
    fold(EnrolmentKeyUse.objects.all(), "person", **pair, same=["key_id"], join=_join_uses)
    for model, name in DONE_BY:
        repoint(model, name, old=into_keep, new=keep)
    _merge_cards(keep, into_keep)
    _merge_claims(keep, into_keep)
    merge_logins(keep=keep, into_keep=into_keep)
    _merge_people(keep, into_keep)
    follow_roles(Person.objects.get(pk=keep.pk))


def _lock(person: Person) -> Person:
    return Person.objects.select_for_update().get(pk=person.pk)


def _merge_jobs(keep: Person, into_keep: Person) -> None:
    fold(
        Employment.objects.all(),
        "person",
        keep=keep,
        into_keep=into_keep,
        same=["organisation_id", "profession_id", "starts_on"],
        join=_join_jobs,
    )
    repoint(Employment, "line_manager", old=into_keep, new=keep)
    Employment.objects.filter(person=keep, line_manager=keep).update(line_manager=None)


def _join_jobs(kept: Employment, other: Employment) -> None:
    for model in (AskedRole, RoleGrant):
        repoint(model, "employment", old=other, new=kept)
    is_open = kept.ends_on is None or other.ends_on is None
    kept.ends_on = None if is_open else most(kept.ends_on, other.ends_on)
    kept.confirmed_at, kept.confirmed_by_id = _first_confirmed(kept, other)
    both_declined = kept.declined_at and other.declined_at
    kept.declined_at = least(kept.declined_at, other.declined_at) if both_declined else None
    for name in ("locality_id", "level_expected_id", "line_manager_id"):
        setattr(kept, name, least(getattr(kept, name), getattr(other, name)))
    kept.employment_type_id = min(kept.employment_type_id, other.employment_type_id)
    kept.staff_number = max(kept.staff_number, other.staff_number)
    kept.save()


def _first_confirmed(*jobs: Employment) -> tuple[datetime | None, int | None]:
    first = least(
        *[(job.confirmed_at, job.confirmed_by_id or 0) for job in jobs if job.is_confirmed]
    )
    return (first[0], first[1] or None) if first else (None, None)


def _join_agreements(kept: Agreement, other: Agreement) -> None:
    kept.agreed_at = least(kept.agreed_at, other.agreed_at)
    kept.save(update_fields=["agreed_at"])


def _join_uses(kept: EnrolmentKeyUse, other: EnrolmentKeyUse) -> None:
    kept.used_at = least(kept.used_at, other.used_at)
    kept.save(update_fields=["used_at"])


def _merge_asked_roles(keep: Person, into_keep: Person) -> None:
    """What is asked for both waits once, in the words of whoever asked first."""
    waiting = AskedRole.objects.waiting().filter(person__in=[keep, into_keep])
    asked: set[str] = set()
    for one in waiting.order_by("asked_at", "pk"):
        if one.role in asked:
            one.delete()
        asked.add(one.role)
    repoint(AskedRole, "person", old=into_keep, new=keep)


def _merge_cards(keep: Person, into_keep: Person) -> None:
    """A printed card opens nothing after a merge; its lead prints a new one."""
    cards = SignInCard.objects.filter(person__in=[keep, into_keep], used_at=None, revoked_at=None)
    cards.update(revoked_at=timezone.now())
    repoint(SignInCard, "person", old=into_keep, new=keep)


def _merge_claims(keep: Person, into_keep: Person) -> None:
    """What was said of the other is now said of the kept one, unless it was about these two."""
    both = Q(person=keep, other=into_keep) | Q(person=into_keep, other=keep)
    settled = {"outcome": RecordClaim.Outcome.MERGED, "settled_at": timezone.now()}
    RecordClaim.objects.filter(both, settled_at=None).update(**settled)
    RecordClaim.objects.filter(both).update(person=keep, other=into_keep)
    for name, across in (("person", "other"), ("other", "person")):
        claims = RecordClaim.objects.filter(**{name: into_keep}).exclude(**{across: keep})
        for claim in claims:
            twin = RecordClaim.objects.filter(
                **{name: keep, across: getattr(claim, across)}, settled_at=None
            )
            if claim.settled_at is None and twin.exists():
                claim.delete()
            else:
                setattr(claim, name, keep)
                claim.save(update_fields=[name])


def _merge_people(keep: Person, into_keep: Person) -> None:
    _inherit_address(keep, into_keep)
    keep.created_at = least(keep.created_at, into_keep.created_at)
    keep.save(update_fields=["email", "has_merged_email", "created_at"])
    Person.objects.filter(merged_into=into_keep).update(merged_into=keep)
    into_keep.merged_into = keep
    into_keep.save(update_fields=["merged_into"])


def _inherit_address(keep: Person, into_keep: Person) -> None:
    """Somebody without an address gets one of their login, or of the record made first."""
    if keep.email and not keep.has_merged_email:
        return
    login = User.objects.filter(person=keep).first()
    address = login and (login.email or _brought_along(login))
    if address:
        keep.email, keep.has_merged_email = address, True
        return
    family = Person.objects.filter(Q(merged_into=keep) | Q(pk=into_keep.pk))
    first = family.exclude(email="").order_by(F("created_at"), F("pk")).first()
    if first:
        keep.email, keep.has_merged_email = first.email, True


def _brought_along(login: User) -> str:
    """By a login that went in an earlier merge, or in this one."""
    addresses = EmailAddress.objects.filter(user=login).order_by("-verified", "email")
    return addresses.values_list("email", flat=True).first() or ""

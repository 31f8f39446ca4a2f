"""People who come, or go, by the word of their organisation's own sign-in."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.actions.agreements import record_agreement
from accounts.actions.arrivals import Newcomer, record_job, unclaimed_record, welcome
from accounts.actions.leavers import end_employments
from accounts.mail import queue_mail
from accounts.models import Employment, Organisation, Person, User


def open_organisation(uuid: str) -> Organisation | None:
    return Organisation.objects.active().filter(uuid=uuid).first()


@transaction.atomic
def join_through_organisation(
    *, newcomer: Newcomer, email: str, confirmed: bool, at: datetime, takes_record: bool = True
) -> User:
    """The caller has judged the claims. Raises AddressTakenError for an address that signs in."""
    record = unclaimed_record(email) if takes_record else None
    user = welcome(newcomer=newcomer, record=record, email=email)
    job = record_job(person=user.person, job=newcomer.job, at=at, confirmed=confirmed)
    record_agreement(person=user.person, texts=newcomer.agreed, at=at)
    queue_mail(
        template="joined" if job.is_confirmed else "joined_to_confirm",
        to=email,
        context={"organisation": job.organisation.name, "path": "/"},
    )
    return user


def note_left(*, person: Person, organisation: str, at: datetime) -> list[Employment]:
    """Yesterday was the last day, so the organisation's rights close at the next request."""
    found = Organisation.objects.filter(uuid=organisation).first()
    if found is None:
        return []
    yesterday = timezone.localdate(at) - timedelta(days=1)
    return end_employments(person=person, organisation=found, on=yesterday)

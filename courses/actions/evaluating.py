"""Ask people about a course, a cohort or a session, where it has a plan of evaluation.

An occasion is known below by a key alone. Each plan that a thing follows has one of its own, so
that whoever began under one plan is asked to the end under it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from accounts.models import Person
from courses.models import Booking, Cohort, CoursePage, LiveSession
from evaluation.actions import (
    OneOccasionError,
    close_for,
    close_wave,
    invite,
    open_occasion,
    planned_for,
    reopen_for,
    show_again,
)
from evaluation.models import Invitation, Occasion, Wave

AFTERWARDS = (Wave.POST, Wave.FOLLOW_UP, Wave.LATER)
SHOWN_AT = (Wave.FOLLOW_UP, Wave.LATER)
AT_ONCE = 40
LEFT, AWAY = "left_the_cohort", "was_not_there"
CAME_BACK = (LEFT, *(state for state in Booking.State if state not in Booking.OPEN))
"""What closed *before* for somebody, and holds no more once they join or book again."""
LONGEST_LABEL = Occasion._meta.get_field("label").max_length
Thing = CoursePage | Cohort | LiveSession


def about(thing: Thing) -> str:
    match thing:
        case CoursePage():
            return f"course:{thing.translation_key}"
        case Cohort():
            return f"cohort:{thing.pk}"
        case _:
            return f"session:{thing.uuid}"


def thing_about(key: str) -> Thing | None:
    """What an occasion with this key is about; None where it is gone, or another's."""
    match key.split(":"):
        case ["course", number, _]:
            return CoursePage.objects.filter(translation_key=number).first()
        case ["cohort", number, _]:
            return Cohort.objects.filter(pk=number).first()
        case ["session", number, _]:
            return LiveSession.objects.filter(uuid=number).first()
    return None


def asks_people(thing: Thing) -> bool:
    is_private = isinstance(thing, LiveSession) and thing.is_private
    return thing.evaluation_plan_id is not None and not is_private


@transaction.atomic
def ask_before(thing: Thing, person: Person, *, at: datetime) -> Invitation | None:
    """None where nothing is asked, or it has begun: too late to say how it was before."""
    occasion = _occasion_of(thing, person)
    if occasion is None or _has_begun(thing, at=at):
        return None
    reopen_for(person=person, occasion=occasion, reasons=CAME_BACK, at=at)
    return invite(person=person, occasion=occasion, wave=Wave.PRE, opens_at=at)


@transaction.atomic
def ask_after(thing: Thing, person: Person, *, at: datetime) -> Invitation | None:
    """Now, and later with what this person meant to do. What is asked now, if anything."""
    occasion = _occasion_of(thing, person)
    if occasion is None:
        return None
    close_for(person=person, occasion=occasion, wave=Wave.PRE, reason="over", at=at)
    reopen_for(person=person, occasion=occasion, reasons=[AWAY], at=at)
    asked = {
        wave: invite(
            person=person,
            occasion=occasion,
            wave=wave,
            opens_at=at,
            show=commitment_for(thing, person) if wave in SHOWN_AT else "",
        )
        for wave in AFTERWARDS
    }
    return asked[Wave.POST]


def is_to_ask_before(course: CoursePage, person: Person) -> bool:
    """Not asked yet, though the first lesson is still to be finished. Changes nothing."""
    if course.evaluation_plan_id is None:
        return False
    enrolment = person.enrolments.filter(course=course).newest_first().first()
    if enrolment and enrolment.progress.exclude(completed_at=None).exists():
        return False
    if Occasion.objects.begun_by(person, about=about(course)).exists():
        return False
    if planned_for(person, course.evaluation_plan, Wave.PRE) is None:
        return False
    return bool(enrolment) or not course.still_to_finish(person)


def ask_no_more(
    thing: Thing, person: Person, *, reason: str, at: datetime, wave: str | None = None
) -> None:
    for occasion in Occasion.objects.begun_by(person, about=about(thing)):
        close_for(person=person, occasion=occasion, reason=reason, at=at, wave=wave)


def too_late_for_before(thing: Thing, *, at: datetime) -> int:
    """For everybody."""
    return sum(
        close_wave(occasion=occasion, wave=Wave.PRE, reason="begun", at=at)
        for occasion in Occasion.objects.about(about(thing))
    )


def ask_members_before(cohort: Cohort, people: Iterable[Person], *, at: datetime) -> None:
    if cohort.evaluation_plan_id and not _has_begun(cohort, at=at):
        for person in people:
            ask_before(cohort, person, at=at)


def ask_of_booking(session: LiveSession, person: Person, *, at: datetime) -> None:
    """The first booking opens what joining the cohort did not."""
    if session.evaluation_plan_id:
        ask_before(session, person, at=at)
    cohort = session.cohort
    if cohort and cohort.evaluation_plan_id and cohort.has_member(person):
        ask_before(cohort, person, at=at)


def ask_who_came(session: LiveSession, *, at: datetime, most: int | None = AT_ONCE) -> int:
    """Whoever was there, once it is over; nobody who was not there after all.

    How many changed. Whoever is above `most` is left to beat, since a facilitator waits for this.
    """
    if session.evaluation_plan_id is None or session.is_private:
        return 0
    asked = Invitation.objects.asked_about(about(session), AFTERWARDS)
    known, was_away = set(asked), set(asked.filter(closed_because=AWAY))
    still = known - was_away
    marked = session.attendances.exclude(person=None)
    new = marked.filter(is_there=True).exclude(person__in=still).select_related("person")
    came = new.order_by("pk")[:most]
    went = marked.filter(is_there=False, person__in=still).select_related("person")
    for attendance in came:
        ask_after(session, attendance.person, at=session.ends_at)
    for attendance in went:
        ask_no_more(session, attendance.person, reason=AWAY, at=at)
    return len(came) + len(went)


def show_commitment(session: LiveSession, person: Person) -> None:
    """What they will be shown follows what they wrote, or took back."""
    for thing in (session, session.cohort, session.course):
        if thing:
            for occasion in Occasion.objects.begun_by(person, about=about(thing)):
                show_again(person=person, occasion=occasion, show=commitment_for(thing, person))


def name_support(session: LiveSession) -> None:
    """Whoever was asked already is offered the support person of now."""
    for thing in (session, session.cohort):
        if thing:
            Occasion.objects.about(about(thing)).update(support=_support_of(thing))


def commitment_for(thing: Thing, person: Person) -> str:
    """The newest of their own words, never of a wellbeing session."""
    own = person.commitments.exclude(session__kind=LiveSession.Kind.WELLBEING)
    match thing:
        case CoursePage():
            own = own.filter(session__course=thing)
        case Cohort():
            own = own.filter(session__cohort=thing)
        case _:
            own = own.filter(session=thing)
    newest = own.order_by("-written_at", "-pk").first()
    return newest.words if newest else ""


def _occasion_of(thing: Thing, person: Person) -> Occasion | None:
    if not asks_people(thing):
        return None
    plan = thing.evaluation_plan
    begun = Occasion.objects.begun_by(person, about=about(thing)).select_related("plan").first()
    plan = begun.plan if begun else plan
    try:
        return open_occasion(
            key=f"{about(thing)}:{plan.uuid}",
            label=str(thing)[:LONGEST_LABEL],
            plan=plan,
            support=_support_of(thing),
        )
    except OneOccasionError:
        # Chosen here and elsewhere before it was agreed to: nobody waits for a form.
        return None


def _support_of(thing: Thing) -> Person | None:
    """Named by the facilitator; of a cohort, for its newest session."""
    match thing:
        case LiveSession():
            return thing.support_person
        case Cohort():
            named = thing.sessions.exclude(support_person=None).select_related("support_person")
            newest = named.order_by("-starts_at", "-pk").first()
            return newest.support_person if newest else None
    return None


def _has_begun(thing: Thing, *, at: datetime) -> bool:
    """Whoever asks about a course knows that of this person; the others begin for all at once."""
    match thing:
        case LiveSession():
            return thing.has_begun(at=at)
        case Cohort():
            return thing.sessions.offered().filter(starts_at__lte=at).exists()
    return False

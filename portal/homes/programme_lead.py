from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import AccessRequest, Employment, Organisation, Person, User
from courses.models import Enrolment
from evaluation.disclosure import K
from evaluation.models import Release
from portal.coverage import coverage_by_profession, in_words

PEOPLE_WORKING = format_lazy("{}?standing=working", reverse_lazy("people:index"))


def programme_lead(user: User, at: datetime) -> dict[str, Any]:
    today = timezone.localdate(at)
    organisations = Organisation.objects.active().filter(pk__in=_working(today)).count()
    began, finished = Enrolment.objects.people(), Enrolment.objects.finished().people()
    people = people_working(user, at)
    decisions = decisions_for(user, at)
    return {
        "today": today,
        "finished": in_words(finished),
        "finished_words": _finished_words(began),
        "people": people,
        "people_words": _people_words(people, organisations),
        "people_url": PEOPLE_WORKING,
        "decisions": decisions,
        "decisions_words": ngettext(
            "person waits for your decision.", "people wait for your decision.", decisions
        ),
        "release": Release.objects.select_related("plan").order_by("-released_at").first(),
        "coverage": coverage_by_profession(on=today),
    }


def _finished_words(began: int) -> str:
    if began < K:
        return _("have finished a course, of fewer than %(k)d who began one.") % {"k": K}
    return _("have finished a course, of %(began)d who began one.") % {"began": began}


def _people_words(people: int, organisations: int) -> str:
    words = ngettext("person takes part, from %s.", "people take part, from %s.", people)
    return words % (ngettext("%d organisation", "%d organisations", organisations) % organisations)


def _working(today: date) -> QuerySet:
    employments = Employment.objects.current(on=today).confirmed()
    return employments.order_by().values("organisation")


def people_working(user: User, at: datetime) -> int:
    """As many as stand behind PEOPLE_WORKING."""
    people = Person.objects.visible_to(user)
    return people.narrowed(user=user, on=timezone.localdate(at), standing="working").count()


def decisions_for(user: User, at: datetime) -> int:
    """People who wait for somebody to say yes or no."""
    to_confirm = Employment.objects.to_confirm(on=timezone.localdate(at))
    mine = to_confirm.confirmable_by(user.person).exclude(person=user.person)
    return mine.count() + AccessRequest.objects.visible_to(user.person).open().count()

"""Surveys among 500 and among 50,000 people who answered: a page, and the whole of it."""

from datetime import date

from django.db import connection
from django.test import Client
from django.urls import reverse

from evaluation.actions import take_part
from evaluation.models import Instrument, Invitation, Participant, Response, Wave
from evaluation.plan_templates import PRACTICE, PRACTICE_IN_THREE
from evaluation.starter import load_starter_instruments
from tests.accounts.factories import EmploymentFactory, UserFactory
from tests.evaluation.factories import OccasionFactory, PlanFactory
from tools.bench.measure import Row

AT_ONCE = 5_000
SIZES = (500, 50_000)
DAY = date(2026, 11, 2)


class Survey:
    """As one person answers it beside so many others."""

    def __init__(self, slug):
        self.occasion = asked_before_and_after(slug)
        self.plan = self.occasion.plan
        self.person = EmploymentFactory(person=UserFactory().person).person
        self.invitation = Invitation.objects.create(
            person=self.person, occasion=self.occasion, wave=Wave.PRE
        )
        take_part(invitation=self.invitation, on=DAY)
        self.answering = Client()
        self.answering.force_login(self.person.user)
        self.sections = self.plan.waves.first().measures.get().version.file.sections
        self.count = 0

    def grow(self, size):
        Response.objects.by(self.person, self.plan).delete()
        answer_by_many(self.occasion, range(self.count, size))
        self.count = size
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    def save(self):
        """As the page does it by itself while somebody answers."""
        return self.answering.post(*self._page(1), headers={"accept": "application/json"})

    def answer_all(self):
        """Read each page, answer it and send. What was sent the time before goes first."""
        Response.objects.by(self.person, self.plan).delete()
        for number in range(1, len(self.sections) + 1):
            answer = self.answering.get(self._page(number)[0])
            sent = self.answering.post(*self._page(number))
        return answer if sent.status_code == 302 else sent

    def _page(self, number):
        page = reverse("evaluation:survey_page", args=[self.invitation.uuid, number])
        return page, {item.code: "4" for item in self.sections[number - 1].items}


def asked_before_and_after(slug=PRACTICE):
    load_starter_instruments()
    version = Instrument.objects.get(slug=slug).current
    plan = PlanFactory(asks={Wave.PRE: [version], Wave.POST: [version]})
    return OccasionFactory(plan=plan)


def answer_by_many(occasion, numbers, *, waves=(Wave.PRE, Wave.POST)):
    """So many people have sent the practice scale at each of these moments."""
    plan = occasion.plan
    version = plan.waves.first().measures.get().version
    codes = list(version.file.asked)
    for start in range(numbers.start, numbers.stop, AT_ONCE):
        some = range(start, min(start + AT_ONCE, numbers.stop))
        people = Participant.objects.bulk_create(
            Participant(plan=plan, pseudonym=f"{number:064}", groups=GROUPS[number % len(GROUPS)])
            for number in some
        )
        Response.objects.bulk_create(
            (
                Response(
                    participant=one,
                    occasion=occasion,
                    wave=wave,
                    version=version,
                    answers=dict(zip(codes, _given(number, wave), strict=False)),
                    answered_on=DAY,
                    is_complete=True,
                )
                for number, one in zip(some, people, strict=True)
                for wave in waves
            ),
            batch_size=AT_ONCE,
        )


GROUPS = [
    {"sector": f"Sector {number % 3}", "profession": f"Role {number}"} for number in range(12)
]


def _given(number, wave):
    """One to five, a point higher afterwards, and now and then one that is left."""
    rise = wave == Wave.POST
    for place in range(12):
        chosen = (number * 7 + place * 3) % 11
        yield None if chosen == 10 else min(chosen % 5 + 1 + rise, 5)


def rows():
    scale, three = Survey(PRACTICE), Survey(PRACTICE_IN_THREE)
    for size in SIZES:
        for survey in (scale, three):
            survey.grow(size)
        yield Row("submit a page of a survey", scale.save, size, "answered")
        yield Row("a whole survey of one page", three.answer_all, size, "answered")
        yield Row("a whole survey of three pages", scale.answer_all, size, "answered")

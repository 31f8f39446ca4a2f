import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from evaluation.actions import save_answers
from evaluation.models import (
    Instrument,
    Invitation,
    Item,
    Occasion,
    ResponseOption,
    ResponseSet,
    Wave,
)
from tests.accounts.factories import PersonFactory


class ResponseSetFactory(DjangoModelFactory):
    """Five points and one aside."""

    class Meta:
        model = ResponseSet
        django_get_or_create = ("slug",)
        skip_postgeneration_save = True

    slug = "agreement"
    label = "Agreement"

    @factory.post_generation
    def options(self, create, extracted, **kwargs):
        if not self.options.exists():
            for code in range(1, 6):
                self.options.create(code=code, order=code, label=f"Point {code}")
            self.options.create(code=98, order=98, label="Not sure", is_scored=False)


class ItemFactory(DjangoModelFactory):
    class Meta:
        model = Item

    code = factory.Sequence(lambda n: f"Q{n}")
    text = factory.LazyAttribute(lambda item: f"Statement {item.code}.")
    response_set = factory.SubFactory(ResponseSetFactory)


class InstrumentFactory(DjangoModelFactory):
    """Three items, the last one reversed."""

    class Meta:
        model = Instrument
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"practice-{n}")
    title = "How confident you feel"
    intro = "There are no right answers."
    who_sees = "You, and only as part of a total."
    least_answered = 2

    @factory.post_generation
    def items(self, create, extracted, **kwargs):
        for order, code in enumerate(("K1", "C1", "A2")):
            ItemFactory(instrument=self, order=order, code=code, is_reversed=code == "A2")


class OccasionFactory(DjangoModelFactory):
    class Meta:
        model = Occasion

    key = factory.Sequence(lambda n: f"course:{n}")
    label = "Understanding adversity"
    instrument = factory.SubFactory(InstrumentFactory)


class InvitationFactory(DjangoModelFactory):
    class Meta:
        model = Invitation

    person = factory.SubFactory(PersonFactory)
    occasion = factory.SubFactory(OccasionFactory)
    wave = Wave.PRE


def answers_of(instrument, *codes):
    """The chosen option of each item in order; None leaves it out."""
    return {
        item: None
        if code is None
        else ResponseOption.objects.get(response_set=item.response_set, code=code)
        for item, code in zip(instrument.items.all(), codes, strict=True)
    }


def send_answers(person, occasion, wave, *codes):
    return answer(InvitationFactory(person=person, occasion=occasion, wave=wave), *codes)


def answer(invitation, *codes):
    return save_answers(
        invitation=invitation,
        answers=answers_of(invitation.occasion.instrument, *codes),
        on=timezone.localdate(),
        is_complete=True,
    )


def matched_people(occasion, count, *, pre=(2, 2, 4), post=(4, 4, 2)):
    """So many people answered before and after; their scores rise from 2 to 4."""
    for person in PersonFactory.create_batch(count):
        send_answers(person, occasion, Wave.PRE, *pre)
        send_answers(person, occasion, Wave.POST, *post)

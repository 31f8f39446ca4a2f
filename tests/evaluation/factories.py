from datetime import timedelta
from secrets import token_hex

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from evaluation.actions import add_measure, save_page, send_answers, state_consent, take_part
from evaluation.instrument_files import to_document
from evaluation.instrument_reader import read_document
from evaluation.models import (
    Instrument,
    InstrumentVersion,
    Invitation,
    Licence,
    Occasion,
    OutsideReport,
    Participant,
    Plan,
    Preparation,
    Release,
    Response,
    Wave,
)
from evaluation.pages import Pages
from tests.accounts.factories import PersonFactory

AGREEMENT = {
    "slug": "agreement",
    "label": "Agreement",
    "options": [
        *[{"code": code, "label": f"Point {code}"} for code in range(1, 6)],
        {"code": 98, "label": "Not sure", "kind": "not_applicable"},
    ],
}
THREE = ("K1", "C1", "A2")
SCALES = ("knowledge", "confidence", "attitudes")


def likert(code, **extra):
    text = f"Statement {code}."
    return {"code": code, "type": "likert", "text": text, "response_set": "agreement", **extra}


def document(*sections, slug="practice", scales=(), sets=(AGREEMENT,), **extra):
    """An instrument file with these lists of items as its sections."""
    return {
        "format": "chatr-instrument-1",
        "slug": slug,
        "title": "How confident you feel",
        "intro": "There are no right answers.",
        "who_sees": "You, and only as part of a total.",
        "minutes": 1,
        "response_sets": list(sets),
        "sections": [
            {"code": f"part{number}", "title": f"Part {number}", "items": items}
            for number, items in enumerate(sections, 1)
        ],
        "scales": list(scales),
        **extra,
    }


def file_of(*sections, **extra):
    return read_document(document(*sections, **extra))


def three_statements():
    """The last one is reversed; two answers make a score."""
    items = [likert("K1"), likert("C1"), likert("A2", is_reversed=True)]
    scale = {"code": "practice", "title": "Practice", "items": list(THREE)}
    return file_of(items, scales=[{**scale, "missing": {"rule": "count", "least": 2}}])


def three_scales():
    """Four statements each for knowledge, confidence and attitudes, and a total of the three."""
    scales = {name: [f"{name[0].upper()}{n}" for n in range(1, 5)] for name in SCALES}
    items = [likert(code) for codes in scales.values() for code in codes]
    rule = {"rule": "count", "least": 3}
    return file_of(
        items,
        scales=[
            {"code": name, "title": name.title(), "items": codes, "missing": rule}
            for name, codes in scales.items()
        ],
        total={"code": "total", "title": "All three", "scales": list(SCALES)},
    )


def words(code="say", purpose="facilitators", **extra):
    text = f"Words, {code}?"
    return {"code": code, "type": "long_text", "text": text, "purpose": purpose, **extra}


def plan_asking_words(*items, wave=Wave.POST, **fields):
    """A plan that asks these written questions, afterwards."""
    version = version_of(file_of(list(items or [words()])))
    return PlanFactory(asks={wave: [version]}, **fields)


class InstrumentFactory(DjangoModelFactory):
    class Meta:
        model = Instrument
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"practice-{n}")
    title = "How confident you feel"
    licence = factory.RelatedFactory(
        "tests.evaluation.factories.LicenceFactory", factory_related_name="instrument"
    )


class LicenceFactory(DjangoModelFactory):
    class Meta:
        model = Licence

    holder = "The project"
    terms = "Our own wording"


def version_of(file, **fields):
    instrument = fields.pop("instrument", None) or InstrumentFactory()
    content = to_document(file)
    return InstrumentVersion.objects.create(
        instrument=instrument, content=content, **{"number": 1, **fields}
    )


class PlanFactory(DjangoModelFactory):
    """Asks three statements before and after."""

    class Meta:
        model = Plan
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"plan-{n}")
    title = "Three statements"

    @factory.post_generation
    def asks(self, create, extracted, **kwargs):
        """{wave: [versions]}; nothing stands for the three statements before and after."""
        if extracted is None:
            version = version_of(three_statements())
            extracted = {Wave.PRE: [version], Wave.POST: [version]}
        for wave, versions in extracted.items():
            for version in versions:
                add_measure(plan=self, wave=wave, version=version)
        state_consent(plan=self, words="Your answers are confidential.")


class OccasionFactory(DjangoModelFactory):
    class Meta:
        model = Occasion

    key = factory.Sequence(lambda n: f"course:{n}")
    label = "Understanding adversity"
    plan = factory.SubFactory(PlanFactory)


class ReleaseFactory(DjangoModelFactory):
    """Without a figure in it, which `release_results` would not make."""

    class Meta:
        model = Release

    plan = factory.SubFactory(PlanFactory)
    number = 1
    k = 10
    n_matched = 0
    lattice = factory.Dict({})
    cells = factory.List([])
    flow = factory.Dict({})


class PreparationFactory(DjangoModelFactory):
    class Meta:
        model = Preparation

    plan = factory.SubFactory(PlanFactory)
    asked_by = factory.SubFactory(PersonFactory)


class OutsideReportFactory(DjangoModelFactory):
    """Of a file in which there was too little to tell."""

    class Meta:
        model = OutsideReport

    made_by = factory.SubFactory(PersonFactory)
    measure = "Practice in 2023"
    k = 10
    reliability = 0.8
    lattice = factory.Dict({})
    cells = factory.List([])
    flow = factory.Dict({})


class InvitationFactory(DjangoModelFactory):
    class Meta:
        model = Invitation

    person = factory.SubFactory(PersonFactory)
    occasion = factory.SubFactory(OccasionFactory)
    wave = Wave.PRE


def answer(invitation, *codes, on=None, is_complete=True):
    """Page by page, these codes in the order of the items; None leaves one."""
    on = on or timezone.localdate()
    participant, left = take_part(invitation=invitation, on=on), list(codes)
    for step in Pages.of(invitation).steps:
        given = {item.code: left.pop(0) for item in step.section.items if item.is_asked and left}
        save_page(
            participant=participant, pages=Pages.of(invitation), step=step, given=given, on=on
        )
    if is_complete:
        send_answers(participant=participant, pages=Pages.of(invitation), on=on)
    return participant


def answer_as(person, occasion, wave, *codes, **how):
    invitation, _ = Invitation.objects.get_or_create(person=person, occasion=occasion, wave=wave)
    return answer(invitation, *codes, **how)


UNLIKE = (((1, 1, 5), (5, 5, 1)), ((3, 3, 3), (3, 3, 3)))


def matched_people(occasion, count, *, answers=UNLIKE, people=None):
    """So many people answered before and after; of two, one rises from 1 to 5 and one stays at 3.

    Were they all alike, a figure about them would tell about each.
    """
    for number, person in enumerate(people or PersonFactory.create_batch(count)):
        pre, post = answers[number % len(answers)]
        answer_as(person, occasion, Wave.PRE, *pre)
        answer_as(person, occasion, Wave.POST, *post)


def participants(plan, count, **fields):
    return Participant.objects.bulk_create(
        Participant(plan=plan, pseudonym=token_hex(32), **fields) for _ in range(count)
    )


def sent(occasion, wave, version, answers):
    """What each participant answered to an instrument, as it stands once it was sent."""
    Response.objects.bulk_create(
        Response(
            participant=participant,
            occasion=occasion,
            wave=wave,
            version=version,
            answers=given,
            answered_on=timezone.localdate(),
            is_complete=True,
        )
        for participant, given in answers.items()
    )


def wrote(plan, said, *, may_be_quoted=True, person=None, wave=Wave.POST):
    """One person, of an occasion of their own whose window is over."""
    ended = timezone.now() - timedelta(days=90)
    invitation = InvitationFactory(
        person=person or PersonFactory(),
        occasion__plan=plan,
        wave=wave,
        opens_at=ended - timedelta(days=30),
        closes_at=ended,
    )
    on, participant = ended.date(), take_part(invitation=invitation, on=ended.date())
    [step] = Pages.of(invitation).steps
    code = step.section.items[0].code
    save_page(
        participant=participant,
        pages=Pages.of(invitation),
        step=step,
        given={code: said},
        on=on,
        quotable=frozenset([code] if may_be_quoted else []),
    )
    send_answers(participant=participant, pages=Pages.of(invitation), on=on)
    return invitation


def plan_with_quotations(ticked, *, unticked=0, **fields):
    plan = plan_asking_words(words("best", "quotation"), **fields)
    for number in range(ticked):
        wrote(plan, f"The best was number {number}, with Dr Webb.")
    for number in range(unticked):
        wrote(plan, f"Not for a report, {number}.", may_be_quoted=False)
    return plan

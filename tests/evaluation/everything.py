"""As much as one plan can hold: all shipped instruments that go together, at all moments."""

from datetime import timedelta

from django.utils import timezone

from evaluation.actions.planning import start_plan
from evaluation.models import Occasion, Wave
from evaluation.plan_templates import BY_SLUG
from evaluation.starter import load_starter_instruments
from portal.demo.files import read
from portal.demo.filling_in import FillingIn
from tests.evaluation.factories import participants, sent

TITLE = "Understanding adversity across the whole partnership, 2026 to 2027"
PEOPLE, ONLY_BEFORE = 60, 14
QUOTED = "It gave me words for what I had seen for years, and somebody to ask. " * 4


def everything(lead):
    """A plan whose people all answered, but for some who only answered before."""
    load_starter_instruments()
    now = timezone.now()
    template = BY_SLUG["before-after-two-and-six-months"]
    plan = start_plan(template=template, title=TITLE, by=lead, at=now - timedelta(days=400))
    plan.dimensions, plan.has_equality_questions = ["sector"], True
    plan.save()
    occasion = Occasion.objects.create(key="cohort:1", label="Everybody", plan=plan)
    filling_in = FillingIn(read("evaluated")["words"])
    half = PEOPLE // 2
    people = [
        *participants(plan, half, groups={"sector": "Health"}),
        *participants(plan, half, groups={"sector": "Schools"}),
    ]
    alone = participants(plan, ONLY_BEFORE, groups={"sector": "Health"})
    answer(occasion, Wave.PRE, alone, filling_in, [2.2] * ONLY_BEFORE)
    levels = [filling_in.level() for _one in people]
    for wave in Wave:
        answer(occasion, wave, people, filling_in, levels)
    return plan


def answer(occasion, wave, people, filling_in, levels):
    like = Wave.FOLLOW_UP if wave == Wave.LATER else wave
    given = [filling_in.answers(like, level) for level in levels]
    for planned in occasion.plan.waves.get(wave=wave).measures.select_related("version"):
        asked = planned.version.file.asked
        answers = {
            one: {code: said[code] for code in asked if code in said}
            for one, said in zip(people, given, strict=True)
        }
        sent(occasion, wave, planned.version, answers)


def with_quotations(release):
    """As many and as long as a report may hold."""
    asked = ["What will you do differently?", "What would help you?", "Anything else?"]
    release.quotations = [
        {"question": asked[number % 3], "words": QUOTED[:250]} for number in range(6)
    ]
    release.save()
    return release

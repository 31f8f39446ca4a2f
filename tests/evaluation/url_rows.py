from django.utils import timezone

from evaluation.actions import release_results
from evaluation.models import Export
from tests.accounts.factories import PersonFactory, user_with_role
from tests.evaluation.factories import (
    InvitationFactory,
    OccasionFactory,
    PlanFactory,
    ReleaseFactory,
    matched_people,
)
from tests.urls_matrix import BUTTON, ELSEWHERE, OPEN, SIGNED_IN, Row, everybody, only

READERS = ("programme_lead", "evaluator")
RUN = ("facilitator", "trainer")


def asked(reader):
    return (InvitationFactory(person=reader.person if reader else PersonFactory()).uuid,)


def occasion(_):
    return (OccasionFactory().uuid,)


def plan(_):
    return (PlanFactory().uuid,)


def released(_):
    return (ReleaseFactory().plan.uuid,)


def with_figures(_):
    occasion = OccasionFactory()
    matched_people(occasion, 10)
    release_results(by=user_with_role("programme_lead").person, plan=occasion.plan)
    return "/results/"


def asked_by(reader):
    person = reader.person if reader else PersonFactory()
    return (InvitationFactory(person=person).occasion.plan.uuid,)


def asking(_):
    """A plan that asks for smaller totals."""
    return (PlanFactory(k_wished=5, k_reason="It is a pilot.").uuid,)


def having_sent(client, reader):
    plan, session = PlanFactory(has_equality_questions=True), client.session
    session["equality_questions"] = {"plan": str(plan.uuid), "onward": "/", "once": "x"}
    session.save()


def moment_of(wave):
    return lambda _: (PlanFactory().uuid, wave)


def not_made_yet(reader):
    person = reader.person if reader else PersonFactory()
    fields = {"reason": "The yearly report.", "until": timezone.localdate()}
    return (Export.objects.create(plan=PlanFactory(), asked_by=person, **fields).uuid,)


ROWS = [
    Row("evaluation:survey", SIGNED_IN, own=asked),
    Row("evaluation:survey_page", SIGNED_IN, own=lambda reader: (*asked(reader), 1)),
    Row(
        "evaluation:survey",
        everybody(404),
        "somebody else's",
        args=lambda _: (InvitationFactory().uuid,),
    ),
    Row("evaluation:own", SIGNED_IN),
    Row("evaluation:take_back", SIGNED_IN, own=asked_by),
    Row("evaluation:take_back", everybody(404), "never asked", args=plan),
    Row("evaluation:code", OPEN),
    Row("evaluation:code_done", OPEN),
    Row("evaluation:code_page", everybody(ELSEWHERE, signed_out=ELSEWHERE), args=lambda _: (1,)),
    Row("evaluation:equality", everybody(ELSEWHERE, signed_out=ELSEWHERE), "nothing sent"),
    Row("evaluation:equality", OPEN, "just sent", arrive=having_sent),
    Row("evaluation:rooms", only(*RUN)),
    Row("evaluation:room", only(*RUN), args=occasion),
    Row("evaluation:change_room", only(*RUN, answer=405), args=occasion),
    Row("evaluation:slips", only(*RUN, answer=405), args=occasion),
    Row("evaluation:sheet", only(*RUN), args=lambda _: (OccasionFactory().uuid, "pre")),
    Row("evaluation:key_in", only(*RUN, answer=ELSEWHERE), args=lambda _: (1,)),
    Row("evaluation:results", only(*READERS)),
    Row("evaluation:results", only(*READERS), "with figures", at=with_figures),
    Row("evaluation:prepare", BUTTON, args=plan),
    Row("evaluation:report", only(*READERS), args=released),
    Row("evaluation:report", only(*READERS), "nothing yet", args=plan),
    Row("evaluation:figures", only(*READERS), args=plan),
    Row("evaluation:plans", only(*READERS)),
    Row("evaluation:plans", only(*READERS), "with one", arrive=lambda *_: PlanFactory()),
    Row("evaluation:start_plan", only(*READERS)),
    Row("evaluation:plan", only(*READERS), args=plan),
    Row("evaluation:change_plan", only(*READERS), args=plan),
    Row("evaluation:ask_small_groups", only(*READERS), args=plan),
    Row("evaluation:moment", only(*READERS), args=moment_of("post")),
    Row("evaluation:moment", only(*READERS), "a new one", args=moment_of("later")),
    Row("evaluation:moment", only(*READERS, answer=404), "unknown", args=moment_of("never")),
    Row("evaluation:drop_moment", only(*READERS, answer=405), args=moment_of("post")),
    Row("evaluation:agreements", only("privacy_officer")),
    Row(
        "evaluation:agreements",
        only("privacy_officer"),
        "with one",
        arrive=lambda *_: asking(None),
    ),
    Row("evaluation:agreement", only("privacy_officer"), args=asking),
    Row("evaluation:agreement", only("privacy_officer", answer=404), "none asked", args=plan),
    Row("evaluation:paper", only(*READERS), args=released),
    Row("evaluation:paper", only(*READERS, answer=ELSEWHERE), "nothing yet", args=plan),
    Row("evaluation:workbook", only(*READERS), args=released),
    Row("evaluation:workbook", only(*READERS, answer=ELSEWHERE), "nothing yet", args=plan),
    Row("evaluation:rows", only("evaluator"), args=plan),
    Row("evaluation:download_rows", only("evaluator", answer=404), own=not_made_yet),
]

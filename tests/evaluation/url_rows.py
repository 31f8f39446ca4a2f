from evaluation.actions import release_results
from tests.accounts.factories import PersonFactory, user_with_role
from tests.evaluation.factories import (
    InvitationFactory,
    OccasionFactory,
    PlanFactory,
    matched_people,
)
from tests.urls_matrix import BUTTON, SIGNED_IN, Row, everybody, only

READERS = ("programme_lead", "evaluator")


def asked(reader):
    return (InvitationFactory(person=reader.person if reader else PersonFactory()).uuid,)


def plan(_):
    return (PlanFactory().uuid,)


def with_figures(_):
    occasion = OccasionFactory()
    matched_people(occasion, 10)
    release_results(by=user_with_role("programme_lead").person, plan=occasion.plan)
    return "/results/"


def asked_by(reader):
    person = reader.person if reader else PersonFactory()
    return (InvitationFactory(person=person).occasion.plan.uuid,)


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
    Row("evaluation:results", only(*READERS)),
    Row("evaluation:results", only(*READERS), "with figures", at=with_figures),
    Row("evaluation:prepare", BUTTON, args=plan),
    Row("evaluation:figures", only(*READERS), args=plan),
]

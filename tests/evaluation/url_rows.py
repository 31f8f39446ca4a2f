from evaluation.actions import release_results
from tests.accounts.factories import PersonFactory, user_with_role
from tests.evaluation.factories import InvitationFactory, OccasionFactory, matched_people
from tests.urls_matrix import BUTTON, SIGNED_IN, Row, everybody, only

READERS = ("programme_lead", "evaluator")


def asked(reader):
    return (InvitationFactory(person=reader.person if reader else PersonFactory()).uuid,)


def occasion(_):
    return (OccasionFactory().uuid,)


def with_figures(_):
    occasion = OccasionFactory()
    matched_people(occasion, 10)
    release_results(by=user_with_role("programme_lead").person, occasion=occasion)
    return "/results/"


ROWS = [
    Row("evaluation:survey", SIGNED_IN, own=asked),
    Row(
        "evaluation:survey",
        everybody(404),
        "somebody else's",
        args=lambda _: (InvitationFactory().uuid,),
    ),
    Row("evaluation:results", only(*READERS)),
    Row("evaluation:results", only(*READERS), "with figures", at=with_figures),
    Row("evaluation:prepare", BUTTON, args=occasion),
    Row("evaluation:change", only(*READERS), args=occasion),
]

from tests.accounts.factories import PersonFactory
from tests.evaluation.factories import InvitationFactory, OccasionFactory
from tests.urls_matrix import BUTTON, SIGNED_IN, Row, everybody, only

READERS = ("programme_lead", "evaluator")


def asked(reader):
    return (InvitationFactory(person=reader.person if reader else PersonFactory()).uuid,)


def occasion(_):
    return (OccasionFactory().uuid,)


ROWS = [
    Row("evaluation:survey", SIGNED_IN, own=asked),
    Row(
        "evaluation:survey",
        everybody(404),
        "somebody else's",
        args=lambda _: (InvitationFactory().uuid,),
    ),
    Row("evaluation:results", only(*READERS)),
    Row("evaluation:prepare", BUTTON, args=occasion),
    Row("evaluation:change", only(*READERS), args=occasion),
]

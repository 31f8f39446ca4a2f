from django.http import HttpResponse
from django.utils import timezone

from evaluation.actions.releasing import release_results
from evaluation.actions.rooms import make_codes
from evaluation.links import key_of
from evaluation.models import Comment, Export
from evaluation.plan_pages import IN_WORDS
from evaluation.views.equality import offer
from tests.accounts.factories import PersonFactory, UserFactory, user_with_role
from tests.evaluation.factories import (
    InvitationFactory,
    OccasionFactory,
    OutsideReportFactory,
    PlanFactory,
    PreparationFactory,
    ReleaseFactory,
    matched_people,
    plan_with_quotations,
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


def asked_by_link(_):
    return (key_of(InvitationFactory()),)


def link_too_early(_):
    [code] = make_codes(occasion=OccasionFactory(), count=1)
    return (code,)


def released(_):
    return (ReleaseFactory().plan.uuid,)


def with_figures(_):
    occasion = OccasionFactory()
    matched_people(occasion, 10)
    release_results(by=user_with_role("programme_lead").person, plan=occasion.plan)
    return "/results/"


def with_a_chart(_):
    occasion = OccasionFactory()
    matched_people(occasion, 10)
    release_results(by=user_with_role("programme_lead").person, plan=occasion.plan)
    return (occasion.plan.uuid,)


def being_prepared(_):
    return (PreparationFactory(step=3).plan.uuid,)


def nothing_new(_):
    return (PreparationFactory(state="none_new").plan.uuid,)


def brought(reader):
    person = reader.person if reader else PersonFactory()
    return (OutsideReportFactory(made_by=person).uuid,)


def somebodys(_):
    return (OutsideReportFactory().uuid,)


def asked_by(reader):
    person = reader.person if reader else PersonFactory()
    return (InvitationFactory(person=person).occasion.plan.uuid,)


def counted(_):
    return (PlanFactory(flow=dict.fromkeys(IN_WORDS, 15), flow_on=timezone.localdate()).uuid,)


def asking(_):
    """A plan that asks for smaller totals."""
    return (PlanFactory(k_wished=5, k_because="pilot", k_reason="It is a pilot.").uuid,)


def having_sent(client, reader):
    answer = offer(HttpResponse(), PlanFactory(has_equality_questions=True), "/")
    client.cookies.update(answer.cookies)


def moment_of(wave):
    return lambda _: (PlanFactory().uuid, wave)


def not_made_yet(reader):
    person = reader.person if reader else PersonFactory()
    fields = {"reason": "The yearly report.", "until": timezone.localdate()}
    return (Export.objects.create(plan=PlanFactory(), asked_by=person, **fields).uuid,)


def to_clear(_):
    """Ten who ticked, long ago, where five are enough for a figure."""
    plan = plan_with_quotations(10, k=5, k_agreed_at=timezone.now())
    return (plan.uuid, Comment.objects.filter(occasion__plan=plan).first().pk)


def to_talk(reader):
    person = reader.person if reader else PersonFactory()
    support = UserFactory().person
    return (InvitationFactory(person=person, occasion__support=support).uuid,)


ROWS = [
    Row("evaluation:talk", SIGNED_IN, own=to_talk),
    Row("evaluation:talk", SIGNED_IN, "without a support person", own=asked),
    Row(
        "evaluation:talk",
        everybody(404),
        "somebody else's",
        args=lambda _: (InvitationFactory().uuid,),
    ),
    Row("evaluation:quotations", only("programme_lead"), args=plan),
    Row(
        "evaluation:quotations",
        only("programme_lead"),
        "with some",
        args=lambda place: to_clear(place)[:1],
    ),
    Row("evaluation:quotation", only("programme_lead"), args=to_clear),
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
    Row("evaluation:link", OPEN, args=asked_by_link),
    Row("evaluation:link", OPEN, "too early", args=link_too_early),
    Row(
        "evaluation:link",
        everybody(404, signed_out=404),
        "unknown",
        args=lambda _: ("ABCDEABCDE",),
    ),
    Row("evaluation:link_page", OPEN, args=lambda _: (*asked_by_link(None), 1)),
    Row("evaluation:link_take_back", OPEN, args=asked_by_link),
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
    Row("evaluation:report", only(*READERS), "with a chart", args=with_a_chart),
    Row("evaluation:report", only(*READERS), "being prepared", args=being_prepared),
    Row("evaluation:report", only(*READERS), "not enough people", args=nothing_new),
    Row("evaluation:figures", only(*READERS), args=plan),
    Row("evaluation:plans", only(*READERS)),
    Row("evaluation:plans", only(*READERS), "with one", arrive=lambda *_: PlanFactory()),
    Row("evaluation:start_plan", only(*READERS)),
    Row("evaluation:plan", only(*READERS), args=plan),
    Row("evaluation:plan", only(*READERS), "counted", args=counted),
    Row("evaluation:protocol", OPEN, args=plan),
    Row("evaluation:change_plan", only(*READERS), args=plan),
    Row("evaluation:close_plan", only(*READERS), args=plan),
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
    Row("evaluation:document", only(*READERS), args=released),
    Row("evaluation:document", only(*READERS, answer=ELSEWHERE), "nothing yet", args=plan),
    Row("evaluation:workbook", only(*READERS), args=released),
    Row("evaluation:workbook", only(*READERS, answer=ELSEWHERE), "nothing yet", args=plan),
    Row("evaluation:outside", only(*READERS)),
    Row("evaluation:outside_template", only(*READERS)),
    *(
        Row(f"evaluation:outside_{name}", only(*READERS, others=403), own=brought)
        for name in ("report", "figures", "workbook")
    ),
    Row("evaluation:outside_report", only(*READERS, answer=404), "of others", args=somebodys),
    Row("evaluation:rows", only("evaluator"), args=plan),
    Row("evaluation:download_rows", only("evaluator", answer=404), own=not_made_yet),
]

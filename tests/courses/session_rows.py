"""Who finds what behind the addresses of live sessions."""

from datetime import timedelta

from django.utils import timezone

from courses.actions.booking import give_up_place
from courses.actions.feeding import give_feed
from courses.actions.gathering import upload_training_list
from courses.feeds import feed_path
from courses.models import LiveSession
from courses.place_links import place_path
from tests.accounts.factories import PersonFactory, UserFactory
from tests.courses.afterwards_rows import ROWS as AFTERWARDS
from tests.courses.cohorts import CohortFactory, SeriesFactory, meeting
from tests.courses.elsewhere import OtherTrainingFactory
from tests.courses.kits import SessionKitFactory
from tests.courses.sessions import SessionFactory, booked, rule
from tests.evaluation.factories import PlanFactory
from tests.urls_matrix import BUTTON, ELSEWHERE, OPEN, SIGNED_IN, Row, everybody, only

RUN = ("facilitator", "trainer")


def open_session(**said):
    return SessionFactory(starts_at=timezone.now() + timedelta(days=30), **said)


def run_by(reader=None, **said):
    made = open_session(facilitators=[reader.person] if reader else None, **said)
    booked(made, at=timezone.now(), access_needs="A seat by the door.")
    return (made.pk,)


def run_without_support(reader=None):
    (pk,) = run_by(reader)
    LiveSession.objects.filter(pk=pk).update(support_person=None)
    return (pk,)


def with_a_mix(reader=None):
    pk = run_by(reader)
    until = timezone.now() + timedelta(days=7)
    rule(LiveSession.objects.get(pk=pk[0]), "maternity", at_most=40, held=2, held_until=until)
    return pk


def begun(reader=None):
    """With somebody on its list, and a guest."""
    (pk,) = run_by(reader)
    found = LiveSession.objects.get(pk=pk)
    found.attendances.create(name="Jo Webb", marked_at=timezone.now())
    LiveSession.objects.filter(pk=pk).update(starts_at=timezone.now())
    return (pk,)


def with_a_kit(reader=None):
    return run_by(reader, kit=SessionKitFactory())


def at_stage(number):
    return lambda reader: (*with_a_kit(reader), number)


def with_a_kit_begun(reader=None):
    (pk,) = begun(reader)
    LiveSession.objects.filter(pk=pk).update(kit=SessionKitFactory())
    return (pk,)


def in_groups(reader=None):
    """Begun, with four people shared out."""
    (pk,) = begun(reader)
    found = LiveSession.objects.get(pk=pk)
    for number in range(4):
        person = PersonFactory()
        found.attendances.create(person=person, marked_at=timezone.now())
        found.breakout_seats.create(person=person, group=number // 2 + 1)
    return (pk,)


def booked_by(reader=None):
    made = open_session(mentions="It mentions neglect, with no detail.")
    if reader:
        booked(made, person=reader.person, at=timezone.now())
    return (made.pk,)


def waited_for(reader=None):
    made = open_session(capacity=1)
    booked(made, at=timezone.now())
    if reader:
        booked(made, person=reader.person, at=timezone.now())
    return (made.pk,)


def offered_to(reader=None):
    made = open_session(capacity=1)
    first = booked(made, at=timezone.now())
    if reader:
        booked(made, person=reader.person, at=timezone.now())
    give_up_place(booking=first, at=timezone.now())
    return (made.pk,)


def a_link(state="booked"):
    made = open_session(capacity=1)
    first, second = (booked(made, at=timezone.now()) for _ in range(2))
    if state in ("offered", "given_up"):
        give_up_place(booking=first, at=timezone.now())
    chosen = second if state in ("offered", "waiting") else first
    return (place_path(chosen).rstrip("/").rpartition("/")[2],)


def a_feed():
    given = give_feed(person=UserFactory().person, at=timezone.now())
    return (feed_path(given).removesuffix(".ics").rpartition("/")[2],)


def fed(_client, reader):
    if reader:
        give_feed(person=reader.person, at=timezone.now())


def listed(reader=None):
    by, text = (reader or UserFactory()).person, "title,provider,day,time,minutes,place\nA,B,x,y,1,"
    made = upload_training_list(
        content=text.encode(), file_name="hub.csv", by=by, at=timezone.now()
    )
    return (made.uuid,)


def led_by(reader=None, **said):
    """In the middle of its series, with somebody who missed a part."""
    own = {"lead": reader.person} if reader else {}
    made = CohortFactory(people=[PersonFactory(), PersonFactory()], **own, **said)
    there, away = (one.person for one in made.memberships.all())
    meeting(made, 1, at=timezone.now() - timedelta(days=3), there=[there], missed=[away])
    return (made.pk,)


def missed_by(reader=None):
    made = CohortFactory(people=[reader.person] if reader else [])
    if reader:
        past, soon = (timezone.now() + timedelta(days=days) for days in (-3, 9))
        meeting(made, 1, at=past, missed=[reader.person])
        meeting(CohortFactory(series=made.series), 1, at=soon)
        meeting(made, 2, at=soon + timedelta(days=2))
    return (made.pk,)


def series_of(reader=None):
    return (SeriesFactory(made_by=reader.person if reader else None).pk,)


def evaluated(reader=None):
    return led_by(reader, evaluation_plan=PlanFactory())


ROWS = [
    Row("courses:cohort", only(*RUN), "with an evaluation plan", own=evaluated),
    Row("courses:cohorts", only(*RUN)),
    Row("courses:cohorts", only(*RUN), "with one", arrive=lambda _c, reader: led_by(reader)),
    Row("courses:plan_cohort", only(*RUN)),
    Row("courses:plan_series", only(*RUN)),
    Row("courses:change_series", only(*RUN), own=series_of),
    *(
        Row(f"courses:{name}", only(*RUN), own=led_by)
        for name in ("cohort", "change_cohort", "add_members", "roster_file", "take_members_out")
    ),
    Row("courses:own_cohort", SIGNED_IN, own=missed_by),
    Row(
        "courses:own_cohort",
        everybody(404),
        "of somebody else",
        args=lambda _: led_by(),
    ),
    Row(
        "courses:sessions",
        SIGNED_IN,
        "in a cohort",
        arrive=lambda _client, reader: missed_by(reader),
    ),
    Row("courses:sessions", SIGNED_IN),
    Row("courses:sessions", SIGNED_IN, "with some", arrive=lambda *_: open_session()),
    Row("courses:session", SIGNED_IN, args=lambda _: (open_session().pk,)),
    Row("courses:session", SIGNED_IN, "with a place", own=booked_by),
    Row("courses:session", SIGNED_IN, "waiting", own=waited_for),
    Row("courses:session", SIGNED_IN, "not open just now", args=lambda _: run_without_support()),
    Row("courses:session", SIGNED_IN, "with an offer", own=offered_to),
    Row(
        "courses:session",
        only(*RUN, others=404),
        "being planned",
        args=lambda _: (open_session(planned=True).pk,),
    ),
    *(
        Row("courses:place_of", OPEN, state, args=lambda _, state=state: a_link(state))
        for state in ("booked", "offered", "waiting", "given_up")
    ),
    Row(
        "courses:place_of",
        everybody(404, signed_out=404),
        "a link that nobody was given",
        args=lambda _: ("1:nonsense",),
    ),
    Row("courses:place_ics", OPEN, args=lambda _: a_link()),
    Row("courses:sessions_run", only(*RUN)),
    Row(
        "courses:sessions_run",
        only(*RUN),
        "with one",
        arrive=lambda _client, reader: run_by(reader),
    ),
    Row("courses:plan_session", only(*RUN)),
    Row("courses:change_session", only(*RUN), own=run_by),
    Row("courses:open_session", only(*RUN, answer=405), args=lambda _: (1,)),
    Row("courses:session_people", only(*RUN), own=run_by),
    Row("courses:session_people", only(*RUN), "without support", own=run_without_support),
    Row(
        "courses:attendance",
        only(*RUN, answer=404),
        "of somebody else",
        args=lambda _: run_by(),
    ),
    Row("courses:session_mix", only(*RUN), own=with_a_mix),
    Row("courses:drop_wish", only(*RUN, answer=405), args=lambda _: (1,)),
    Row("courses:session_sectors", only(*RUN), own=run_by),
    Row("courses:session_groups", only(*RUN), "with few people", own=run_by),
    Row("courses:session_groups", only(*RUN), own=in_groups),
    Row(
        "courses:session_groups",
        only(*RUN, answer=404),
        "of somebody else",
        args=lambda _: run_by(),
    ),
    Row("courses:show_groups", only(*RUN), own=in_groups),
    Row("courses:move_in_groups", only(*RUN, answer=405), args=lambda _: (1,)),
    Row("courses:group_wishes", SIGNED_IN, own=booked_by),
    Row(
        "courses:group_wishes",
        everybody(404),
        "without a place",
        args=lambda _: run_by(),
    ),
    Row("courses:manager_consent", BUTTON, args=lambda _: (1,)),
    Row("courses:drop_group_wish", BUTTON, args=lambda _: (1,)),
    Row("courses:attendance", only(*RUN), "before it begins", own=run_by),
    Row("courses:attendance", only(*RUN), own=begun),
    Row("courses:add_guest", only(*RUN, answer=405), args=lambda _: (1,)),
    Row("courses:drop_guest", only(*RUN, answer=405), args=lambda _: (1,)),
    Row("courses:run_session", only(*RUN), "without a kit", own=run_by),
    Row("courses:run_session", only(*RUN), own=with_a_kit),
    Row("courses:run_session", only(*RUN), "begun", own=with_a_kit_begun),
    Row("courses:run_step", only(*RUN), own=at_stage(1)),
    Row("courses:run_step", only(*RUN), "with a stage", own=at_stage(4)),
    Row("courses:run_step", only(*RUN, answer=ELSEWHERE), "that is not there", own=at_stage(99)),
    Row("courses:run_close", only(*RUN), own=with_a_kit),
    Row("courses:run_close", only(*RUN), "begun", own=with_a_kit_begun),
    Row("courses:print_kit", only(*RUN), own=with_a_kit),
    *AFTERWARDS,
    Row("courses:call_off_session", only(*RUN), own=run_by),
    Row("courses:calendar", SIGNED_IN),
    Row("courses:calendar", SIGNED_IN, "with some", arrive=lambda *_: OtherTrainingFactory()),
    Row("courses:feed", SIGNED_IN),
    Row("courses:feed", SIGNED_IN, "with an address", arrive=fed),
    Row("courses:feed_ics", OPEN, args=lambda _: a_feed()),
    Row(
        "courses:feed_ics",
        everybody(404, signed_out=404),
        "that nobody was given",
        args=lambda _: ("x",),
    ),
    Row("courses:sessions_csv", only(*RUN)),
    Row("courses:other_training", only(*RUN)),
    Row(
        "courses:other_training",
        only(*RUN),
        "with some",
        arrive=lambda *_: OtherTrainingFactory(),
    ),
    Row("courses:add_other", only(*RUN)),
    Row("courses:change_other", only(*RUN), args=lambda _: (OtherTrainingFactory().pk,)),
    Row("courses:show_other", only(*RUN, answer=405), args=lambda _: (1,)),
    Row("courses:upload_training", only(*RUN)),
    Row("courses:training_template", only(*RUN)),
    Row("courses:training_list", only(*RUN), own=listed),
]

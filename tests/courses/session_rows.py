"""Who finds what behind the addresses of live sessions."""

from datetime import timedelta

from django.utils import timezone

from courses.actions.booking import give_up_place
from courses.models import LiveSession
from courses.place_links import place_path
from tests.courses.sessions import SessionFactory, booked, rule
from tests.urls_matrix import OPEN, SIGNED_IN, Row, everybody, only

RUN = ("facilitator", "trainer")


def open_session(**said):
    return SessionFactory(starts_at=timezone.now() + timedelta(days=30), **said)


def run_by(reader=None, **said):
    made = open_session(facilitators=[reader.person] if reader else None, **said)
    booked(made, at=timezone.now(), access_needs="A seat by the door.")
    return (made.pk,)


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


ROWS = [
    Row("courses:sessions", SIGNED_IN),
    Row("courses:sessions", SIGNED_IN, "with some", arrive=lambda *_: open_session()),
    Row("courses:session", SIGNED_IN, args=lambda _: (open_session().pk,)),
    Row("courses:session", SIGNED_IN, "with a place", own=booked_by),
    Row("courses:session", SIGNED_IN, "waiting", own=waited_for),
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
    Row(
        "courses:attendance",
        only(*RUN, answer=404),
        "of somebody else",
        args=lambda _: run_by(),
    ),
    Row("courses:session_mix", only(*RUN), own=with_a_mix),
    Row("courses:drop_wish", only(*RUN, answer=405), args=lambda _: (1,)),
    Row("courses:attendance", only(*RUN), "before it begins", own=run_by),
    Row("courses:attendance", only(*RUN), own=begun),
    Row("courses:add_guest", only(*RUN, answer=405), args=lambda _: (1,)),
    Row("courses:drop_guest", only(*RUN, answer=405), args=lambda _: (1,)),
    Row("courses:call_off_session", only(*RUN), own=run_by),
]

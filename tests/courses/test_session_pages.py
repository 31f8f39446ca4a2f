"""Sessions in a browser's requests: ask, be told, take, give up, plan, change, call off."""

import re
from datetime import datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from courses.actions.booking import forget_access_needs
from courses.actions.planning import call_off_session, change_session
from courses.models import Booking, LiveSession
from courses.place_links import place_path
from notifications.actions.sweeping import sweep_messages
from notifications.models import Message
from tests.accounts.factories import (
    EmploymentFactory,
    PersonFactory,
    ProfessionFactory,
    UserFactory,
    user_with_role,
)
from tests.courses.factories import course, lesson
from tests.courses.sessions import SessionFactory, booked, rule, sector
from tests.notifications.factories import AlwaysOpen
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
State = Booking.State


@pytest.fixture
def session():
    return SessionFactory(
        starts_at=timezone.now() + timedelta(days=30), mentions="It mentions neglect, no detail."
    )


@pytest.fixture
def reader(client):
    user = UserFactory()
    client.force_login(user)
    return user


@pytest.fixture
def trainer(client):
    user = user_with_role("trainer")
    client.force_login(user)
    return user


@pytest.fixture
def letters(mailoutbox):
    """What goes out since it was asked last."""

    def sent():
        mailoutbox.clear()
        sweep_messages(at=timezone.now())
        return list(mailoutbox)

    return sent


def page_of(session):
    return reverse("courses:session", args=[session.pk])


def entry_in(letter):
    (found,) = [one for one in letter.alternatives if one.mimetype.startswith("text/calendar")]
    return found.mimetype, Calendar.from_ical(found.content).walk("VEVENT")[0]


def moved(session, **later):
    return change_session(
        session=session,
        facts={"starts_at": session.starts_at + timedelta(**later)},
        facilitators=session.facilitators,
        by=PersonFactory(),
        at=timezone.now(),
    )


def test_the_content_note_stands_before_the_button(client, reader, session):
    shown = client.get(page_of(session)).text
    assert shown.index("no detail") < shown.index("Book a place")


def test_booked_moved_and_given_up_is_one_entry_in_a_calendar(client, reader, session, letters):
    client.post(page_of(session), {"access_needs": "A seat by the door."})
    (letter,) = letters()
    kind, first = entry_in(letter)
    assert kind == "text/calendar; method=REQUEST"
    moved(session, days=1)
    (letter,) = letters()
    _kind, second = entry_in(letter)
    client.logout()
    path = re.search(r"/sessions/place/[^\s/]+/", letter.body).group()
    client.post(path, {"give_up": "1"})
    (letter,) = letters()
    kind, third = entry_in(letter)
    assert kind == "text/calendar; method=CANCEL"
    assert first["uid"] == second["uid"] == third["uid"]
    assert first["sequence"] < second["sequence"] < third["sequence"]
    assert second.start - first.start == timedelta(days=1)


def test_a_letter_says_in_real_mail_that_it_carries_an_invitation(reader, session, letters):
    booked(session, person=reader.person, at=timezone.now())
    (letter,) = letters()
    kinds = [part.get_content_type() for part in letter.message().walk()]
    assert kinds == ["multipart/alternative", "text/plain", "text/html", "text/calendar"]
    (part,) = [one for one in letter.message().walk() if one.get_content_type() == "text/calendar"]
    assert part.get_param("method") == "REQUEST"
    assert part.get_content_charset() == "utf-8"
    calendar = Calendar.from_ical(part.get_payload(decode=True))
    assert calendar["method"] == "REQUEST"


def test_opening_the_link_changes_nothing_however_often(client, session):
    path = place_path(booked(session, at=timezone.now()))
    for _ in range(2):
        assert "Give up my place" in client.get(path).text
        assert client.head(path).status_code == 200
    assert Booking.objects.get().state == State.BOOKED
    for _ in range(2):
        client.post(path, {"give_up": "1"})
    assert "You gave up this place" in client.get(path).text


def test_a_link_that_nobody_was_given_leads_nowhere(client, session):
    booking = booked(session, at=timezone.now())
    path = place_path(booking)
    token = path.rstrip("/").rpartition("/")[2]
    other = path.replace(token, f"{booking.pk + 1}{token[token.index(':') :]}")
    assert client.get(other).status_code == 404
    assert client.post(other, {"give_up": "1"}).status_code == 404


def test_an_offer_is_taken_by_its_link_without_signing_in(client, letters):
    session = SessionFactory(capacity=1, starts_at=timezone.now() + timedelta(days=30))
    first, second = (booked(session, at=timezone.now()) for _ in range(2))
    letters()
    client.post(place_path(first), {"give_up": "1"})
    _gone, offer = sorted(letters(), key=lambda letter: letter.subject, reverse=True)
    assert offer.to == [second.person.email]
    path = re.search(r"/sessions/place/[^\s/]+/", offer.body).group()
    client.post(path, {"take": "1"})
    second.refresh_from_db()
    assert second.state == State.BOOKED
    assert "You have a place" in letters()[0].subject


def test_the_calendar_file_is_there_as_long_as_the_place(client, session):
    path = place_path(booked(session, at=timezone.now()))
    answer = client.get(f"{path}calendar.ics")
    assert answer["Content-Type"].startswith("text/calendar")
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert event["summary"] == "Training session"
    client.post(path, {"give_up": "1"})
    assert client.get(f"{path}calendar.ics").status_code == 404


def test_somebody_with_two_disciplines_says_which_one_comes(client, reader, session):
    works_in(reader.person, "maternity", "schools")
    assert "In which of your jobs do you come?" in client.post(page_of(session), {}).text
    assert not Booking.objects.exists()
    client.post(page_of(session), {"sector": sector("schools").pk})
    assert Booking.objects.get().sector == sector("schools")


@pytest.mark.parametrize(
    ("setting", "reason"),
    [
        ({"at_most": 5}, "the session wants a mix"),
        ({"held": 0}, "All places are taken"),
    ],
)
def test_whoever_waits_reads_why_in_plain_words(client, reader, setting, reason):
    session = SessionFactory(
        capacity=20 if "at_most" in setting else 1, starts_at=timezone.now() + timedelta(days=9)
    )
    rule(session, "schools", **setting)
    booked(session, "schools", at=timezone.now())
    booked(session, "schools", person=reader.person, at=timezone.now())
    assert reason in client.get(page_of(session)).text


def listed(client):
    return " ".join(client.get("/sessions/").text.split())


def works_in(person, *slugs):
    for slug in slugs:
        profession = ProfessionFactory(slug=slug, sector=sector(slug))
        EmploymentFactory(person=person, profession=profession)


@pytest.mark.parametrize(
    ("jobs", "said"),
    [
        (["schools"], "wants a mix. You can wait for a place."),
        (["police"], "1 place left"),
        (["maternity"], "3 places left"),
        ([], "1 place left"),
        (["schools", "maternity"], "3 places left"),
    ],
)
def test_the_list_says_what_is_left_for_this_very_reader(client, reader, session, jobs, said):
    LiveSession.objects.filter(pk=session.pk).update(capacity=5)
    rule(session, "schools", at_most=40)
    rule(session, "maternity", held=2, held_until=in_days(7))
    for _ in range(2):
        booked(session, "schools", at=timezone.now())
    works_in(reader.person, *jobs)
    assert said in listed(client)
    can_book = "Book a place" in client.get(page_of(session)).text
    assert can_book == ("left" in said)


def test_the_list_says_when_what_is_free_is_kept_for_others(client, reader):
    session = SessionFactory(capacity=2, starts_at=in_days(30))
    rule(session, "maternity", held=2, held_until=in_days(7))
    assert "kept for other disciplines for now. You can wait" in listed(client)


@pytest.mark.parametrize(("capacity", "words"), [(9, "Places"), (2, "Waiting list")])
def test_the_list_never_counts_the_places_of_a_wellbeing_session(client, trainer, capacity, words):
    session = SessionFactory(kind="wellbeing", capacity=capacity, starts_at=in_days(30))
    for _ in range(2):
        booked(session, at=timezone.now())
    said = listed(client)
    assert f'<p class="cp-quiet">{words}</p>' in said
    assert "left" not in said.partition(session.title)[2].partition("</li>")[0]


def test_nobody_reads_of_which_discipline_those_in_a_wellbeing_session_are(client, reader):
    session = SessionFactory(kind="wellbeing", capacity=2, starts_at=in_days(30))
    rule(session, "schools", at_most=50)
    booked(session, "schools", at=timezone.now())
    works_in(reader.person, "schools")
    for html in (listed(client), client.get(page_of(session)).text):
        assert "discipline" not in html.partition(session.title)[2]
    assert "No place is free for you just now." in client.get(page_of(session)).text


@pytest.mark.parametrize("is_facilitator", [True, False])
def test_only_its_facilitators_read_how_many_hear_of_a_wellbeing_session_called_off(
    client, trainer, is_facilitator
):
    by = {"facilitators": [trainer.person]} if is_facilitator else {"made_by": trainer.person}
    session = SessionFactory(kind="wellbeing", starts_at=in_days(30), **by)
    for _ in range(2):
        booked(session, at=timezone.now())
    page = client.get(reverse("courses:call_off_session", args=[session.pk])).text
    assert ("2 people hear of it at once." in page) == is_facilitator
    assert ("Whoever booked hears of it at once." in page) != is_facilitator
    url = reverse("courses:change_session", args=[session.pk])
    here = [person.pk for person in session.facilitators]
    said = {"kind": "wellbeing", "capacity": "1", "facilitators": here}
    refused = client.post(url, typed(trainer, **said)).text
    assert ("2 people have a place already" in refused) == is_facilitator
    assert ("More people have a place already" in refused) != is_facilitator


def typed(trainer, **said):
    support = user_with_role("trainer").person
    day = timezone.localdate() + timedelta(days=20)
    return {
        "kind": "case",
        "title": "Round a case",
        "day": day.isoformat(),
        "hour": "09:30",
        "minutes": "120",
        "place": "Family hub",
        "capacity": "20",
        "claim_hours": "24",
        "facilitators": [trainer.person.pk],
        "support_person": support.pk,
        **said,
    }


def test_a_trainer_plans_and_opens_a_session(client, trainer):
    client.post("/sessions/new/", typed(trainer))
    session = LiveSession.objects.get()
    assert session.state == LiveSession.State.DRAFT
    assert timezone.localtime(session.starts_at).strftime("%H:%M") == "09:30"
    client.post(reverse("courses:open_session", args=[session.pk]))
    assert session.title in client.get("/sessions/").text


def test_no_session_opens_without_a_support_person(client, trainer):
    client.post("/sessions/new/", typed(trainer, support_person=""))
    session = LiveSession.objects.get()
    answer = client.post(reverse("courses:open_session", args=[session.pk]), follow=True)
    assert "Name a support person" in answer.text
    session.refresh_from_db()
    assert session.state == LiveSession.State.DRAFT


def test_a_facilitator_is_not_the_support_person(client, trainer):
    answer = client.post("/sessions/new/", typed(trainer, support_person=trainer.person.pk))
    assert "Choose somebody who is not a facilitator" in answer.text
    assert not LiveSession.objects.exists()


def test_fewer_places_than_are_taken_are_refused_in_words(client, trainer, session):
    session.facilitations.create(person=trainer.person)
    for _ in range(3):
        booked(session, at=timezone.now())
    url = reverse("courses:change_session", args=[session.pk])
    answer = client.post(url, typed(trainer, capacity="2"))
    assert "3 people have a place already" in answer.text
    assert LiveSession.objects.get().capacity == 20


def test_whoever_booked_hears_why_it_is_called_off(client, trainer, session, letters):
    session.facilitations.create(person=trainer.person)
    booked(session, at=timezone.now())
    letters()
    url = reverse("courses:call_off_session", args=[session.pk])
    client.post(url, {"because": "The hub is closed that day."})
    (letter,) = letters()
    assert "The hub is closed that day." in letter.body
    assert entry_in(letter)[0].endswith("CANCEL")


def test_only_whoever_runs_it_reads_who_comes(client, trainer, session):
    booking = booked(session, at=timezone.now(), access_needs="A seat by the door.")
    url = reverse("courses:session_people", args=[session.pk])
    hidden = client.get(url).text
    assert "Only its facilitators see who comes" in hidden
    assert str(booking.person) not in hidden
    session.facilitations.create(person=trainer.person)
    shown = client.get(url).text
    assert str(booking.person) in shown
    assert "A seat by the door." in shown


def test_the_lists_ask_as_often_for_many_as_for_few(client, trainer):
    soon = timezone.now() + timedelta(days=30)
    urls = ["/sessions/", "/sessions/run/"]
    made = SessionFactory(starts_at=soon, facilitators=[trainer.person])
    urls.append(reverse("courses:session_people", args=[made.pk]))
    booked(made, "schools", at=timezone.now())
    before = [queries_of(lambda url=url: client.get(url)) for url in urls]
    for _ in range(4):
        another = SessionFactory(starts_at=soon, facilitators=[trainer.person])
        rule(another, "schools", at_most=40)
        booked(made, "schools", at=timezone.now())
    assert [queries_of(lambda url=url: client.get(url)) for url in urls] == before


def test_a_share_and_held_places_are_said_and_taken_away_again(client, trainer, session, letters):
    session.facilitations.create(person=trainer.person)
    session.capacity = 2
    session.save()
    url = reverse("courses:session_mix", args=[session.pk])
    said = {"sector": sector("maternity").pk, "held": "1"}
    until = (timezone.localdate() + timedelta(days=7)).isoformat()
    client.post(url, {**said, "held_until": until})
    booked(session, "schools", at=timezone.now())
    waits = booked(session, "schools", at=timezone.now())
    assert waits.state == State.WAITING
    client.post(reverse("courses:drop_wish", args=[session.rules.get().pk]))
    waits.refresh_from_db()
    assert waits.state == State.OFFERED


def test_the_mix_page_says_each_wish_in_words(client, trainer, session):
    session.facilitations.create(person=trainer.person)
    url = reverse("courses:session_mix", args=[session.pk])
    assert "Places go to whoever asks first." in client.get(url).text
    rule(session, "schools", at_most=40)
    until = timezone.make_aware(datetime(2026, 12, 1, 12))
    kept = rule(session, "maternity", at_most=60, held=2, held_until=until)
    shown = " ".join(client.get(url).text.split())
    assert "At most 40 % of the places." in shown
    assert "At most 60 % of the places. 2 places held until 1 December 2026." in shown
    assert reverse("courses:drop_wish", args=[kept.pk]) in shown
    few = queries_of(lambda: client.get(url))
    for slug in ("police", "housing"):
        rule(session, slug, at_most=10)
    assert queries_of(lambda: client.get(url)) == few


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({}, "how many at most, or how many are held"),
        ({"held": "2"}, "Choose a day from today on"),
        ({"held": "30", "held_until": "soon"}, "At most 20 places can be held"),
        ({"at_most": "4"}, "less than one place"),
        ({"held": "9", "at_most": "40", "held_until": "soon"}, "At most 8 places can be held"),
        ({"at_most": "140"}, "100"),
    ],
)
def test_an_impossible_mix_is_refused_in_words(client, trainer, session, said, problem):
    session.facilitations.create(person=trainer.person)
    if said.get("held_until"):
        said = {**said, "held_until": (timezone.localdate() + timedelta(days=7)).isoformat()}
    url = reverse("courses:session_mix", args=[session.pk])
    assert problem in client.post(url, {"sector": sector("schools").pk, **said}).text
    assert not session.rules.exists()


def reminders(booking):
    kinds = ("courses.session_in_a_week", "courses.session_tomorrow")
    found = Message.objects.filter(person=booking.person, kind__in=kinds).order_by("due_at")
    return [(message.kind.rpartition("_")[2], message.due_at) for message in found]


def test_a_week_before_and_on_the_last_working_day_before(session):
    """Tuesday 29 December 2026 comes after Christmas, its Monday in lieu and a weekend."""
    session.starts_at = timezone.make_aware(datetime(2026, 12, 29, 9, 30))
    session.save()
    booking = booked(session, at=timezone.make_aware(datetime(2026, 11, 2, 9)))
    assert reminders(booking) == [
        ("week", timezone.make_aware(datetime(2026, 12, 22, 9, 30))),
        ("tomorrow", timezone.make_aware(datetime(2026, 12, 24, 9))),
    ]


def test_whoever_books_late_is_not_reminded_of_what_they_just_read(session):
    booking = booked(session, at=session.starts_at - timedelta(hours=3))
    assert reminders(booking) == []


def test_a_session_that_was_moved_reminds_of_its_new_day_alone(session, letters):
    AlwaysOpen()
    booking = booked(session, at=timezone.now())
    moved(session, days=7)
    letters()
    week, day_before = (timedelta(days=7), timedelta(days=2))
    with time_machine.travel(session.starts_at - week + timedelta(hours=1), tick=False):
        assert letters() == []
    booking.session.refresh_from_db()
    with time_machine.travel(booking.session.starts_at - day_before, tick=False):
        assert [letter.subject[:12] for letter in letters()][:1] == ["Your session"]


def test_who_planned_a_wellbeing_session_for_others_does_not_see_who_comes(client, trainer):
    soon = timezone.now() + timedelta(days=9)
    made = SessionFactory(kind="wellbeing", starts_at=soon, made_by=trainer.person)
    booking = booked(made, at=timezone.now())
    assert str(booking.person) not in client.get(f"/sessions/{made.pk}/people/").text
    assert client.get(f"/sessions/{made.pk}/attendance/").status_code == 404
    assert not Booking.objects.visible_to(trainer).exists()
    assert reminders(booking) == []


def test_the_video_link_comes_with_a_place_and_never_before(client, letters):
    session = SessionFactory(
        capacity=1, place="", video_link="https://video.example/room", starts_at=in_days(30)
    )
    first, second = (booked(session, at=timezone.now()) for _ in range(2))
    assert "video.example" in letters()[0].body
    moved(session, days=1)
    told = {letter.to[0]: letter.body for letter in letters()}
    assert "video.example" not in told[second.person.email]
    client.post(place_path(first), {"give_up": "1"})
    assert all("video.example" not in letter.body for letter in letters())
    assert client.get(f"{place_path(second)}calendar.ics").status_code == 404


def in_days(days):
    return timezone.now() + timedelta(days=days)


def test_a_calendar_holds_no_link_that_opens_without_signing_in(session, letters):
    booked(session, at=timezone.now())
    _kind, event = entry_in(letters()[0])
    assert "/sessions/place/" not in event.to_ical().decode()
    assert str(event["url"]).endswith(page_of(session))


def test_what_would_help_is_forgotten_four_weeks_after(session):
    booking = booked(session, at=timezone.now(), access_needs="A seat by the door.")
    assert not forget_access_needs(at=session.starts_at + timedelta(days=27))
    assert forget_access_needs(at=session.starts_at + timedelta(days=29)) == 1
    booking.refresh_from_db()
    assert booking.access_needs == ""


def changed_by(client, session, **said):
    page = client.get(reverse("courses:change_session", args=[session.pk]))
    form = page.context["form"]
    typed = {field.html_name: field.value() for field in form}
    day = timezone.localtime(session.starts_at)
    typed |= {"day": day.date().isoformat(), "hour": day.strftime("%H:%M")}
    typed["facilitators"] = [person.pk for person in session.facilitators]
    return {name: value for name, value in (typed | said).items() if value is not None}


def test_a_form_opened_before_somebody_else_saved_undoes_nothing(client, trainer, session):
    url = reverse("courses:change_session", args=[session.pk])
    stale = changed_by(client, session, title="A new title")
    moved(session, days=3)
    answer = client.post(url, stale)
    assert "Somebody saved it meanwhile" in answer.text
    session.refresh_from_db()
    assert session.title != "A new title"
    again = {**stale, "edits": answer.context["form"]["edits"].value()}
    assert client.post(url, again).status_code == 302


def test_an_hour_already_gone_is_refused_as_well_as_a_day(client, trainer):
    with time_machine.travel(timezone.make_aware(datetime(2027, 2, 3, 12)), tick=False):
        client.force_login(trainer)
        today = timezone.make_aware(datetime(2027, 2, 3, 15))
        session = SessionFactory(starts_at=today, facilitators=[trainer.person])
        url = reverse("courses:change_session", args=[session.pk])
        answer = client.post(url, changed_by(client, session, hour="10:00"))
        assert "Choose a day and time to come" in answer.text
        far = client.post(url, changed_by(client, session, day="9999-12-31"))
        assert "within two years" in far.text


def test_a_session_that_people_booked_keeps_its_support_person(client, trainer, session):
    url = reverse("courses:change_session", args=[session.pk])
    answer = client.post(url, changed_by(client, session, support_person=""))
    assert "no session opens without one" in answer.text
    session.refresh_from_db()
    assert session.support_person_id


def test_correcting_a_title_keeps_people_whose_role_has_ended(client, trainer, session):
    support, facilitators = session.support_person, list(session.facilitators)
    url = reverse("courses:change_session", args=[session.pk])
    assert client.post(url, changed_by(client, session, title="Better")).status_code == 302
    session.refresh_from_db()
    assert (session.title, session.support_person) == ("Better", support)
    assert list(session.facilitators) == facilitators


def test_fewer_places_than_its_wishes_need_are_refused_in_words(client, trainer, session):
    session.facilitations.create(person=trainer.person)
    rule(session, "schools", at_most=10)
    rule(session, "police", at_most=15)
    url = reverse("courses:change_session", args=[session.pk])
    answer = client.post(url, changed_by(client, session, capacity="5"))
    assert "Of so few places Schools and Police would have none" in answer.text
    session.refresh_from_db()
    assert session.capacity == 20


@pytest.mark.parametrize("name", ["change_session", "call_off_session", "session_mix"])
def test_a_session_that_has_begun_stays_as_it_was(client, trainer, session, name, letters):
    booked(session, at=timezone.now())
    letters()
    LiveSession.objects.filter(pk=session.pk).update(starts_at=timezone.now())
    url = reverse(f"courses:{name}", args=[session.pk])
    answer = client.post(url, {"because": "Too late."}, follow=True)
    assert "has begun or was cancelled" in answer.text
    assert letters() == []


def test_a_wish_of_a_session_that_has_begun_is_not_taken_away(client, trainer, session):
    kept = rule(session, "schools", at_most=40)
    LiveSession.objects.filter(pk=session.pk).update(starts_at=timezone.now())
    answer = client.post(reverse("courses:drop_wish", args=[kept.pk]), follow=True)
    assert "has begun or was cancelled" in answer.text
    assert session.rules.get() == kept


def test_giving_up_after_it_began_changes_nothing(client, session):
    booking = booked(session, at=timezone.now())
    LiveSession.objects.filter(pk=session.pk).update(starts_at=timezone.now())
    client.post(place_path(booking), {"give_up": "1"})
    booking.refresh_from_db()
    assert booking.state == State.BOOKED


def test_a_session_that_nobody_saw_just_goes(client, trainer):
    made = SessionFactory(planned=True, starts_at=in_days(9), made_by=trainer.person)
    url = reverse("courses:call_off_session", args=[made.pk])
    answer = client.post(url, {"because": "Planned twice."}, follow=True)
    assert not LiveSession.objects.exists()
    assert "nobody hears of it" in answer.text


def test_whoever_only_waited_is_told_of_a_calling_off_without_a_calendar_entry(letters):
    session = SessionFactory(capacity=1, starts_at=in_days(9))
    first, second = (booked(session, at=timezone.now()) for _ in range(2))
    letters()
    call_off_session(session=session, because="Closed.", by=PersonFactory(), at=timezone.now())
    entries = {letter.to[0]: len(letter.alternatives) for letter in letters()}
    assert entries == {first.person.email: 2, second.person.email: 1}


def test_held_places_do_not_outlast_a_move(session):
    rule(session, "maternity", held=2, held_until=session.starts_at - timedelta(days=3))
    moved(session, days=-7)
    kept = session.rules.get()
    assert kept.held_until == LiveSession.objects.get().starts_at - timedelta(days=1)


def changed(client, session, **said):
    url = reverse("courses:change_session", args=[session.pk])
    form = client.get(url).context["form"]
    kept = {name: form[name].value() for name in form.fields if name != "facilitators"}
    here = [person.pk for person in session.facilitators]
    kept = {name: value for name, value in kept.items() if value not in {None, False}}
    return client.post(url, {**kept, "facilitators": here, **said})


def test_what_people_were_told_of_who_sees_them_holds_once_they_booked(client, trainer, session):
    booked(session, at=timezone.now())
    LiveSession.objects.filter(pk=session.pk).update(kind="wellbeing", made_by=trainer.person)
    answer = changed(client, session, kind="workshop")
    assert "were told who sees that they come" in answer.text
    here = [person.pk for person in session.facilitators]
    answer = changed(client, session, facilitators=[*here, trainer.person.pk])
    assert "were told who sees that they come" in answer.text
    session.refresh_from_db()
    assert session.is_private
    assert trainer.person not in session.facilitators


def test_a_session_that_people_booked_openly_becomes_no_wellbeing_session(client, trainer, session):
    booked(session, at=timezone.now())
    assert "were told who sees" in changed(client, session, kind="wellbeing").text
    assert not LiveSession.objects.get(pk=session.pk).is_private


@pytest.mark.parametrize("name", ["course", "lesson", "support_person", "facilitators", "cohort"])
@pytest.mark.parametrize("value", ["9" * 30, "x"])
def test_a_key_that_cannot_be_is_refused_beside_its_field(client, trainer, session, name, value):
    assert name in changed(client, session, **{name: value}).context["form"].errors


def test_a_wellbeing_session_finishes_no_lesson(client, trainer, session):
    meeting = lesson(course(), is_met_by_session=True)
    answer = changed(client, session, kind="wellbeing", lesson=meeting.pk)
    assert "A wellbeing session finishes no lesson." in answer.text


def test_a_calendar_never_holds_the_video_link(session, letters):
    LiveSession.objects.filter(pk=session.pk).update(place="", video_link="https://video.example/x")
    booked(LiveSession.objects.get(pk=session.pk), at=timezone.now())
    _mimetype, entry = entry_in(letters()[0])
    assert entry["location"] == "On a screen"
    assert "video.example" not in entry.to_ical().decode()


def test_an_hour_that_the_clocks_leave_out_is_refused(client, trainer, session):
    answer = changed(client, session, day="2027-03-28", hour="01:30")
    assert "The clocks go forward that night and leave this hour out." in answer.text


def test_whoever_runs_it_reads_that_it_has_begun_and_that_it_has_taken_place(client, trainer):
    now = timezone.now()
    for ago, words in (
        (timedelta(minutes=5), "Has begun."),
        (timedelta(days=2), "Has taken place."),
    ):
        made = SessionFactory(starts_at=now - ago, facilitators=[trainer.person])
        people = client.get(reverse("courses:session_people", args=[made.pk])).text
        assert words in people
        assert "Open for booking" not in people
    assert "Has begun. 0 of 20 places taken" in client.get(reverse("courses:sessions_run")).text
    assert "Has begun." in client.get("/").text

"""What people will do after a session is theirs, or the group's where they say so."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from courses import privacy
from courses.models import Commitment, LiveSession
from tests.accounts.factories import PersonFactory, UserFactory, user_with_role
from tests.courses.afterwards import check_in, group_words, link, marked, over, own_words
from tests.courses.sessions import booked
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
WORDS = "I write shorter letters."


@pytest.fixture
def reader(client):
    user = UserFactory()
    client.force_login(user)
    return user


@pytest.fixture
def session(reader):
    return over(people=[reader.person])


def page_of(session):
    return reverse("courses:session", args=[session.pk])


def own_page(session):
    return reverse("courses:commitment", args=[session.pk])


def shared_page(session):
    return reverse("courses:shared_commitments", args=[session.pk])


def write(client, session, words=WORDS, **said):
    return client.post(own_page(session), {"words": words, **said})


def said_in(answer):
    return " ".join(str(one) for one in get_messages(answer.wsgi_request))


def test_whoever_was_there_writes_changes_and_takes_back(client, reader, session):
    assert "Only you, unless you tick the box." in client.get(page_of(session)).text
    write(client, session)
    write(client, session, "I phone first.")
    assert "I phone first." in client.get(page_of(session)).text
    kept = reader.person.commitments.get()
    assert (kept.words, kept.is_shown) == ("I phone first.", False)
    for _ in range(2):
        client.post(reverse("courses:take_back_commitment", args=[kept.pk]))
    assert not Commitment.objects.exists()


def test_what_is_empty_or_too_long_comes_back_with_its_words(client, session):
    assert "Error" in write(client, session, "").text
    long = "word " * 100
    answer = write(client, session, long)
    assert long.strip() in answer.text
    assert not Commitment.objects.exists()


@pytest.mark.parametrize(
    ("ago", "is_open"),
    [
        (timedelta(hours=-1), False),
        (timedelta(), True),
        (timedelta(days=27), True),
        (timedelta(weeks=4, minutes=1), False),
    ],
)
def test_it_is_written_from_the_start_until_four_weeks_after(client, reader, ago, is_open):
    session = over(people=[reader.person], ago=ago)
    assert ("What will you do?" in client.get(page_of(session)).text) is is_open
    answer = write(client, session)
    assert Commitment.objects.exists() is is_open
    assert is_open or "until four weeks after" in said_in(answer)


def test_what_was_written_can_be_taken_back_at_any_time(client, reader):
    session = over(people=[reader.person], ago=timedelta(weeks=20))
    kept = own_words(session, reader.person)
    shown = client.get(page_of(session)).text
    assert own_page(session) not in shown
    assert "Take it back" in shown
    client.post(reverse("courses:take_back_commitment", args=[kept.pk]))
    assert not Commitment.objects.exists()


def test_nobody_writes_in_a_session_they_had_no_place_in(client, reader):
    others = over(people=[PersonFactory()])
    assert "What will you do?" not in client.get(page_of(others)).text
    assert write(client, others).status_code == 404


def test_nobody_takes_back_what_is_another_persons(client, reader, session):
    other = PersonFactory()
    kept = own_words(over(people=[other]), other, is_shown=True)
    answer = client.post(reverse("courses:take_back_commitment", args=[kept.pk]))
    assert answer.status_code == 404
    assert Commitment.objects.exists()


@pytest.fixture
def room():
    """Somebody who wrote, and everybody else who might want to read it, by what they are."""
    writer, mate, away = (UserFactory() for _ in range(3))
    facilitator, planner = user_with_role("facilitator"), user_with_role("trainer")
    session = over(
        people=[one.person for one in (writer, mate, away)],
        by=facilitator,
        made_by=planner.person,
    )
    marked(session, writer.person, mate.person)
    readers = {
        "writer": writer,
        "somebody there": mate,
        "facilitator": facilitator,
        "planner": planner,
        "somebody away": away,
        "administrator": user_with_role("administrator"),
        "lead": user_with_role("programme_lead"),
        "stranger": UserFactory(),
    }
    return session, readers


GROUP = {"writer", "somebody there", "facilitator"}


@pytest.mark.parametrize(("is_shown", "seen_by"), [(False, {"writer"}), (True, GROUP)])
def test_who_sees_a_commitment_is_who_was_said(client, room, is_shown, seen_by):
    session, readers = room
    own_words(session, readers["writer"].person, is_shown=is_shown)
    through_door = {
        name for name, user in readers.items() if Commitment.objects.visible_to(user).exists()
    }
    on_pages = set()
    for name, user in readers.items():
        client.force_login(user)
        pages = [page_of(session), shared_page(session)]
        pages += [reverse("courses:session_people", args=[session.pk])]
        if any(WORDS in client.get(page).text for page in pages):
            on_pages.add(name)
    assert through_door == on_pages == seen_by


def test_what_the_group_will_do_is_for_the_group(client, room):
    session, readers = room
    group_words(session)
    seen = {name for name, one in readers.items() if Commitment.objects.visible_to(one).exists()}
    assert seen == GROUP | {"planner"}
    client.force_login(readers["somebody there"])
    assert "We phone before we write." in client.get(page_of(session)).text
    client.force_login(readers["somebody away"])
    assert "We phone before we write." not in client.get(page_of(session)).text


def test_the_group_has_up_to_three(client, room):
    session, readers = room
    client.force_login(readers["facilitator"])
    for words in ("One", "Two", "Two", "Three"):
        client.post(shared_page(session), {"shared": words})
    assert "take one away" in client.get(shared_page(session)).text
    refused = client.post(shared_page(session), {"shared": "Something fourth"}).text
    assert "The group has three." in refused
    assert "Something fourth" in refused
    first, *_others = session.commitments.shared()
    for _ in range(2):
        client.post(reverse("courses:drop_shared", args=[first.pk]))
    client.post(shared_page(session), {"shared": "Something fourth"})
    words = [one.words for one in session.commitments.shared()]
    assert words == ["Two", "Three", "Something fourth"]


def test_nobody_else_writes_for_the_group(client, room):
    session, readers = room
    kept = group_words(session)
    client.force_login(user_with_role("trainer"))
    assert client.post(shared_page(session), {"shared": "X"}).status_code == 404
    drop = reverse("courses:drop_shared", args=[kept.pk])
    assert client.post(drop).status_code == 404
    client.force_login(readers["somebody there"])
    assert client.post(drop).status_code == 403
    assert [one.words for one in session.commitments.all()] == [kept.words]


def test_a_group_says_nothing_before_its_session_begins(client):
    trainer = user_with_role("trainer")
    client.force_login(trainer)
    session = over(by=trainer, ago=-timedelta(days=3))
    answer = client.post(shared_page(session), {"shared": "X"})
    assert answer.status_code == 302
    assert not Commitment.objects.exists()


def test_of_a_wellbeing_session_nobody_but_the_writer_reads_a_word(client, reader):
    trainer = user_with_role("trainer")
    mate = UserFactory()
    kind = LiveSession.Kind.WELLBEING
    session = over(people=[reader.person, mate.person], by=trainer, kind=kind)
    marked(session, reader.person, mate.person)
    asked = client.get(page_of(session)).text
    assert "Only you." in asked
    assert "The group may see it" not in asked
    write(client, session, is_shown="on")
    assert not reader.person.commitments.get().is_shown
    for other in (trainer, mate):
        assert not Commitment.objects.visible_to(other).exists()
    client.force_login(trainer)
    assert client.get(shared_page(session)).status_code == 404
    people = client.get(reverse("courses:session_people", args=[session.pk])).text
    assert "Plan the check-in" not in people
    assert "What the group will do" not in people


def test_a_copy_counts_private_words_and_erasing_takes_all(reader, session):
    other = over(people=[reader.person])
    own_words(session, reader.person)
    own_words(other, reader.person, "I say it in the team.", is_shown=True)
    copy = privacy.export_for(reader.person)
    assert copy["commitments_kept_for_their_author"] == 1
    assert [one["words"] for one in copy["commitments_shown"]] == ["I say it in the team."]
    assert WORDS not in str(copy)
    kept = group_words(session)
    privacy.erase(reader.person)
    assert list(Commitment.objects.all()) == [kept]


def test_two_records_of_one_person_lose_no_word_and_show_no_more(session, reader):
    other, now = PersonFactory(), timezone.now()
    booked(session, person=other, at=session.starts_at - timedelta(days=1))
    own_words(session, reader.person, is_shown=True)
    theirs = own_words(session, other, "I phone first.")
    Commitment.objects.filter(pk=theirs.pk).update(stands="started", stands_at=now)
    privacy.merge(keep=reader.person, into_keep=other)
    kept = Commitment.objects.get()
    assert kept.person == reader.person
    assert set(kept.words.split("\n\n")) == {WORDS, "I phone first."}
    assert (kept.is_shown, kept.stands, kept.stands_at) == (False, "started", now)


@pytest.fixture
def checked(reader):
    """A check-in of a session at which the reader wrote something."""
    session = over(people=[reader.person], ago=timedelta(days=50))
    own_words(session, reader.person)
    group_words(session)
    return check_in(session)


def stand(client, found, said):
    return client.post(reverse("courses:commitment_stands", args=[found.pk]), {"stands": said})


def test_a_check_in_shows_everybody_their_own_words(client, reader, checked):
    other = UserFactory()
    shown = client.get(page_of(checked)).text
    assert WORDS in shown
    assert "We phone before we write." in shown
    client.force_login(other)
    shown = client.get(page_of(checked)).text
    assert WORDS not in shown
    assert "We phone before we write." not in shown


@pytest.mark.parametrize("said", Commitment.Stands.values)
def test_where_it_stands_is_saved_by_a_press_and_read_again(client, reader, checked, said):
    stand(client, checked, said)
    assert reader.person.commitments.get().stands == said
    shown = client.get(page_of(checked))
    assert shown.context["stands_form"]["stands"].value() == said


def test_where_it_stands_is_nobody_elses_though_the_words_are_shown(client, reader, room):
    session, readers = room
    person = readers["writer"].person
    own_words(session, person, is_shown=True)
    found = check_in(session)
    client.force_login(readers["writer"])
    stand(client, found, "changed")
    assert person.commitments.get().stands == "changed"
    for name in ("somebody there", "facilitator", "planner"):
        client.force_login(readers[name])
        for page in (page_of(session), page_of(found), shared_page(session)):
            assert "changed my mind" not in client.get(page).text


@pytest.mark.parametrize("wrong", ["", "x", "9" * 300])
def test_what_is_no_answer_is_not_saved(client, reader, checked, wrong):
    assert "Choose one of the answers" in said_in(stand(client, checked, wrong))
    assert not reader.person.commitments.get().stands


def test_nobody_says_where_it_stands_without_a_commitment_or_long_after(client, reader, checked):
    later = timezone.now() - timedelta(weeks=5)
    LiveSession.objects.filter(pk=checked.pk).update(starts_at=later)
    stand(client, checked, "started")
    assert not reader.person.commitments.get().stands
    client.force_login(UserFactory())
    LiveSession.objects.filter(pk=checked.pk).update(starts_at=timezone.now())
    assert stand(client, checked, "started").status_code == 404
    plain = over()
    assert stand(client, plain, "started").status_code == 404


def test_it_is_renewed_at_the_check_in_and_the_first_stays_as_it_was(client, reader, checked):
    booked(checked, person=reader.person, at=timezone.now())
    assert "Renew it" not in client.get(page_of(checked)).text
    LiveSession.objects.filter(pk=checked.pk).update(starts_at=timezone.now())
    shown = client.get(page_of(checked))
    assert "Renew it" in shown.text
    assert shown.context["commitment_form"]["words"].value() == WORDS
    write(client, checked, "I teach the team to.")
    assert {one.words for one in reader.person.commitments.all()} == {
        WORDS,
        "I teach the team to.",
    }


def test_sessions_one_was_at_stand_together_with_what_one_said(client, reader, session):
    own_words(session, reader.person)
    link(session)
    to_come = over(people=[reader.person], ago=-timedelta(days=2))
    private = over(people=[reader.person], kind=LiveSession.Kind.WELLBEING)
    shown = client.get(reverse("courses:sessions_been")).text
    assert WORDS in shown
    assert "1 thing to read again" in shown
    assert private.title in shown
    assert to_come.title not in shown
    client.force_login(UserFactory())
    assert "You were at no session yet." in client.get(reverse("courses:sessions_been")).text


def test_the_pages_ask_as_often_for_many_as_for_one(client):
    asked = []
    for count in (1, 9):
        user, mates = UserFactory(), [PersonFactory() for _ in range(count)]
        session = over(people=[user.person, *mates])
        for number, mate in enumerate(mates):
            own_words(session, mate, is_shown=True)
            link(session, address=f"https://example.org/{number}")
        follows = check_in(session)
        for _ in range(count):
            over(people=[user.person])
        client.force_login(user)
        pages = [page_of(session), page_of(follows), reverse("courses:sessions_been")]
        asked.append([queries_of(lambda page=page: client.get(page)) for page in pages])
    assert asked[0] == asked[1]


def test_whoever_runs_it_asks_as_often_for_many_as_for_one(client):
    trainer, asked = user_with_role("trainer"), []
    client.force_login(trainer)
    for count in (1, 9):
        mates = [PersonFactory() for _ in range(count)]
        session = over(people=mates, by=trainer)
        for mate in mates:
            own_words(session, mate, is_shown=True)
        page = shared_page(session)
        asked.append(queries_of(lambda page=page: client.get(page)))
    assert asked[0] == asked[1]

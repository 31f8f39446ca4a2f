"""Small groups of a session: even, apart where asked, and silent about whose wish it was."""

from collections import Counter
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from courses import privacy
from courses.actions.grouping import NoGroupsError, make_breakouts
from courses.actions.wishing import forget_groups, say_about_managers, wish_apart
from courses.models import BreakoutSeat, BreakoutWish, LiveSession, ManagerConsent
from courses.names import is_meant
from courses.tasks import look_after_places
from tests.accounts.factories import EmploymentFactory, PersonFactory, UserFactory, user_with_role
from tests.courses.sessions import SessionFactory, booked, sector
from tests.queries import queries_of

SLUGS = ["maternity", "schools", "police", None]


@pytest.fixture
def trainer(client):
    user = user_with_role("trainer")
    client.force_login(user)
    return user


@pytest.fixture
def session(trainer):
    return made_by(trainer)


def made_by(trainer, *slugs, **said):
    soon = timezone.now() + timedelta(days=1)
    session = SessionFactory(starts_at=soon, facilitators=[trainer.person], capacity=50, **said)
    for slug in slugs:
        booked(session, slug, at=timezone.now())
    return session


def page_of(session):
    return reverse("courses:session_groups", args=[session.pk])


def words_of(answer):
    return " ".join(answer.text.split())


def people_of(session):
    return [one.person for one in session.bookings.in_line()]


def groups_of(session):
    """The people of each group, by its number."""
    found = {}
    for seat in session.breakout_seats.all():
        found.setdefault(seat.group, set()).add(seat.person_id or seat.guest.name)
    return found


def are_together(session, one, other):
    return any({one.pk, other.pk} <= group for group in groups_of(session).values())


def manages(manager, person):
    EmploymentFactory(person=person, line_manager=manager)


def wish(session, person, words):
    return wish_apart(session=session, person=person, words=words)


def move(client, session, person, group, **rest):
    url = reverse("courses:move_in_groups", args=[session.pk])
    return client.post(url, {"who": f"p{person.pk}", "to": group}, follow=True, **rest)


@st.composite
def rooms(draw):
    line = draw(st.lists(st.sampled_from(SLUGS), min_size=4, max_size=12))
    pairs = st.tuples(*[st.integers(0, len(line) - 1)] * 2).filter(lambda pair: pair[0] != pair[1])
    return (
        line,
        draw(st.integers(2, len(line) // 2)),
        *draw(st.tuples(st.lists(pairs, max_size=2), st.lists(pairs, max_size=2))),
    )


class AnyRoomTest(TestCase):
    @given(rooms())
    def test_groups_are_even_and_keep_wishes_and_managers_apart(self, room):
        line, count, wishes, managers = room
        user = user_with_role("trainer")
        self.client.force_login(user)
        session = made_by(user, *line)
        people = people_of(session)
        for one, other in wishes:
            wish(session, people[one], people[other].email)
        for one, other in managers:
            manages(people[one], people[other])
        answer = self.client.post(page_of(session), {"count": count})
        groups = groups_of(session)
        if not groups:
            assert wishes or managers
            assert "work for everybody" in answer.text
            return
        assert sorted(groups) == list(range(1, count + 1))
        assert set().union(*groups.values()) == {one.pk for one in people}
        sectors = {one.pk: slug for one, slug in zip(people, line, strict=True)}
        spread = [Counter(sectors[one] for one in group) for group in groups.values()]
        for slug in set(line):
            counts = [group[slug] for group in spread]
            assert max(counts) - min(counts) <= 1
        for one, other in [*wishes, *managers]:
            assert not are_together(session, people[one], people[other])


pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("words", "name", "address", "outcome"),
    [
        ("Tom Aldous", "Tom Aldous", "", True),
        ("  tom   ALDOUS ", "Tom Aldous", "", True),
        ("Ines Duarte", "Inês Duarte", "", True),
        ("Dr Priya Nair", "Priya Nair", "", True),
        ("Priya Nair", "Priya Anne Nair", "", True),
        ("Tom", "Tom Aldous", "", False),
        ("Tom Reid", "Tom Aldous", "", False),
        ("Tom@Example.org", "Thomas", "tom@example.org", True),
        ("tom@example.org", "tom@example.org", "", False),
        ("Madonna", "Madonna", "", True),
        ("", "", "", False),
    ],
)
def test_words_mean_somebody_by_address_or_by_full_name(words, name, address, outcome):
    assert is_meant(words, name=name, addresses=[address]) is outcome


def test_before_it_begins_groups_are_made_of_whoever_booked(client, session):
    for _ in range(4):
        booked(session, at=timezone.now())
    assert "From the 4 people who have booked" in words_of(client.get(page_of(session)))
    client.post(page_of(session), {"count": 2})
    assert [len(group) for group in groups_of(session).values()] == [2, 2]


def test_once_people_are_marked_groups_are_made_of_them_and_of_guests(client, session):
    absent, *there = (booked(session, at=timezone.now()).person for _ in range(4))
    walk_in = PersonFactory()
    for person in [*there, walk_in]:
        session.attendances.create(person=person, marked_at=timezone.now())
    session.attendances.create(name="Jo Webb", marked_at=timezone.now())
    session.attendances.create(person=absent, is_there=False, marked_at=timezone.now())
    client.post(page_of(session), {"count": 2})
    seated = set().union(*groups_of(session).values())
    assert seated == {*(one.pk for one in there), walk_in.pk, "Jo Webb"}


def test_somebody_who_came_without_a_place_counts_for_their_first_job(client, trainer):
    session = made_by(trainer, "schools", "schools", "schools")
    walk_in = EmploymentFactory(profession__sector=sector("police")).person
    for person in [*people_of(session), walk_in]:
        session.attendances.create(person=person, marked_at=timezone.now())
    client.post(page_of(session), {"count": 2})
    assert session.breakout_seats.get(person=walk_in).sector == sector("police")


@pytest.mark.parametrize("people", [0, 3])
def test_fewer_than_four_people_stay_together(client, session, people):
    for _ in range(people):
        booked(session, at=timezone.now())
    assert "Groups begin with four people" in client.get(page_of(session)).text
    client.post(page_of(session), {"count": 2})
    assert not BreakoutSeat.objects.exists()


@pytest.mark.parametrize(
    ("count", "problem"),
    [
        ("", "Fill in “"),
        ("1", "2"),
        ("5", "Make 4 groups or fewer"),
        ("9" * 30, "Make 4 groups or fewer"),
        ("two", "whole number"),
    ],
)
def test_an_odd_number_of_groups_is_refused_in_words(client, trainer, count, problem):
    session = made_by(trainer, *[None] * 8)
    assert problem in client.post(page_of(session), {"count": count}).text
    assert not BreakoutSeat.objects.exists()


def test_the_page_suggests_groups_of_the_usual_size(client, trainer):
    shown = words_of(client.get(page_of(made_by(trainer, *[None] * 20))))
    assert "3 to 4 groups of the 20 people have 5 to 8 people each" in shown
    assert 'value="3"' in shown


def test_made_again_they_replace_those_before(client, trainer):
    session = made_by(trainer, *[None] * 8)
    client.post(page_of(session), {"count": 2})
    client.post(page_of(session), {"count": 4})
    assert [len(group) for group in groups_of(session).values()] == [2, 2, 2, 2]


def test_a_manager_shares_a_group_only_where_both_agree(client, trainer):
    session = made_by(trainer, *[None] * 4)
    person, manager, third, fourth = people_of(session)
    manages(manager, person)
    for one, other in ((person, third), (person, fourth)):
        wish(session, one, other.email)
    with_manager = {"with_manager": True, "with_team": False}
    with_team = {"with_manager": False, "with_team": True}
    for one, said in ((person, with_manager), (manager, with_manager)):
        say_about_managers(session=session, person=one, **said)
        assert "work for everybody" in client.post(page_of(session), {"count": 2}).text
    say_about_managers(session=session, person=manager, **with_team)
    client.post(page_of(session), {"count": 2})
    assert are_together(session, person, manager)


def test_when_there_are_no_groups_nobody_is_named(client, trainer):
    session = made_by(trainer, *[None] * 4)
    first, *others = people_of(session)
    for other in others:
        wish(session, first, other.email)
    shown = client.post(page_of(session), {"count": 2}).text
    assert "We found no 2 groups that work for everybody." in shown
    assert not any(one.display_name in shown for one in people_of(session))


def in_two(session, *groups):
    for number, group in enumerate(groups, start=1):
        for person in group:
            taken = session.bookings.get(person=person)
            session.breakout_seats.create(person=person, group=number, sector=taken.sector)


def test_one_person_is_moved_and_what_is_uneven_is_said(client, trainer):
    session = made_by(trainer, "schools", "schools", "police", "police")
    first, second, third, fourth = people_of(session)
    in_two(session, [first, third], [second, fourth])
    assert "differ by more than one" not in client.get(page_of(session)).text
    shown = words_of(move(client, session, first, 2))
    assert f"{first} is in group 2 now" in shown
    assert "These groups differ by more than one: Schools." in shown


def by_wish(session, one, other):
    wish(session, one, other.display_name)


def by_wish_of_the_other(session, one, other):
    wish(session, other, one.email)


def by_job(session, one, other):
    manages(one, other)


@pytest.mark.parametrize("are_apart", [by_wish, by_wish_of_the_other, by_job])
def test_who_is_apart_is_not_moved_together_and_all_reasons_read_the_same(
    client, trainer, are_apart
):
    session = made_by(trainer, *[None] * 4)
    first, second, third, fourth = people_of(session)
    in_two(session, [first, second], [third, fourth])
    are_apart(session, first, third)
    shown = words_of(move(client, session, first, 2))
    assert "Two people of this group cannot be in one group. Choose another group." in shown
    assert groups_of(session)[1] == {first.pk, second.pk}


def test_whoever_comes_late_is_put_into_a_group_and_whoever_went_is_said(client, trainer):
    session = made_by(trainer, *[None] * 4)
    first, *others = people_of(session)
    in_two(session, [first, others[0]], others[1:])
    late = EmploymentFactory(person=PersonFactory(display_name="Bronwen Pugh")).person
    for person in [*others, late]:
        session.attendances.create(person=person, marked_at=timezone.now())
    shown = words_of(client.get(page_of(session)))
    assert "In no group yet: Bronwen Pugh." in shown
    assert f"In a group, but not here: {first}." in shown
    move(client, session, late, 1)
    assert late.pk in groups_of(session)[1]


@pytest.mark.parametrize("said", [{}, {"who": "p0", "to": "1"}, {"who": "x", "to": "9" * 30}])
def test_what_is_nobody_or_no_group_is_refused_without_a_fault(client, trainer, said):
    session = made_by(trainer, *[None] * 4)
    in_two(session, people_of(session)[:2], people_of(session)[2:])
    before = groups_of(session)
    url = reverse("courses:move_in_groups", args=[session.pk])
    assert "Choose somebody and a group" in client.post(url, said, follow=True).text
    assert groups_of(session) == before


def test_names_alone_are_shown_to_read_out(client, trainer):
    session = made_by(trainer, "schools", "police", "schools", "police")
    in_two(session, people_of(session)[:2], people_of(session)[2:])
    shown = client.get(reverse("courses:show_groups", args=[session.pk])).text
    assert all(str(person) in shown for person in people_of(session))
    assert "Schools" not in shown


def test_nobody_else_makes_moves_or_reads_groups(client, trainer):
    session = made_by(trainer, *[None] * 4, kind="wellbeing")
    in_two(session, people_of(session)[:2], people_of(session)[2:])
    LiveSession.objects.filter(pk=session.pk).update(made_by=trainer.person)
    session.facilitations.all().delete()
    urls = [page_of(session), reverse("courses:show_groups", args=[session.pk])]
    assert [client.get(url).status_code for url in urls] == [404, 404]
    assert client.post(urls[0], {"count": 2}).status_code == 404
    assert move(client, session, people_of(session)[0], 2).status_code == 404


def test_many_people_ask_as_often_as_few(client, trainer):
    asked = []
    for count in (6, 24):
        session = made_by(trainer, *[SLUGS[number % 4] for number in range(count)])
        people = people_of(session)
        manages(people[0], people[1])
        wish(session, people[2], people[3].email)
        for person in people:
            session.attendances.create(person=person, marked_at=timezone.now())
        url = page_of(session)
        asked.append(
            [
                queries_of(lambda url=url: client.post(url, {"count": 2})),
                queries_of(lambda url=url: client.get(url)),
                queries_of(lambda one=session, who=people[4]: move(client, one, who, 1)),
            ]
        )
    assert asked[0] == asked[1]


# What people wish for themselves.


@pytest.fixture
def reader(client):
    user = UserFactory()
    client.force_login(user)
    return user


@pytest.fixture
def coming(reader):
    session = SessionFactory(starts_at=timezone.now() + timedelta(days=9))
    booked(session, person=reader.person, at=timezone.now())
    return session


def own_page(session):
    return reverse("courses:group_wishes", args=[session.pk])


def test_a_wish_is_kept_shown_to_its_writer_and_taken_away(client, coming):
    assert own_page(coming) in client.get(reverse("courses:session", args=[coming.pk])).text
    client.post(own_page(coming), {"words": "Tom Aldous"})
    assert "Tom Aldous" in client.get(own_page(coming)).text
    assert "Tom Aldous" not in BreakoutWish.objects.get().sealed
    client.post(reverse("courses:drop_group_wish", args=[BreakoutWish.objects.get().pk]))
    assert not BreakoutWish.objects.exists()


def test_the_answer_is_the_same_whether_or_not_somebody_comes(client, coming):
    there = booked(coming, at=timezone.now()).person
    answers = []
    for words in (there.email, "nobody@example.org"):
        answer = client.post(own_page(coming), {"words": words}, follow=True)
        answers.append(words_of(answer).replace(words, "them").partition("<main")[2])
        BreakoutWish.objects.all().delete()
    assert without_tokens(answers[0]) == without_tokens(answers[1])


def without_tokens(text):
    changing = ("csrf", "/drop/", "value=")
    return [one for one in text.split() if not any(part in one for part in changing)]


def test_nobody_else_reads_or_takes_away_a_wish(client, coming, reader):
    wish(coming, reader.person, "Tom Aldous")
    coming.facilitations.create(person=user_with_role("trainer").person)
    administrator = user_with_role("administrator")
    booked(coming, person=administrator.person, at=timezone.now())
    for other in (coming.facilitators.last().user, administrator):
        client.force_login(other)
        for url in (own_page(coming), page_of(coming), f"/sessions/{coming.pk}/people/"):
            assert "Aldous" not in client.get(url).text
        url = reverse("courses:drop_group_wish", args=[BreakoutWish.objects.get().pk])
        assert client.post(url).status_code == 404
    assert BreakoutWish.objects.exists()


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ("", "Fill in “"),
        ("Tom", "Write first name and last name"),
        ("tom@", "e-mail address"),
        ("x" * 200, "120"),
    ],
)
def test_words_that_name_nobody_are_refused_in_words(client, coming, words, problem):
    assert problem in client.post(own_page(coming), {"words": words}).text
    assert not BreakoutWish.objects.exists()


def test_three_wishes_are_the_most_and_the_same_again_is_one(client, coming):
    for words in ("Ann One", "ann one", "Bo Two", "Cy Three", "Di Four"):
        answer = client.post(own_page(coming), {"words": words})
    assert "Three are the most" in answer.text
    assert BreakoutWish.objects.count() == 3


def test_only_whoever_booked_writes_a_wish(client, reader):
    session = SessionFactory(starts_at=timezone.now() + timedelta(days=9))
    assert client.post(own_page(session), {"words": "Tom Aldous"}).status_code == 404
    url = reverse("courses:manager_consent", args=[session.pk])
    assert client.post(url, {"is_fine_with_team": "on"}).status_code == 404
    assert not BreakoutWish.objects.exists()


def test_only_whoever_has_a_manager_or_is_one_is_asked_whoever_comes(client, coming, reader):
    assert "Line managers" not in client.get(own_page(coming)).text
    manages(PersonFactory(), reader.person)
    shown = client.get(own_page(coming)).text
    assert "with my line manager" in shown
    assert "with people I manage" not in shown
    url = reverse("courses:manager_consent", args=[coming.pk])
    client.post(url, {"is_fine_with_manager": "on", "is_fine_with_team": "on"})
    consent = ManagerConsent.objects.get()
    assert (consent.is_fine_with_manager, consent.is_fine_with_team) == (True, False)
    manages(reader.person, PersonFactory())
    client.post(url, {"is_fine_with_team": "on"})
    consent.refresh_from_db()
    assert (consent.is_fine_with_manager, consent.is_fine_with_team) == (False, True)
    assert "checked" in client.get(own_page(coming)).text


def test_four_weeks_after_everything_about_groups_is_forgotten(client, trainer):
    session = made_by(trainer, *[None] * 4)
    first, *_rest = people_of(session)
    wish(session, first, "Tom Aldous")
    say_about_managers(session=session, person=first, with_manager=True, with_team=False)
    client.post(page_of(session), {"count": 2})
    assert forget_groups(at=session.starts_at + timedelta(weeks=4)) == 0
    LiveSession.objects.update(starts_at=timezone.now() - timedelta(weeks=4, minutes=1))
    look_after_places()
    models = (BreakoutSeat, BreakoutWish, ManagerConsent)
    assert not any(model.objects.exists() for model in models)


def test_a_copy_counts_wishes_without_their_words_and_erasing_takes_them(client, trainer):
    session = made_by(trainer, *[None] * 4)
    first, *_rest = people_of(session)
    wish(session, first, "Tom Aldous")
    client.post(page_of(session), {"count": 2})
    copy = privacy.export_for(first)
    assert copy["private_words_about_groups"] == 1
    assert "Aldous" not in str(copy)
    assert copy["groups_in_sessions"][0]["group"] in (1, 2)
    privacy.erase(first)
    assert not BreakoutWish.objects.exists()
    assert not BreakoutSeat.objects.filter(person=first).exists()


def test_two_records_of_one_person_sit_once_and_agree_only_as_both(client, trainer):
    session = made_by(trainer, *[None] * 4)
    keep, other, third, fourth = people_of(session)
    in_two(session, [keep, third], [other, fourth])
    wish(session, other, "Tom Aldous")
    for person, fine in ((keep, True), (other, False)):
        say_about_managers(session=session, person=person, with_manager=fine, with_team=True)
    privacy.merge(keep=keep, into_keep=other)
    assert session.breakout_seats.get(person=keep).group == 1
    assert session.breakout_seats.count() == 3
    assert BreakoutWish.objects.get().person == keep
    consent = ManagerConsent.objects.get()
    assert (consent.is_fine_with_manager, consent.is_fine_with_team) == (False, True)


def test_the_largest_room_is_shared_out(trainer):
    session = made_by(trainer)
    people = PersonFactory.create_batch(500)
    session.attendances.bulk_create(
        session.attendances.model(session=session, person=one, marked_at=timezone.now())
        for one in people
    )
    make_breakouts(session=session, count=70, by=trainer.person, at=timezone.now())
    assert session.breakout_seats.count() == 500
    with pytest.raises(NoGroupsError):
        make_breakouts(session=session, count=251, by=trainer.person, at=timezone.now())

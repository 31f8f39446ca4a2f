"""What there is to read after a session reaches whoever was there, and nobody hears twice."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction

from courses.actions.materials import add_document
from courses.models import LiveSession, Material
from notifications.actions.sweeping import sweep_messages
from notifications.models import Message
from tests.accounts.factories import PersonFactory, UserFactory, user_with_role
from tests.courses.afterwards import link, marked, over
from tests.notifications.factories import AlwaysOpen
from tests.queries import queries_of
from tests.resources.factories import LibraryDocumentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.fixture
def trainer(client):
    user = user_with_role("trainer")
    client.force_login(user)
    return user


@pytest.fixture
def session(trainer):
    """Two were there, one was away."""
    made = over(people=[UserFactory().person for _ in range(3)], by=trainer)
    first, second, _away = people_of(made)
    marked(made, first, second)
    return made


def people_of(session):
    return [booking.person for booking in session.bookings.in_line()]


def page_of(session):
    return reverse("courses:session_materials", args=[session.pk])


def session_page(session):
    return reverse("courses:session", args=[session.pk])


def add(client, session, document):
    url = reverse("courses:add_material", args=[session.pk])
    return client.post(url, {"document": document.pk})


def send(client, session):
    return client.post(reverse("courses:send_materials", args=[session.pk]))


def drop(client, material):
    return client.post(reverse("courses:drop_material", args=[material.pk]))


def told():
    return set(
        Message.objects.filter(kind="courses.materials_after").values_list("person", "state")
    )


def in_closed_collection(**said):
    collection = Collection.get_first_root_node().add_child(name="Closed")
    restriction = CollectionViewRestriction.objects.create(
        collection=collection, restriction_type=CollectionViewRestriction.GROUPS
    )
    restriction.groups.add(Group.objects.create(name="Closed to others"))
    return LibraryDocumentFactory(collection=collection, **said)


def test_a_document_is_found_by_its_title_added_once_and_opened(client, session):
    sheet, other = LibraryDocumentFactory(), LibraryDocumentFactory(title="Poster")
    found = client.get(page_of(session), {"q": "run SHEET"}).context["found"]
    assert list(found) == [sheet]
    for _ in range(2):
        add(client, session, sheet)
    material = session.materials.get()
    assert not client.get(page_of(session), {"q": "sheet"}).context["found"]
    client.force_login(people_of(session)[0].user)
    url = reverse("courses:session_document", args=[material.pk])
    assert url in client.get(session_page(session)).text
    answer = client.get(url)
    assert b"".join(answer.streaming_content) == b"Arrive and agree."
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Cache-Control"] == "private, no-store"
    other.delete()
    sheet.delete()
    assert "To read again" not in client.get(session_page(session)).text


def test_a_link_is_added_once_and_takes_the_later_title(client, session):
    for title in ("Sheet", "Run sheet"):
        client.post(page_of(session), {"title": title, "link": "https://example.org/sheet"})
    assert session.materials.get().title == "Run sheet"
    client.force_login(people_of(session)[0].user)
    assert (
        'href="https://example.org/sheet" rel="noreferrer"'
        in client.get(session_page(session)).text
    )


@pytest.mark.parametrize("wrong", ["", "nonsense", "javascript:alert(1)", "ftp://example.org/x"])
def test_what_is_no_link_is_refused_with_what_was_typed(client, session, wrong):
    answer = client.post(page_of(session), {"title": "A kept title", "link": wrong})
    assert "Error" in answer.text
    assert "A kept title" in answer.text
    assert not Material.objects.exists()


@pytest.mark.parametrize("wrong", ["", "x", "9" * 40, "-1"])
def test_what_is_no_document_is_not_found(client, session, wrong):
    url = reverse("courses:add_material", args=[session.pk])
    assert client.post(url, {"document": wrong}).status_code == 404


def test_a_document_that_a_facilitator_may_not_open_is_not_theirs_to_give(client, session):
    closed = in_closed_collection()
    assert not client.get(page_of(session), {"q": "sheet"}).context["found"]
    assert add(client, session, closed).status_code == 404
    assert not Material.objects.exists()


def test_a_document_that_was_given_opens_for_those_who_were_there_alone(client, session):
    keeper, closed = user_with_role("trainer"), in_closed_collection()
    session.facilitations.create(person=keeper.person)
    keeper.groups.add(Group.objects.get(name="Closed to others"))
    made = add_document(session=session, document=closed, by=keeper, at=timezone.now())
    url = reverse("courses:session_document", args=[made.pk])
    client.force_login(people_of(session)[0].user)
    assert client.get(url).status_code == 200
    client.force_login(UserFactory())
    assert client.get(url).status_code == 404


def test_who_reaches_materials_is_who_had_a_place_or_ran_it(session, trainer):
    walk_in = UserFactory()
    marked(session, *people_of(session)[:2], walk_in.person)
    waiting = over(people=[UserFactory().person for _ in range(2)], by=trainer, capacity=1)
    link(session)
    link(waiting)
    readers = [one.user for one in people_of(session)] + [walk_in, trainer]
    for reader in readers:
        assert Material.objects.visible_to(reader).filter(session=session).exists()
    had, waited = [one.user for one in people_of(waiting)]
    assert Material.objects.visible_to(had).exists()
    for other in (waited, UserFactory(), user_with_role("administrator")):
        assert not Material.objects.visible_to(other).exists()


def test_nobody_else_adds_sends_or_takes_away(client, session):
    kept = link(session)
    client.force_login(user_with_role("trainer"))
    assert client.get(page_of(session)).status_code == 404
    assert client.post(page_of(session), {"title": "X", "link": "https://x.org"}).status_code == 404
    assert add(client, session, LibraryDocumentFactory()).status_code == 404
    assert send(client, session).status_code == drop(client, kept).status_code == 404
    assert session.materials.count() == 1
    assert not told()


def test_nothing_is_added_before_the_session_begins(client, trainer):
    session = over(by=trainer, ago=-timedelta(days=1))
    client.post(page_of(session), {"title": "X", "link": "https://example.org"})
    assert not Material.objects.exists()


def test_those_who_were_there_hear_of_it_once(client, session, mailoutbox):
    AlwaysOpen()
    link(session)
    assert "2 people who were there hear of them" in client.get(page_of(session)).text
    for _ in range(2):
        send(client, session)
    sweep_messages(at=timezone.now())
    sweep_messages(at=timezone.now())
    first, second, _away = people_of(session)
    letters = [one for one in mailoutbox if session_page(session) in one.body]
    assert sorted(one.to[0] for one in letters) == sorted([first.email, second.email])
    assert "Nobody is left to write to." in client.get(page_of(session)).text


def test_whoever_is_marked_later_hears_when_it_is_sent_again(client, session):
    link(session)
    send(client, session)
    marked(session, *people_of(session))
    assert "1 person who was there hears" in client.get(page_of(session)).text
    send(client, session)
    assert {person for person, _state in told()} == {one.pk for one in people_of(session)}
    assert Message.objects.filter(kind="courses.materials_after").count() == 3


def test_taken_away_before_it_went_nobody_hears_and_later_ones_are_sent(client, session):
    AlwaysOpen()
    send_first = link(session)
    send(client, session)
    drop(client, send_first)
    sweep_messages(at=timezone.now())
    first, second, _away = people_of(session)
    lapsed = {(first.pk, "skipped"), (second.pk, "skipped")}
    assert told() == lapsed
    link(session)
    send(client, session)
    sweep_messages(at=timezone.now())
    assert told() == lapsed | {(first.pk, "sent"), (second.pk, "sent")}


def test_whoever_was_not_there_after_all_does_not_hear(client, session):
    AlwaysOpen()
    link(session)
    send(client, session)
    first, second, _away = people_of(session)
    marked(session, second)
    sweep_messages(at=timezone.now())
    assert told() == {(first.pk, "skipped"), (second.pk, "sent")}


def test_without_materials_nothing_is_sent(client, session):
    send(client, session)
    assert not told()


def test_where_nobody_was_marked_whoever_had_a_place_hears(client, trainer):
    session = over(people=[PersonFactory()], by=trainer)
    link(session)
    send(client, session)
    assert told() == {(people_of(session)[0].pk, "waiting")}


def test_of_a_wellbeing_session_no_letter_goes(client, trainer):
    reader = UserFactory()
    kind = LiveSession.Kind.WELLBEING
    session = over(people=[reader.person], by=trainer, kind=kind, made_by=UserFactory().person)
    link(session)
    shown = client.get(page_of(session)).text
    assert "No letter goes out" in shown
    assert "Send them" not in shown
    send(client, session)
    assert not told()
    client.force_login(reader)
    assert "Run sheet" in client.get(session_page(session)).text


def test_finding_and_looking_ask_as_often_for_many(client, trainer):
    asked = []
    for count in (1, 12):
        session = over(people=[PersonFactory() for _ in range(count)], by=trainer)
        for number in range(count):
            link(session, address=f"https://example.org/{number}")
            LibraryDocumentFactory()
        url = f"{page_of(session)}?q=sheet"
        asked.append(queries_of(lambda url=url: client.get(url)))
    assert asked[0] == asked[1]

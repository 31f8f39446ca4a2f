"""Who finds what behind the addresses of a session that is over."""

from django.utils import timezone

from courses.actions.materials import add_document
from tests.accounts.factories import UserFactory
from tests.courses.afterwards import check_in, group_words, link, over, own_words
from tests.resources.factories import LibraryDocumentFactory
from tests.urls_matrix import BUTTON, SIGNED_IN, Row, everybody, only

RUN = ("facilitator", "trainer")


def been_to(reader=None, **said):
    session = over(people=[reader.person] if reader else [], **said)
    group_words(session)
    link(session)
    if reader:
        own_words(session, reader.person, is_shown=True)
    return (session.pk,)


def followed(reader=None):
    session = over(people=[reader.person] if reader else [])
    if reader:
        own_words(session, reader.person)
    return (check_in(session).pk,)


def had_been(_client, reader):
    been_to(reader)


def ran(reader=None):
    session = over(by=reader)
    group_words(session)
    link(session)
    return (session.pk,)


def a_document(reader=None):
    by = UserFactory()
    session = over(people=[reader.person] if reader else [], by=by)
    document = LibraryDocumentFactory()
    made = add_document(session=session, document=document, by=by, at=timezone.now())
    return (made.pk,)


ROWS = [
    Row("courses:session", SIGNED_IN, "that is over", own=been_to),
    Row("courses:session", SIGNED_IN, "that follows another", own=followed),
    Row("courses:sessions_been", SIGNED_IN),
    Row("courses:sessions_been", SIGNED_IN, "with some", arrive=had_been),
    Row("courses:commitment", SIGNED_IN, own=been_to),
    Row("courses:commitment", everybody(404), "of others", args=lambda _: been_to()),
    Row("courses:take_back_commitment", BUTTON, args=lambda _: (1,)),
    Row("courses:commitment_stands", BUTTON, args=lambda _: (1,)),
    Row("courses:session_document", SIGNED_IN, own=a_document),
    Row("courses:session_document", everybody(404), "of others", args=lambda _: a_document()),
    Row("courses:shared_commitments", only(*RUN), own=ran),
    Row("courses:shared_commitments", only(*RUN, answer=404), "of others", args=lambda _: ran()),
    Row("courses:drop_shared", only(*RUN, answer=405), args=lambda _: (1,)),
    Row("courses:session_materials", only(*RUN), own=ran),
    Row("courses:session_materials", only(*RUN), "searched", own=ran, query="?q=sheet"),
    Row("courses:session_materials", only(*RUN, answer=404), "of others", args=lambda _: ran()),
    Row("courses:add_material", only(*RUN, answer=405), args=lambda _: (1,)),
    Row("courses:send_materials", only(*RUN, answer=405), args=lambda _: (1,)),
    Row("courses:drop_material", only(*RUN, answer=405), args=lambda _: (1,)),
]

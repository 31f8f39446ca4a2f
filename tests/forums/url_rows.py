from tests.forums.factories import BoardFactory, PostFactory, member
from tests.urls_matrix import SIGNED_IN, Row, only

CHAMPION = ("champion",)


def board(_):
    return (BoardFactory().slug,)


def thread(_):
    found = PostFactory(author=member().person).thread
    return found.board.slug, found.pk


def held(_):
    return PostFactory(held=True, author=member().person)


def thread_held(place):
    found = held(place).thread
    return found.board.slug, found.pk


def not_confirmed(client, reader):
    if reader:
        reader.person.employments.update(confirmed_at=None)


ROWS = [
    Row("forums:boards", SIGNED_IN),
    Row("forums:board", SIGNED_IN, args=board),
    Row("forums:boards", SIGNED_IN, "at an unconfirmed workplace", arrive=not_confirmed),
    Row(
        "forums:board",
        SIGNED_IN | {"practitioner": 404},
        "at an unconfirmed workplace",
        args=board,
        arrive=not_confirmed,
    ),
    Row("forums:new_thread", SIGNED_IN, args=board),
    Row("forums:thread", SIGNED_IN, args=thread),
    Row("forums:thread", only(*CHAMPION, others=404), "held", args=thread_held),
    Row("forums:queue", only(*CHAMPION)),
    Row("forums:decide", only(*CHAMPION), args=lambda place: (held(place).pk,)),
]

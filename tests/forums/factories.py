import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from forums.models import Board, Post, Thread
from tests.accounts.factories import EmploymentFactory, PersonFactory, UserFactory


class BoardFactory(DjangoModelFactory):
    class Meta:
        model = Board

    slug = factory.Sequence(lambda n: f"letters-{n}")
    title = "Letters and first words"
    intro = "How we write and what we say first."


class ThreadFactory(DjangoModelFactory):
    class Meta:
        model = Thread

    board = factory.SubFactory(BoardFactory)
    title = "How do you word a missed-appointment letter?"
    opened_by = factory.SubFactory(PersonFactory)


class PostFactory(DjangoModelFactory):
    """A published post, or a held one; its thread knows about it."""

    class Meta:
        model = Post

    class Params:
        held = factory.Trait(state="held", published_at=None)

    thread = factory.SubFactory(ThreadFactory)
    author = factory.SelfAttribute("thread.opened_by")
    body = "We start with “We missed you”."
    state = "published"
    published_at = factory.LazyFunction(timezone.now)

    @factory.lazy_attribute
    def number(self):
        thread = self.thread
        thread.last_number += 1
        thread.last_post_at = self.published_at or thread.last_post_at
        thread.save()
        return thread.last_number


def member(**fields):
    """A login whose workplace is confirmed."""
    user = UserFactory(**fields)
    EmploymentFactory(person=user.person)
    return user


def newcomer(**fields):
    """A login whose workplace nobody has confirmed yet."""
    user = UserFactory(**fields)
    EmploymentFactory(person=user.person, unconfirmed=True)
    return user

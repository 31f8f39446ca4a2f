import uuid
from datetime import date, timedelta
from io import BytesIO

import factory
from django.core.files.base import ContentFile
from django.utils import timezone
from factory.django import DjangoModelFactory
from PIL import Image
from wagtail.models import Collection

from portal.models import HomePage
from resources.actions.language_review import close_review, keep_comment, make_review_copy
from resources.actions.site import build_site
from resources.models import (
    ContentNoteTopic,
    LibraryDocument,
    Licence,
    Media,
    Picture,
    ReviewComment,
    SafeguardingRoute,
    StandardPage,
    SupportContact,
    Topic,
)

LONG_AGO = date(2020, 1, 1)


class TermFactory(DjangoModelFactory):
    class Meta:
        abstract = True
        django_get_or_create = ("slug",)

    label = factory.LazyAttribute(lambda term: term.slug.replace("-", " ").capitalize())


class ContentNoteTopicFactory(TermFactory):
    class Meta:
        model = ContentNoteTopic

    slug = "domestic-abuse"


class TopicFactory(TermFactory):
    class Meta:
        model = Topic

    slug = "trauma-basics"


class LicenceFactory(TermFactory):
    class Meta:
        model = Licence

    slug = "ogl-3"
    label = "Open Government Licence 3.0"


class SupportContactFactory(DjangoModelFactory):
    class Meta:
        model = SupportContact

    class Params:
        stale = factory.Trait(checked_on=LONG_AGO)

    name = factory.Sequence(lambda n: f"Listening line {n}")
    phone = "01632 960 120"
    hours = "any time"


class SafeguardingRouteFactory(DjangoModelFactory):
    class Meta:
        model = SafeguardingRoute

    class Params:
        stale = factory.Trait(checked_on=LONG_AGO)

    name = factory.Sequence(lambda n: f"Wenlow front door {n}")
    phone = "01632 960 114"


def png(width=40, height=30, colour="#0b5c63"):
    written = BytesIO()
    Image.new("RGB", (width, height), colour).save(written, "PNG")
    return ContentFile(written.getvalue(), name="harbour.png")


class PictureFactory(DjangoModelFactory):
    class Meta:
        model = Picture

    title = "Harbour"
    description = "A harbour wall with calm water behind it"
    file = factory.LazyFunction(png)
    collection = factory.LazyFunction(lambda: Collection.get_first_root_node())


class LibraryDocumentFactory(DjangoModelFactory):
    class Meta:
        model = LibraryDocument

    title = "Run sheet"
    file = factory.LazyFunction(lambda: ContentFile(b"Arrive and agree.", name="run-sheet.txt"))
    collection = factory.LazyFunction(lambda: Collection.get_first_root_node())


class MediaFactory(DjangoModelFactory):
    class Meta:
        model = Media

    title = "A first visit"
    kind = Media.Kind.AUDIO
    file = factory.LazyFunction(lambda: ContentFile(bytes(range(256)) * 8, name="visit.mp3"))
    seconds = 180
    transcript = "A health visitor knocks. She waits to be asked in."
    collection = factory.LazyFunction(lambda: Collection.get_first_root_node())


def site_root():
    """The home page; made anew with root, language and site where a test's flush took them."""
    return build_site(
        home=HomePage, fields={"title": "Learn together.", "lead": "For everyone who works here."}
    )


def page_under(parent, model=StandardPage, *, live=True, **fields):
    """A page as an editor would leave it: published, or a draft with `live=False`."""
    fields.setdefault("title", "A quiet page")
    page = model(live=live, **fields)
    parent.add_child(instance=page)
    if live:
        page.save_revision().publish()
    return model.objects.get(pk=page.pk)


def review_copy(page=None, *, by=None, **facts):
    """A copy for a group, and the secret of its address."""
    now = timezone.now()
    facts = {
        "group_name": "Young people’s panel",
        "expires_on": timezone.localdate(now) + timedelta(days=28),
        "press": uuid.uuid4(),
        "at": now,
        **facts,
    }
    return make_review_copy(by=by, page=page or page_under(site_root()), **facts)


def comment_on(copy, **fields):
    """Waiting for an answer, unless one is given."""
    fields = {"words": "“Broken home” hurts.", **fields}
    return keep_comment(comment=ReviewComment(copy=copy, **fields))


def answered(copy, **fields):
    return comment_on(copy, **{"answer": "changed", "answer_words": "It says “home”.", **fields})


def closed_review(page=None, *, comments=1, **fields):
    copy, token = review_copy(page)
    for _ in range(comments):
        answered(copy, **fields)
    is_silent = not comments
    return close_review(by=None, copy=copy, no_comments_came=is_silent, at=timezone.now()), token

from django.utils import timezone

from courses.actions import make_release
from courses.models import (
    CoursePage,
    LessonPage,
    ModulePage,
    ProgrammeIndexPage,
    ReleasedLesson,
    ReleasedModule,
)
from courses.shapes import module_key, published_revision
from tests.resources.factories import site_root


def programme(**fields):
    """The learn page below the home page; made once."""
    home = site_root()
    existing = ProgrammeIndexPage.objects.child_of(home).first()
    if existing:
        return existing
    page = ProgrammeIndexPage(**{"title": "Learn", "slug": "learn", **fields})
    return home.add_child(instance=page)


def course(*, lessons=0, **fields):
    fields = {
        "title": "Understanding adversity",
        "lead": "What hard experiences can do, and what helps.",
        "self_directed_minutes": 30,
        **fields,
    }
    page = programme().add_child(instance=CoursePage(**fields))
    for number in range(1, lessons + 1):
        lesson(page, title=f"Lesson {number}")
    return page


def module(parent, **fields):
    return parent.add_child(instance=ModulePage(**{"title": "First steps", **fields}))


def lesson(
    parent,
    *,
    parts=("Patterns, not predictions", "Poverty and racism"),
    is_released=True,
    **fields,
):
    """Given out with its course, unless it is a draft or not meant to be."""
    facts = {"title": "What the evidence does not show", "minutes": 10}
    page = parent.add_child(instance=LessonPage(body=body(*parts), **(facts | fields)))
    if is_released and page.live:
        give_out(page)
    return page


def give_out(page):
    """As if it had been in the release of its course from the beginning."""
    if page.course.current_release is None:
        make_release(course=page.course, by=None, at=timezone.now())
        return
    release = page.course.current_release
    key = module_key(page)
    within = ModulePage.objects.filter(pk=key).first()
    ReleasedLesson.objects.create(
        release=release,
        module=within and _released_module(release, within),
        lesson=page,
        revision=published_revision(page),
        position=release.lessons.count() + 1,
        title=page.title,
        minutes=page.minutes,
    )


def _released_module(release, page):
    facts = {"position": release.modules.count() + 1, "title": page.title, "needed": page.needed}
    return ReleasedModule.objects.get_or_create(release=release, page=page, defaults=facts)[0]


def body(*parts):
    """An opening sentence, then a heading and a sentence for each part."""
    blocks = [{"type": "text", "value": "<p>Welcome.</p>"}]
    for title in parts:
        blocks.append({"type": "heading", "value": {"text": title, "level": "2"}})
        blocks.append({"type": "text", "value": f"<p>About {title}.</p>"})
    return blocks

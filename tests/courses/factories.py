from courses.models import CoursePage, LessonPage, ProgrammeIndexPage
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


def lesson(parent, *, parts=("Patterns, not predictions", "Poverty and racism"), **fields):
    fields = {"title": "What the evidence does not show", "minutes": 10, **fields}
    return parent.add_child(instance=LessonPage(body=body(*parts), **fields))


def body(*parts):
    """An opening sentence, then a heading and a sentence for each part."""
    blocks = [{"type": "text", "value": "<p>Welcome.</p>"}]
    for title in parts:
        blocks.append({"type": "heading", "value": {"text": title, "level": "2"}})
        blocks.append({"type": "text", "value": f"<p>About {title}.</p>"})
    return blocks

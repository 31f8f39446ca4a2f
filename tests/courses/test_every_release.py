"""What was given out stays readable, however blocks are defined later.

`releases/` holds a lesson as each version of the block definitions saved it, from the first on.
When a definition changes: write a migration with `MigrateStreamData` (it reaches the revisions
that releases hold), and add a file; the old ones stay as they are.
"""

import json
from pathlib import Path

import pytest
from django.db.migrations.loader import MigrationLoader
from wagtail import blocks
from wagtail.blocks.migrations.migrate_operation import MigrateStreamData
from wagtail.blocks.migrations.utils import apply_changes_to_raw_data

from courses.actions import enrol_learner
from courses.blocks import LessonStreamBlock
from courses.models import LessonPage, QuestionCategory, ReleasedLesson
from tests.accounts.factories import UserFactory
from tests.courses.quizzes import TWO, lesson_with_quiz
from tests.resources.factories import LibraryDocumentFactory, MediaFactory, PictureFactory

BODY = LessonPage._meta.get_field("body")
KEPT = sorted(Path(__file__).with_name("releases").glob("*.json"))
NAMED = {
    "a picture": PictureFactory,
    "a recording": MediaFactory,
    "a document": LibraryDocumentFactory,
    "a category": QuestionCategory.objects.get,
}


@pytest.mark.django_db
@pytest.mark.parametrize("kept", KEPT, ids=lambda kept: kept.stem)
def test_a_release_of_each_version_is_read_today(client, kept):
    told = json.loads(kept.read_text())
    page = lesson_with_quiz(content=TWO)
    hold(page, migrated(with_rows(told["body"]), since=told["made_after"]))
    reader = UserFactory()
    enrol_learner(person=reader.person, course=page.course)
    client.force_login(reader)
    read = " ".join(client.get(f"{page.url}?part={number}").text for number in (1, 2))
    missing = [words for words in told["says"] if words not in read]
    assert missing == []


def test_the_newest_kept_release_has_every_block_as_it_is_defined_now():
    newest = json.loads(KEPT[-1].read_text())
    assert newest["blocks"] == defined(LessonStreamBlock()), "See the top of this file."
    assert {block["type"] for block in newest["body"]} == set(newest["blocks"])


def hold(page, body):
    """As the release has it, whatever the page says now."""
    released = ReleasedLesson.objects.select_related("revision").get(lesson=page)
    released.revision.content["body"] = json.dumps(body)
    released.revision.save(update_fields=["content"])
    LessonPage.objects.filter(pk=page.pk).update(body=[])


def with_rows(raw):
    """Each name of a file or a category becomes the key of one."""
    if isinstance(raw, dict):
        return {name: with_rows(value) for name, value in raw.items()}
    if isinstance(raw, list):
        return [with_rows(value) for value in raw]
    return NAMED[raw]().pk if raw in NAMED else raw


def migrated(raw, *, since):
    """With what later migrations do to the stored blocks of lessons."""
    loader = MigrationLoader(None)
    plan = loader.graph.forwards_plan(loader.graph.leaf_nodes("courses")[0])
    ours = [key for key in plan if key[0] == "courses"]
    for key in ours[ours.index(("courses", since)) + 1 :]:
        for operation in loader.disk_migrations[key].operations:
            if isinstance(operation, MigrateStreamData) and operation.model_name == "lessonpage":
                for change, path in operation.operations_and_block_paths:
                    raw = apply_changes_to_raw_data(raw, path, change, BODY)
    return raw


def defined(block):
    """What a stored value of this block is made of."""
    if isinstance(block, blocks.BaseStructBlock | blocks.BaseStreamBlock):
        return {name: defined(child) for name, child in block.child_blocks.items()}
    return (
        [defined(block.child_block)]
        if isinstance(block, blocks.ListBlock)
        else type(block).__name__
    )

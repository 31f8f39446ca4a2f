"""Bring whole banks of questions in from a file, and send them out into one."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from accounts import audit
from accounts.models import Person
from courses.actions.questions import Item, add_questions, category_named
from courses.models import BankQuestion, QuestionCategory
from courses.packages.formats import FORMATS, guess_format
from courses.packages.questions import (
    Package,
    Problem,
    Question,
    Text,
    Unsupported,
    Written,
    join_category,
    split_category,
)
from resources.picture_files import bare_if_picture


@dataclass(frozen=True)
class Brought:
    """What a file holds, and what became of it."""

    format: str
    questions: int
    drafts: int
    """Of kinds that cannot be asked."""
    known: int
    """Already here, word for word, and left as they are."""
    categories: tuple[str, ...]
    problems: tuple[Problem, ...]
    is_imported: bool

    @property
    def is_whole(self) -> bool:
        return bool(self.questions or self.drafts or self.known)


def import_bank(
    *,
    content: bytes,
    format_name: str | None,
    usual_category: str,
    by: Person | None,
    at: datetime,
    dry_run: bool = False,
) -> Brought:
    """All of the file or nothing. A second time adds nothing."""
    name = format_name or guess_format(content)
    package = FORMATS[name].read(content)
    items = [_in_category(_bare(item), usual_category) for item in package.items]
    new = _unknown(items)
    if new and not dry_run:
        _add(new, by=by, at=at)
    return Brought(
        format=name,
        questions=sum(isinstance(item, Question) for item in new),
        drafts=sum(isinstance(item, Unsupported) for item in new),
        known=len(items) - len(new),
        categories=tuple(dict.fromkeys(join_category(item.category) for item in items)),
        problems=package.problems,
        is_imported=bool(items) and not dry_run,
    )


def export_bank(*, category: QuestionCategory, format_name: str) -> Written:
    """The kept questions of a category in their order, drafts too."""
    questions = BankQuestion.objects.kept().filter(category=category)
    rows = questions.select_related("current").prefetch_related("current__files")
    where = split_category(category.path)
    items = [replace(question.current.item(), category=where) for question in rows]
    return FORMATS[format_name].write(Package(tuple(items)))


@transaction.atomic
def _add(items: list[Item], *, by: Person | None, at: datetime) -> None:
    by_category: dict[tuple[str, ...], list[Item]] = defaultdict(list)
    for item in items:
        by_category[item.category].append(item)
    for names, inside in by_category.items():
        category = category_named(join_category(names))
        add_questions(category=category, items=inside, by=by, at=at)
        audit.record(actor=by, verb="questions.imported", target=category)


def _bare(item: Item) -> Item:
    return item.with_texts(_with_bare_pictures) if isinstance(item, Question) else item


def _with_bare_pictures(text: Text) -> Text:
    """Without the place and the camera of who took them."""
    if not text.files:
        return text
    files = [replace(one, content=bare_if_picture(one.content)) for one in text.files]
    return replace(text, files=tuple(files))


def _in_category(item: Item, usual: str) -> Item:
    return item if item.category else replace(item, category=split_category(usual))


def _unknown(items: list[Item]) -> list[Item]:
    """Those not yet in their category, as often as the file has them more."""
    paths = {join_category(item.category) for item in items}
    here: Counter[Item] = Counter()
    for category in QuestionCategory.objects.filter(path__in=paths):
        kept = category.questions.kept().select_related("current")
        for question in kept.prefetch_related("current__files"):
            here[replace(question.current.item(), category=split_category(category.path))] += 1
    new = []
    for item in items:
        if here[item]:
            here[item] -= 1
        else:
            new.append(item)
    return new

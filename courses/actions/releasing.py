"""Give a course out, and change what was given out without harm to anybody who learns from it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import models, transaction

from accounts import audit
from accounts.models import Person
from courses.actions.certifying import finish_enrolments, finish_whoever_has_nothing_left
from courses.actions.freezing import freeze
from courses.actions.newest import hold_newest
from courses.changes import Change
from courses.impact import (
    Impact,
    complete_among,
    foresee,
    instead_since,
    movers,
    plan_change,
    releases_to_leave,
)
from courses.models import (
    CoursePage,
    EarlierFacts,
    Enrolment,
    LessonPage,
    LessonProgress,
    ModulePage,
    Release,
    ReleasedLesson,
    ReleasedModule,
)
from courses.order import order_with
from courses.querysets import EnrolmentQuerySet
from courses.shapes import blocks_of, facts_of, module_key, published_revision


class GivenOutMeanwhileError(Exception):
    """What somebody has read of a change no longer holds: it, or another one, was given out."""


@transaction.atomic
def make_release(
    *,
    course: CoursePage,
    by: Person | None,
    at: datetime,
    words: str = "",
    seen: int | None = None,
) -> Release:
    """A new release of everything that is published now. Whoever learns stays where they are.

    This and the other three lock the course. `seen` is the number of the release that whoever asks
    has looked at, 0 before the first: without it whatever is the newest is meant.
    """
    newest = _hold(course, seen=seen)
    release = Release.objects.create(
        course=course,
        number=newest.number + 1 if newest else 1,
        made_at=at,
        made_by=by,
        words=words,
        **facts_of(course),
    )
    modules = _release_modules(release)
    for position, lesson in enumerate(course.lessons, start=1):
        _release_lesson(release, lesson, modules, position)
    _release_other_ways(release)
    audit.record(actor=by, verb="course.released", target=release)
    course.__dict__.pop("current_release", None)
    return release


@transaction.atomic
def correct(
    *, course: CoursePage, by: Person | None, at: datetime, seen: int | None = None
) -> Impact:
    """Everybody who has a changed lesson as it was sees it as it is now."""
    release = _hold(course, seen=seen)
    impact = foresee(course)
    _say_anew(release)
    published = release.lessons.filter(lesson__live=True)
    for released in published.select_related("lesson", "revision"):
        _bring_up_to_date(released, at=at)
    _release_other_ways(release)
    finish_whoever_has_nothing_left(release, at=at)
    audit.record(actor=by, verb="course.corrected", target=release)
    return impact


@transaction.atomic
def add(*, course: CoursePage, by: Person | None, at: datetime, seen: int | None = None) -> Impact:
    """New lessons join the newest release: extra for whoever enrolled before, needed after."""
    release = _hold(course, seen=seen)
    impact = foresee(course)
    _say_anew(release)
    here = {each.lesson_id: each for each in release.lessons.select_related("lesson", "revision")}
    modules = _release_modules(release)
    for lesson in course.lessons:
        if lesson.pk in here:
            released = here[lesson.pk]
            is_longer = _has_new_blocks(released)
            _bring_up_to_date(released, at=at)
            news_at = at if is_longer else released.news_at
            ReleasedLesson.objects.filter(pk=released.pk).update(news_at=news_at)
        else:
            _release_lesson(release, lesson, modules, len(here) + 1, added_at=at)
    _release_other_ways(release)
    _put_in_order(release)
    finish_whoever_has_nothing_left(release, at=at)
    release.additions.create(made_at=at)
    audit.record(actor=by, verb="course.added_to", target=release)
    return impact


@transaction.atomic
def replace(
    *,
    course: CoursePage,
    by: Person | None,
    at: datetime,
    words: str,
    sunset_on: date | None = None,
    instead: Mapping[int, int] | None = None,
    seen: int | None = None,
) -> Impact:
    """A new release. Until the sunset those in progress finish theirs; without one they move.

    `instead` says which old lesson a new one stands for. Whoever has not begun moves anyway, and
    whoever was left behind in a release before it.
    """
    _hold(course, seen=seen)
    left = list(releases_to_leave(course))
    impact = foresee(course, Change.REPLACEMENT, sunset_on=sunset_on, instead=instead)
    new = make_release(course=course, by=by, at=at, words=words)
    new.instead = list((instead or {}).items())
    new.save(update_fields=["instead"])
    course.releases.filter(pk__in=[old.pk for old in left]).update(sunset_on=sunset_on)
    for old in left:
        moving = movers(old, sunset_on=sunset_on)
        move_enrolments(moving, to=new, at=at, instead=instead_since(old))
    return impact


@transaction.atomic
def move_enrolments(
    enrolments: EnrolmentQuerySet, *, to: Release, at: datetime, instead: Mapping[int, int]
) -> int:
    """With all that was done: a new lesson is done where the one it stands for was."""
    moving = list(enrolments.select_for_update(of=["self"]).values_list("pk", flat=True))
    for new, old in instead.items():
        _stand_for(new, old, among=moving)
    moved = Enrolment.objects.filter(pk__in=moving)
    moved.update(release=to)
    complete = complete_among(moved, to.standing())
    finish_enrolments(complete, at=at)
    return len(moving)


def _stand_for(new: int, old: int, *, among: list[int]) -> None:
    """Whoever has begun the new one already has it done as well."""
    rows = LessonProgress.objects.filter(enrolment__in=among)
    done = rows.filter(lesson=old).exclude(completed_at=None)
    LessonProgress.objects.bulk_create(
        [
            LessonProgress(
                enrolment_id=row.enrolment_id,
                lesson_id=new,
                begun_at=row.begun_at,
                seen_at=row.seen_at,
                completed_at=row.completed_at,
            )
            for row in done
        ],
        ignore_conflicts=True,
    )
    then = done.filter(enrolment=models.OuterRef("enrolment")).values("completed_at")
    begun = rows.filter(lesson=new, completed_at=None)
    begun.filter(models.Exists(then)).update(completed_at=models.Subquery(then[:1]))


def end_sunsets(*, on: date, at: datetime) -> int:
    """Whoever is still in a release after its last day goes on with the newest.

    What they have done counts as it would have when each release between was given out.
    """
    past = Release.objects.filter(sunset_on__lt=on).select_related("course")
    return sum(_end(old, at=at) for old in past)


@transaction.atomic
def _end(old: Release, *, at: datetime) -> int:
    newest, unfinished = hold_newest(old.course), old.enrolments.filter(completed_at=None)
    return move_enrolments(unfinished, to=newest, at=at, instead=instead_since(old))


def _hold(course: CoursePage, *, seen: int | None) -> Release | None:
    newest = hold_newest(course)
    number = newest.number if newest else 0
    if seen is not None and (seen != number or not plan_change(course).found):
        raise GivenOutMeanwhileError
    return newest


def _say_anew(release: Release) -> None:
    """What the course says of itself now; whoever has finished keeps what it said then."""
    _rename_modules(release)
    facts = facts_of(release.course)
    if facts == release.facts:
        return
    finished = release.enrolments.finished().filter(earlier_facts=None)
    given = release.certificates.filter(earlier_facts=None)
    if finished.exists() or given.exists():
        earlier = EarlierFacts.objects.create(release=release, **release.facts)
        finished.update(earlier_facts=earlier)
        given.update(earlier_facts=earlier)
    for name, value in facts.items():
        setattr(release, name, value)
    release.save(update_fields=[*facts])


def _rename_modules(release: Release) -> None:
    """In each release that calls it as this one does."""
    for module in release.modules.select_related("page"):
        same = ReleasedModule.objects.filter(page=module.page, title=module.title)
        same.update(title=module.page.title)


def _put_in_order(release: Release) -> None:
    rows = release.lessons.filter(other_way_of=None).order_by("position", "pk")
    before = {one.lesson_id: one for one in rows}
    now = [lesson.pk for lesson in release.course.lessons if lesson.pk in before]
    modules = {key: one.module_id for key, one in before.items()}
    for position, key in enumerate(order_with(now, list(before), modules), start=1):
        beside = models.Q(pk=before[key].pk) | models.Q(other_way_of=before[key])
        release.lessons.filter(beside).update(position=position)


def _release_modules(release: Release) -> dict[int, ReleasedModule]:
    """By the key of the page. Modules that are there already keep what they ask for."""
    held = {module_key(lesson) for lesson in release.course.lessons}
    pages = ModulePage.objects.filter(pk__in=held - {None}).order_by("path")
    made = {}
    for position, page in enumerate(pages, start=1):
        made[page.pk], _ = ReleasedModule.objects.get_or_create(
            release=release,
            page=page,
            defaults={"position": position, "title": page.title, "needed": page.needed},
        )
    return made


def _release_lesson(
    release: Release,
    lesson: LessonPage,
    modules: Mapping[int, ReleasedModule],
    position: int,
    *,
    added_at: datetime | None = None,
) -> ReleasedLesson:
    released = ReleasedLesson.objects.create(
        release=release,
        module=modules.get(module_key(lesson)),
        lesson=lesson,
        revision=published_revision(lesson),
        position=position,
        title=lesson.title,
        minutes=lesson.minutes,
        is_met_by_session=lesson.is_met_by_session,
        added_at=added_at,
    )
    freeze([released])
    return released


def _release_other_ways(release: Release) -> None:
    """Beside the lessons they count for, in no order of their own."""
    released = {one.lesson_id: one for one in release.lessons.filter(other_way_of=None)}
    ways = {way.pk: way for way in release.course.other_ways}
    lessons = release.course.lessons.filter(alternative_page__in=ways)
    for lesson in lessons:
        way, counts_for = ways[lesson.alternative_page_id], released.get(lesson.pk)
        if counts_for:
            facts = {
                "other_way_of": counts_for,
                "module": None,
                "revision": published_revision(way),
                "position": counts_for.position,
                "title": way.title,
                "minutes": way.minutes,
            }
            beside, _ = ReleasedLesson.objects.update_or_create(
                release=release,
                lesson=way,
                defaults=facts,
                create_defaults={**facts, "is_met_by_session": way.is_met_by_session},
            )
            freeze([beside])


def _bring_up_to_date(released: ReleasedLesson, *, at: datetime) -> None:
    """In each release that has the lesson exactly as this one has it."""
    lesson = released.lesson
    same = ReleasedLesson.objects.filter(lesson=lesson, revision=released.revision)
    keys = list(same.values_list("pk", flat=True))
    revision = published_revision(lesson)
    same.update(revision=revision, title=lesson.title, minutes=lesson.minutes)
    brought = ReleasedLesson.objects.filter(pk__in=keys).select_related("revision")
    freeze(brought, added_at=at)


def _has_new_blocks(released: ReleasedLesson) -> bool:
    before = {block.key for block in blocks_of(released.revision)}
    return any(block.key not in before for block in blocks_of(published_revision(released.lesson)))

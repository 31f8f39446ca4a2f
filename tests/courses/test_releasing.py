"""What learners have never changes behind their backs, and what a change will do is said before."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from courses.actions import complete_lesson, enrol_learner, keep_place
from courses.actions.releasing import add, correct, end_sunsets, make_release, replace
from courses.actions.withdrawing import bring_back_lesson, withdraw_lesson
from courses.changes import Change
from courses.impact import foresee, plan_change
from courses.models import CoursePage, Enrolment, LessonPage, LessonProgress, ModulePage
from tests.accounts.factories import PersonFactory, UserFactory
from tests.courses.factories import body, course, lesson, module
from tests.courses.quizzes import lesson_with_quiz
from tests.courses.test_learning import NOW
from tests.together import run_together

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


def fresh(page):
    return CoursePage.objects.get(pk=page.pk)


def learner(page, *, finishes=0, begins=True):
    person = PersonFactory()
    enrolment = enrol_learner(person=person, course=page, at=NOW)
    lessons = list(page.lessons)
    if begins:
        keep_place(enrolment=enrolment, lesson=lessons[0], part=1, at=NOW)
    for each in lessons[:finishes]:
        complete_lesson(person=person, lesson=each, at=NOW)
    return Enrolment.objects.get(pk=enrolment.pk)


def publish(page, *parts):
    page = LessonPage.objects.get(pk=page.pk)
    page.body = [*page.body.raw_data, *body(*parts)[1:]]
    page.save_revision().publish()
    return page


def standing(enrolment):
    enrolment = Enrolment.objects.get(pk=enrolment.pk)
    return enrolment.release.standing(enrolment.progress.all(), since=enrolment.enrolled_at)


def read(client, enrolment, page, part=1):
    person = enrolment.person
    client.force_login(person.user if person.has_login else UserFactory(person=person, email=""))
    return client.get(f"{page.url}?part={part}")


def test_what_is_published_reaches_learners_only_when_it_is_given_out(client):
    page = course(lessons=1)
    first, enrolment = page.lessons[0], learner(page)
    publish(first, "Something new")
    assert "Something new" not in read(client, enrolment, first).text
    add(course=fresh(page), by=None, at=LATER)
    assert "Something new" in read(client, enrolment, first).text


def test_neither_purging_nor_deleting_empties_a_release():
    page = course(lessons=1)
    released = page.current_release.lessons.get()
    for number in range(3):
        publish(released.lesson, f"Draft {number}")
    call_command("purge_revisions", verbosity=0)
    released.refresh_from_db()
    assert released.content.body[0].block_type == "text"
    with pytest.raises(ProtectedError):
        released.revision.delete()


def test_a_tab_left_open_never_writes_over_what_was_given_out(client):
    """Wagtail saves over its own last version: that of a tab which was open before publishing."""
    page = course(lessons=1)
    enrolment, author = learner(page), UserFactory()
    written = LessonPage.objects.get(pk=page.lessons[0].pk)
    version = written.save_revision(user=author)
    version.publish()
    correct(course=fresh(page), by=None, at=NOW)
    written = LessonPage.objects.get(pk=written.pk)
    written.body = body("Typed afterwards")
    kept = written.save_revision(user=author, overwrite_revision=version)
    assert kept != version
    assert "Typed afterwards" not in read(client, enrolment, written).text


def test_nor_once_the_page_is_unpublished(client):
    page = course(lessons=1)
    enrolment, author = learner(page), UserFactory()
    written = LessonPage.objects.get(pk=page.lessons[0].pk)
    version = written.save_revision(user=author)
    version.publish()
    correct(course=fresh(page), by=None, at=NOW)
    written.unpublish()
    written = LessonPage.objects.get(pk=written.pk)
    written.body = body("Typed afterwards")
    assert written.save_revision(user=author, overwrite_revision=version) != version
    assert enrolment.release.lessons.get().revision == version
    assert "Typed afterwards" not in read(client, enrolment, written).text


def test_the_kind_of_change_is_proposed_from_what_is_different():
    page = course(lessons=2)
    assert plan_change(fresh(page)).proposed is None
    first = LessonPage.objects.get(pk=page.lessons[0].pk)
    first.title = "The first lesson"
    first.save_revision().publish()
    assert plan_change(fresh(page)).proposed is Change.CORRECTION
    publish(first, "Something new")
    assert plan_change(fresh(page)).proposed is Change.ADDITION
    page.lessons[1].unpublish()
    assert plan_change(fresh(page)).proposed is Change.REPLACEMENT


def test_a_correction_reaches_everybody_who_has_the_lesson_as_it_was(client):
    page = course(lessons=1)
    first, before = page.lessons[0], learner(page)
    make_release(course=fresh(page), by=None, at=NOW)
    after = learner(fresh(page))
    assert before.release != after.release
    first = LessonPage.objects.get(pk=first.pk)
    first.title = "Without the slip"
    first.save_revision().publish()
    correct(course=fresh(page), by=None, at=LATER)
    for enrolment in (before, after):
        assert "Without the slip" in read(client, enrolment, first).text


def test_an_added_lesson_is_extra_for_those_in_progress_and_needed_by_those_who_come_later():
    page = course(lessons=1)
    before = learner(page)
    new = lesson(page, title="One more", is_released=False)
    add(course=fresh(page), by=None, at=LATER)
    after = enrol_learner(person=PersonFactory(), course=fresh(page), at=LATER + timedelta(hours=1))
    assert [step.lesson.lesson_id for step in standing(before).extra] == [new.pk]
    assert [step.lesson.lesson_id for step in standing(after).left][-1] == new.pk
    news = complete_lesson(person=before.person, lesson=page.lessons[0], at=LATER)
    assert news.finishes_course


def test_a_replacement_says_before_what_it_does_and_does_that():
    page = course(lessons=2)
    first, second = page.lessons
    done, half, begun = learner(page, finishes=2), learner(page, finishes=1), learner(page)
    waiting = learner(page, begins=False)
    new = lesson(page, title="Instead", is_released=False)
    second.unpublish()
    first.unpublish()
    instead = {new.pk: first.pk}
    said = foresee(fresh(page), Change.REPLACEMENT, instead=instead)
    assert (said.in_progress, said.not_begun, said.finished) == (2, 1, 1)
    assert (said.move, said.finish) == (3, 1)
    impact = replace(course=fresh(page), by=None, at=LATER, words="Newer.", instead=instead)
    assert impact == said
    newest = fresh(page).current_release
    assert newest.enrolments.count() == said.move
    finished = newest.enrolments.finished()
    assert [one.pk for one in finished] == [half.pk]
    done.refresh_from_db()
    assert (done.release.number, done.completed_at) == (1, NOW)
    assert {begun.pk, waiting.pk} < set(newest.enrolments.values_list("pk", flat=True))


def test_until_the_sunset_those_in_progress_finish_what_they_began():
    page = course(lessons=2)
    begun, waiting = learner(page), learner(page, begins=False)
    replace(course=fresh(page), by=None, at=LATER, words="Newer.", sunset_on=date(2026, 12, 1))
    numbers = dict(Enrolment.objects.values_list("pk", "release__number"))
    assert numbers == {begun.pk: 1, waiting.pk: 2}
    assert end_sunsets(on=date(2026, 12, 1), at=LATER) == 0
    assert end_sunsets(on=date(2026, 12, 2), at=LATER) == 1
    assert Enrolment.objects.get(pk=begun.pk).release.number == 2


def test_who_goes_on_after_the_last_day_keeps_what_stands_for_what_they_did():
    page = course(lessons=2)
    first, second = page.lessons
    half = learner(page, finishes=1)
    old, sunset_on = first, (LATER + timedelta(days=5)).date()
    for title in ("Instead", "Instead of that"):
        new = lesson(page, title=title, is_released=False)
        old.unpublish()
        told = {"words": "Newer.", "sunset_on": sunset_on, "instead": {new.pk: old.pk}}
        replace(course=fresh(page), by=None, at=LATER, **told)
        old = new
    assert end_sunsets(on=sunset_on + timedelta(days=1), at=LATER + timedelta(days=6)) == 1
    assert [step.lesson.lesson_id for step in standing(half).left] == [second.pk]
    assert standing(half).step_of(new.pk).is_done


def test_what_was_given_out_stays_with_its_learners_when_its_pages_go_offline(client):
    page = course(lessons=2)
    enrolment, (first, second) = learner(page, finishes=1), page.lessons
    second.unpublish()
    page.unpublish()
    assert read(client, enrolment, page).status_code == 200
    assert read(client, enrolment, second).status_code == 200
    assert [step.lesson.lesson_id for step in standing(enrolment).left] == [second.pk]
    assert client.post(reverse("finish_lesson", args=[second.pk])).status_code == 302
    assert Enrolment.objects.get(pk=enrolment.pk).completed_at
    other = UserFactory()
    for each in (page, first, second):
        client.force_login(other)
        assert client.get(each.url).status_code == (200 if each == first else 404)
        client.logout()
        assert client.get(each.url).status_code == (302 if each == first else 404)


def test_a_withdrawn_lesson_is_hidden_at_once_and_counts_as_done(client):
    page = course(lessons=2)
    second, half = page.lessons[1], learner(page, finishes=1)
    waiting = learner(page, begins=False)
    withdraw_lesson(by=None, lesson=second, words="We check a number in it.", at=LATER)
    shown = read(client, half, second).text
    assert "We check a number in it." in shown
    assert "Welcome." not in shown
    half.refresh_from_db()
    waiting.refresh_from_db()
    assert (half.completed_at, waiting.completed_at) == (LATER, None)
    bring_back_lesson(by=None, lesson=second, at=LATER)
    assert "Welcome." in read(client, half, second).text
    assert [step.lesson.lesson_id for step in standing(waiting).extra] == [second.pk]


def test_of_a_module_with_a_choice_so_many_are_enough():
    page = course()
    lessons = [lesson(module(page, title="Choose", needed=1), title="Either")]
    lessons.append(lesson(lessons[0].get_parent(), title="Or"))
    enrolment = enrol_learner(person=PersonFactory(), course=fresh(page))
    (choice,) = standing(enrolment).choices
    assert (choice.count, len(choice.steps)) == (1, 2)
    assert complete_lesson(person=enrolment.person, lesson=lessons[1], at=NOW).finishes_course


STEPS = st.lists(
    st.sampled_from(
        ["reword", "longer", "new lesson", "unpublish", "correct", "add", "replace", "sunset",
         "withdraw", "withdraw first", "bring back", "end sunsets", "learn", "learn besides",
         "look at newest", "name a way", "into a module", "one more to choose", "hide a module"]
    ),
    max_size=10,
)  # fmt: skip
ASK_MORE = {"replace", "sunset", "end sunsets"}
"""What moves people to another release, in which more may be left."""


class Author:
    """Does anything an author may do, in any order."""

    def __init__(self, *, needed=None):
        """Two lessons; or three of which some are needed, and one more."""
        self.page = course(lessons=0 if needed else 2)
        if needed:
            choice = module(self.page, title="Choose", needed=needed)
            for number in range(3):
                lesson(choice, title=f"Choice {number}", is_released=False)
            lesson(self.page, title="Another")
        self.page = fresh(self.page)
        self.enrolments = [learner(self.page, finishes=number) for number in range(3)]
        self.at = LATER

    def do(self, step):
        self.at += timedelta(days=1)
        self.page = fresh(self.page)
        getattr(self, step.replace(" ", "_"))()

    def some_lesson(self):
        return LessonPage.objects.descendant_of(self.page).order_by("path").last()

    def reword(self):
        one = self.some_lesson()
        one.title += "!"
        one.save_revision().publish()

    def longer(self):
        publish(self.some_lesson(), "Something new")

    def new_lesson(self):
        lesson(self.page, title="New", is_released=False)

    def unpublish(self):
        self.some_lesson().unpublish()

    def correct(self):
        correct(course=self.page, by=None, at=self.at)

    def add(self):
        add(course=self.page, by=None, at=self.at)

    def replace(self, sunset_on=None):
        now, old = list(self.page.lessons), self.page.current_release
        before = old.lessons.filter(other_way_of=None)
        gone = before.exclude(lesson__in=now).values_list("lesson", flat=True)
        new = [one.pk for one in now if not before.filter(lesson=one).exists()]
        told = {
            "words": "Newer.",
            "sunset_on": sunset_on,
            "instead": dict(zip(new, gone, strict=False)),
        }
        replace(course=self.page, by=None, at=self.at, **told)

    def sunset(self):
        self.replace(sunset_on=self.at.date() + timedelta(days=2))

    def withdraw(self):
        withdraw_lesson(by=None, lesson=self.some_lesson(), words="Checking.", at=self.at)

    def withdraw_first(self):
        if lessons := list(self.page.lessons):
            withdraw_lesson(by=None, lesson=lessons[0], words="Checking.", at=self.at)

    def name_a_way(self):
        lessons = list(self.page.lessons)
        if len(lessons) > 1 and not lessons[-1].alternative_page_id:
            lessons[0].alternative_page = lessons[-1]
            lessons[0].save_revision().publish()

    def into_a_module(self):
        choice = module(self.page, title="Choose here", needed=1)
        for one in list(self.page.lessons)[-2:]:
            LessonPage.objects.get(pk=one.pk).move(choice, pos="last-child")

    def hide_a_module(self):
        if hidden := ModulePage.objects.live().descendant_of(self.page).first():
            hidden.unpublish()

    def one_more_to_choose(self):
        if choice := ModulePage.objects.live().descendant_of(self.page).first():
            lesson(choice, title="One more", is_released=False)

    def bring_back(self):
        for one in LessonPage.objects.descendant_of(self.page):
            bring_back_lesson(by=None, lesson=one, at=self.at)

    def end_sunsets(self):
        end_sunsets(on=self.at.date(), at=self.at)

    def learn(self):
        current = standing(self.enrolments[1]).current
        if current:
            person = self.enrolments[1].person
            complete_lesson(person=person, lesson=current.lesson.lesson, at=self.at)

    def learn_besides(self):
        """What came later, and is not needed of them."""
        enrolment = self.enrolments[2]
        found = [one for one in standing(enrolment).steps if one.is_extra and not one.is_withdrawn]
        if found:
            complete_lesson(person=enrolment.person, lesson=found[-1].lesson.lesson, at=self.at)

    def look_at_newest(self):
        """Also where it came with a release that is not theirs."""
        for enrolment in self.enrolments:
            if found := self.page.current_release.lessons.filter(other_way_of=None).last():
                assert read(Client(), enrolment, found.lesson).status_code == 200


class TestEarned(TestCase):
    @given(STEPS, st.sampled_from([None, 1, 2]))
    def test_completion_never_falls_under_any_sequence_of_author_actions(self, steps, needed):
        author = Author(needed=needed)
        before, left = self.earned(), self.left(author)
        for step in steps:
            author.do(step)
            now, left_now = self.earned(), self.left(author)
            assert before <= now, step
            if step not in ASK_MORE:
                assert all(left_now[key] <= left[key] for key in left), step
            before, left = now, left_now
            self.check_whoever_has_begun(author, step)
            self.check_what_stands_for_what(author)

    def left(self, author):
        """How many lessons each has still to do."""
        keys = [one.pk for one in author.enrolments]
        unfinished = Enrolment.objects.filter(pk__in=keys, completed_at=None)
        asked = {one.pk: sum(each.count for each in standing(one).choices) for one in unfinished}
        return dict.fromkeys(keys, 0) | asked

    def check_what_stands_for_what(self, author):
        """Whoever had finished a lesson that went has finished the one that stands for it."""
        for enrolment in Enrolment.objects.filter(pk__in=[one.pk for one in author.enrolments]):
            done = set(
                enrolment.progress.exclude(completed_at=None).values_list("lesson", flat=True)
            )
            assert all(new in done for new, old in enrolment.release.instead if old in done)

    def check_whoever_has_begun(self, author, step):
        """Nothing left, if and only if it is finished; what is finished asks nothing more."""
        for enrolment in Enrolment.objects.filter(pk__in=[one.pk for one in author.enrolments]):
            if enrolment.progress.exclude(completed_at=None).exists():
                assert bool(enrolment.completed_at) == standing(enrolment).is_complete, step

    def earned(self):
        """Every course and lesson that anybody has finished, and when."""
        courses = Enrolment.objects.finished().values_list("pk", "completed_at")
        lessons = LessonProgress.objects.exclude(completed_at=None)
        return set(courses) | set(lessons.values_list("enrolment", "lesson", "completed_at"))


def test_whoever_only_began_what_is_withdrawn_has_nothing_left_and_has_finished():
    page = course(lessons=1)
    begun, waiting = learner(page), learner(page, begins=False)
    withdraw_lesson(by=None, lesson=page.lessons[0], words="Checking.", at=LATER)
    for enrolment, is_finished in ((begun, True), (waiting, False)):
        assert standing(enrolment).left == []
        assert standing(enrolment).is_complete == is_finished
        assert bool(Enrolment.objects.get(pk=enrolment.pk).completed_at) == is_finished


@pytest.mark.django_db(transaction=True)
def test_withdrawing_and_finishing_at_once_leave_nobody_with_nothing_to_do():
    for _ in range(5):
        page = course(lessons=2, title="At once")
        enrolment, (first, second) = learner(page), page.lessons
        outcomes = run_together(
            [
                lambda one=first: withdraw_lesson(by=None, lesson=one, words="Why.", at=LATER),
                lambda by=enrolment.person, one=second: complete_lesson(
                    person=by, lesson=one, at=LATER
                ),
            ]
        )
        assert not [one for one in outcomes if isinstance(one, Exception)], outcomes
        assert Enrolment.objects.get(pk=enrolment.pk).completed_at


def test_a_lesson_of_a_newer_release_is_read_and_not_finished(client):
    page = course(lessons=1)
    enrolment = learner(page)
    new = lesson_with_quiz(page, title="Newer", is_needed=True)
    told = {"words": "Newer.", "sunset_on": (LATER + timedelta(days=9)).date()}
    replace(course=fresh(page), by=None, at=LATER, **told)
    html = read(client, enrolment, new, part=99).text
    assert "you do not need it" in html
    assert "Start the questions" not in html
    assert "I have finished this lesson" not in html
    answer = client.post(reverse("finish_lesson", args=[new.pk]), follow=True)
    assert "not part of the course as you have it" in answer.text
    assert not enrolment.progress.exclude(completed_at=None).exists()


def test_whoever_enrols_with_an_old_page_in_hand_gets_the_newest_release():
    page = course(lessons=1)
    stale = fresh(page)
    assert stale.current_release.number == 1
    make_release(course=fresh(page), by=None, at=LATER)
    enrolment = enrol_learner(person=PersonFactory(), course=stale, at=LATER)
    assert enrolment.release.number == 2

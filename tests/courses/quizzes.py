"""Lessons with a knowledge check, and people who answer it."""

import uuid

from courses.actions import enrol_learner
from courses.actions.banks import import_bank
from courses.actions.quizzes import begin_attempt, check_answers
from courses.actions.releasing import make_release
from courses.asking import offered
from courses.models import QuestionCategory
from courses.packages.questions import Kind
from tests.accounts.factories import PersonFactory
from tests.courses.factories import body, course, lesson
from tests.courses.test_learning import NOW
from tests.courses.test_marking import EVERY_KIND

BLOCK = str(uuid.UUID(int=1))
TWO = b"::One::Is it?{T#No.#Yes.}\n\n::Two::Is it not?{F#No.#Yes.}\n"


def bank(content=EVERY_KIND, category="Core/Lesson 1"):
    import_bank(content=content, format_name=None, usual_category=category, by=None, at=NOW)
    return QuestionCategory.objects.get(path=category)


def quiz_block(category, **said):
    value = {"heading": "Check what you know", "asks": None, "percent": 80, "is_needed": True}
    return {"type": "quiz", "id": BLOCK, "value": {**value, "category": category.pk, **said}}


def lesson_with_quiz(parent=None, *, content=EVERY_KIND, title="Principles", **said):
    """Given out with its course."""
    page = lesson(parent or course(), title=title, is_released=False)
    page.body = [*body(), quiz_block(bank(content), **said)]
    page.save_revision().publish()
    give_out_again(page)
    return page


def give_out_again(page):
    make_release(course=page.course, by=None, at=NOW)


def attempt_of(page, person=None, *, at=NOW):
    person = person or PersonFactory()
    enrol_learner(person=person, course=page.course, at=at)
    return begin_attempt(person=person, lesson=page, block=BLOCK, at=at)


def right_answers(attempt, *, but=(), keys=None):
    """As a browser posts them; those of the positions in `but` are left wrong.

    Right by other keys than were asked, where `keys` has one for a question.
    """
    given = {}
    for answer in attempt.answers.select_related("version"):
        key = (keys or {}).get(answer.version.question_id, answer.version.content)
        given |= fields_of(answer, key, is_right=answer.position not in but)
    return given


def fields_of(answer, question, *, is_right):
    """`question` says what is right; the answer's own version what was shown."""
    asked, name, layout = answer.version.content, answer.name, answer.layout
    match question.kind:
        case Kind.SINGLE | Kind.TRUE_FALSE | Kind.MULTIPLE:
            earns = [
                str(shown)
                for shown, number in enumerate(layout)
                if (question.options[number].percent > 0) == is_right
            ]
            return {name: earns if question.kind is Kind.MULTIPLE else earns[:1]}
        case Kind.SHORT_TEXT:
            return {name: [question.options[0].text.words if is_right else "nothing of it"]}
        case Kind.MATCHING:
            words = offered(asked)
            shown = {words[number]: str(place) for place, number in enumerate(layout)}
            wanted = [pair.answer for pair in question.pairs if pair.prompt]
            said = wanted if is_right else [wanted[-1]] * len(wanted)
            return {f"{name}-{number}": [shown[answer]] for number, answer in enumerate(said)}
        case Kind.ORDERING:
            last = len(layout) - 1
            wanted = [question.sequence.index(asked.sequence[number]) for number in layout]
            places = [place if is_right else last - place for place in wanted]
            return {f"{name}-{shown}": [str(place + 1)] for shown, place in enumerate(places)}
        case _:
            return {}


def tried(page, person=None, *, wrong=(), keys=None, at=NOW):
    """A try that was checked."""
    attempt = attempt_of(page, person, at=at)
    given = right_answers(attempt, but=wrong, keys=keys)
    return check_answers(attempt=attempt, given=given, at=at)

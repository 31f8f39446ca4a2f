"""What other apps ask of this one."""

from courses.actions.crediting import credit_earlier_sessions
from courses.actions.enrolling import NotOpenError, enrol_learner
from courses.actions.evaluating import ask_after, ask_before, ask_no_more
from courses.actions.progress import (
    Completion,
    MetBySessionError,
    NotInReleaseError,
    QuizLeftError,
    complete_lesson,
    keep_place,
)
from courses.actions.releasing import make_release
from courses.asked import refreshers_of, waiting_for
from courses.impact import courses_to_give_out

__all__ = [
    "Completion",
    "MetBySessionError",
    "NotInReleaseError",
    "NotOpenError",
    "QuizLeftError",
    "ask_after",
    "ask_before",
    "ask_no_more",
    "complete_lesson",
    "courses_to_give_out",
    "credit_earlier_sessions",
    "enrol_learner",
    "keep_place",
    "make_release",
    "refreshers_of",
    "waiting_for",
]

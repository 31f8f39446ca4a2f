"""What other apps ask of this one."""

from courses.actions.enrolling import NotOpenError, enrol_learner
from courses.actions.progress import Completion, QuizLeftError, complete_lesson, keep_place
from courses.actions.releasing import make_release
from courses.asked import refreshers_of, waiting_for
from courses.impact import courses_to_give_out

__all__ = [
    "Completion",
    "NotOpenError",
    "QuizLeftError",
    "complete_lesson",
    "courses_to_give_out",
    "enrol_learner",
    "keep_place",
    "make_release",
    "refreshers_of",
    "waiting_for",
]

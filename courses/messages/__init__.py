"""What courses tell people, each kind with whether it is still wanted when its time comes."""

from courses.messages.changes import LESSON_WITHDRAWN, NEW_RELEASE
from courses.messages.recognition import RECOGNITION_DECIDED
from courses.messages.reminders import LESSON_WAITS, NOT_STARTED

KINDS = (LESSON_WAITS, NOT_STARTED, NEW_RELEASE, LESSON_WITHDRAWN, RECOGNITION_DECIDED)

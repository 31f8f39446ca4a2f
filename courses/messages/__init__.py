"""What courses tell people, each kind with whether it is still wanted when its time comes."""

from courses.messages.additions import ADDED_TO
from courses.messages.asked import ASSIGNED, SUGGESTED_DAY
from courses.messages.changes import LESSON_WITHDRAWN, NEW_RELEASE
from courses.messages.coming_up import KINDS as COMING_UP
from courses.messages.places import KINDS as OF_PLACES
from courses.messages.recognition import RECOGNITION_DECIDED
from courses.messages.refreshers import REFRESHER_DUE
from courses.messages.reminders import LESSON_WAITS, NOT_STARTED

KINDS = (
    ASSIGNED,
    SUGGESTED_DAY,
    REFRESHER_DUE,
    ADDED_TO,
    LESSON_WAITS,
    NOT_STARTED,
    NEW_RELEASE,
    LESSON_WITHDRAWN,
    RECOGNITION_DECIDED,
    *OF_PLACES,
    *COMING_UP,
)

"""What courses tell people, each kind with whether it is still wanted when its time comes."""

from courses.messages.additions import ADDED_TO
from courses.messages.afterwards import KINDS as AFTERWARDS
from courses.messages.asked import ASKED_NOT_BEGUN, ASSIGNED, SUGGESTED_DAY
from courses.messages.catching_up import SESSION_AGAIN
from courses.messages.changes import LESSON_WITHDRAWN, NEW_RELEASE
from courses.messages.coming_up import KINDS as COMING_UP
from courses.messages.places import KINDS as OF_PLACES
from courses.messages.recognition import RECOGNITION_DECIDED
from courses.messages.refreshers import REFRESHER_DUE
from courses.messages.reminders import LESSON_WAITS, NOT_STARTED

KINDS = (
    ASSIGNED,
    ASKED_NOT_BEGUN,
    SUGGESTED_DAY,
    REFRESHER_DUE,
    ADDED_TO,
    LESSON_WAITS,
    NOT_STARTED,
    NEW_RELEASE,
    LESSON_WITHDRAWN,
    RECOGNITION_DECIDED,
    SESSION_AGAIN,
    *OF_PLACES,
    *COMING_UP,
    *AFTERWARDS,
)

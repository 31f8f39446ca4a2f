from courses.models.attendance import Attendance
from courses.models.bookings import Booking
from courses.models.certificates import Certificate
from courses.models.cpd import CpdNote
from courses.models.elsewhere import (
    DeclaredLearning,
    ExternalCourse,
    Recognition,
    RecognitionRequest,
)
from courses.models.lessons import LessonPage
from courses.models.pages import CoursePage, ModulePage, ProgrammeIndexPage
from courses.models.progress import Enrolment, LessonProgress
from courses.models.questions import (
    BankQuestion,
    QuestionCategory,
    QuestionFile,
    QuestionVersion,
)
from courses.models.quizzes import AttemptAnswer, QuizAttempt, ReleasedQuestion, ReleasedQuiz
from courses.models.reflections import Reflection
from courses.models.releases import (
    Addition,
    Release,
    ReleasedFile,
    ReleasedLesson,
    ReleasedModule,
    Withdrawal,
)
from courses.models.requirements import Requirement
from courses.models.rounds import DailyRound
from courses.models.sessions import DisciplineRule, Facilitation, LiveSession
from courses.models.stages import Candidacy, StagedPathway, StageReached, Supervision
from courses.models.together import Presence, Sitting

__all__ = [
    "Addition",
    "AttemptAnswer",
    "Attendance",
    "BankQuestion",
    "Booking",
    "Candidacy",
    "Certificate",
    "CoursePage",
    "CpdNote",
    "DailyRound",
    "DeclaredLearning",
    "DisciplineRule",
    "Enrolment",
    "ExternalCourse",
    "Facilitation",
    "LessonPage",
    "LessonProgress",
    "LiveSession",
    "ModulePage",
    "Presence",
    "ProgrammeIndexPage",
    "QuestionCategory",
    "QuestionFile",
    "QuestionVersion",
    "QuizAttempt",
    "Recognition",
    "RecognitionRequest",
    "Reflection",
    "Release",
    "ReleasedFile",
    "ReleasedLesson",
    "ReleasedModule",
    "ReleasedQuestion",
    "ReleasedQuiz",
    "Requirement",
    "Sitting",
    "StageReached",
    "StagedPathway",
    "Supervision",
    "Withdrawal",
]

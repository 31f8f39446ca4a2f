from courses.models.afterwards import Commitment, Material
from courses.models.attendance import Attendance
from courses.models.bookings import Booking
from courses.models.breakouts import BreakoutSeat, BreakoutWish, ManagerConsent
from courses.models.calendar import CalendarFeed, OtherTraining, TrainingList
from courses.models.certificates import Certificate
from courses.models.cohorts import Cohort, Membership, Series, SeriesPart
from courses.models.cpd import CpdNote
from courses.models.elsewhere import (
    DeclaredLearning,
    ExternalCourse,
    Recognition,
    RecognitionRequest,
)
from courses.models.kits import SessionKit
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
    EarlierFacts,
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
    "BreakoutSeat",
    "BreakoutWish",
    "CalendarFeed",
    "Candidacy",
    "Certificate",
    "Cohort",
    "Commitment",
    "CoursePage",
    "CpdNote",
    "DailyRound",
    "DeclaredLearning",
    "DisciplineRule",
    "EarlierFacts",
    "Enrolment",
    "ExternalCourse",
    "Facilitation",
    "LessonPage",
    "LessonProgress",
    "LiveSession",
    "ManagerConsent",
    "Material",
    "Membership",
    "ModulePage",
    "OtherTraining",
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
    "Series",
    "SeriesPart",
    "SessionKit",
    "Sitting",
    "StageReached",
    "StagedPathway",
    "Supervision",
    "TrainingList",
    "Withdrawal",
]

from courses.models.certificates import Certificate
from courses.models.cpd import CpdNote
from courses.models.elsewhere import (
    DeclaredLearning,
    ExternalCourse,
    Recognition,
    RecognitionRequest,
)
from courses.models.pages import CoursePage, LessonPage, ModulePage, ProgrammeIndexPage
from courses.models.progress import Enrolment, LessonProgress
from courses.models.releases import Release, ReleasedLesson, ReleasedModule, Withdrawal

__all__ = [
    "Certificate",
    "CoursePage",
    "CpdNote",
    "DeclaredLearning",
    "Enrolment",
    "ExternalCourse",
    "LessonPage",
    "LessonProgress",
    "ModulePage",
    "ProgrammeIndexPage",
    "Recognition",
    "RecognitionRequest",
    "Release",
    "ReleasedLesson",
    "ReleasedModule",
    "Withdrawal",
]

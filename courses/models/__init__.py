from courses.models.pages import CoursePage, LessonPage, ProgrammeIndexPage
from courses.models.progress import Enrolment, LessonProgress

__all__ = ["CoursePage", "Enrolment", "LessonPage", "LessonProgress", "ProgrammeIndexPage"]

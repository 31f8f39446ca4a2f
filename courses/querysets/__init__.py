from courses.querysets.attendance import AttendanceQuerySet
from courses.querysets.enrolments import EnrolmentQuerySet, LessonProgressQuerySet
from courses.querysets.pathways import CandidacyQuerySet, RequirementQuerySet
from courses.querysets.questions import (
    AttemptQuerySet,
    BankQuestionQuerySet,
    QuestionCategoryQuerySet,
    ReleasedQuizQuerySet,
)
from courses.querysets.recognition import (
    CertificateQuerySet,
    ExternalCourseQuerySet,
    RecognitionRequestQuerySet,
    people_to_recognise,
)
from courses.querysets.releases import ReleasedLessonQuerySet, ReleaseQuerySet, WithdrawalQuerySet
from courses.querysets.sessions import (
    BookingQuerySet,
    DisciplineRuleQuerySet,
    LiveSessionQuerySet,
    people_to_run_sessions,
)
from courses.querysets.together import SittingQuerySet, jobs_where_sessions_run, people_to_sit_with

__all__ = [
    "AttemptQuerySet",
    "AttendanceQuerySet",
    "BankQuestionQuerySet",
    "BookingQuerySet",
    "CandidacyQuerySet",
    "CertificateQuerySet",
    "DisciplineRuleQuerySet",
    "EnrolmentQuerySet",
    "ExternalCourseQuerySet",
    "LessonProgressQuerySet",
    "LiveSessionQuerySet",
    "QuestionCategoryQuerySet",
    "RecognitionRequestQuerySet",
    "ReleaseQuerySet",
    "ReleasedLessonQuerySet",
    "ReleasedQuizQuerySet",
    "RequirementQuerySet",
    "SittingQuerySet",
    "WithdrawalQuerySet",
    "jobs_where_sessions_run",
    "people_to_recognise",
    "people_to_run_sessions",
    "people_to_sit_with",
]

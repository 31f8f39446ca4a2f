from courses.querysets.afterwards import (
    CommitmentQuerySet,
    MaterialQuerySet,
    check_ins_to_offer,
    sessions_been_to,
    sessions_to_follow,
)
from courses.querysets.attendance import AttendanceQuerySet, FacilitationQuerySet
from courses.querysets.breakouts import BreakoutSeatQuerySet, OfOneselfQuerySet, manager_pairs
from courses.querysets.calendar import (
    ELSEWHERE,
    CalendarFeedQuerySet,
    Narrowing,
    OtherTrainingQuerySet,
)
from courses.querysets.cohorts import (
    CohortQuerySet,
    MembershipQuerySet,
    SeriesQuerySet,
    first_sectors,
    members_to_ask_after,
)
from courses.querysets.enrolments import EnrolmentQuerySet, LessonProgressQuerySet
from courses.querysets.kits import SessionKitQuerySet
from courses.querysets.lessons import LessonPageQuerySet
from courses.querysets.pathways import CandidacyQuerySet, RequirementQuerySet
from courses.querysets.presence import had_place, people_who_came
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
    sectors_of,
)
from courses.querysets.support import people_still_here
from courses.querysets.together import SittingQuerySet, jobs_where_sessions_run, people_to_sit_with

__all__ = [
    "ELSEWHERE",
    "AttemptQuerySet",
    "AttendanceQuerySet",
    "BankQuestionQuerySet",
    "BookingQuerySet",
    "BreakoutSeatQuerySet",
    "CalendarFeedQuerySet",
    "CandidacyQuerySet",
    "CertificateQuerySet",
    "CohortQuerySet",
    "CommitmentQuerySet",
    "DisciplineRuleQuerySet",
    "EnrolmentQuerySet",
    "ExternalCourseQuerySet",
    "FacilitationQuerySet",
    "LessonPageQuerySet",
    "LessonProgressQuerySet",
    "LiveSessionQuerySet",
    "MaterialQuerySet",
    "MembershipQuerySet",
    "Narrowing",
    "OfOneselfQuerySet",
    "OtherTrainingQuerySet",
    "QuestionCategoryQuerySet",
    "RecognitionRequestQuerySet",
    "ReleaseQuerySet",
    "ReleasedLessonQuerySet",
    "ReleasedQuizQuerySet",
    "RequirementQuerySet",
    "SeriesQuerySet",
    "SessionKitQuerySet",
    "SittingQuerySet",
    "WithdrawalQuerySet",
    "check_ins_to_offer",
    "first_sectors",
    "had_place",
    "jobs_where_sessions_run",
    "manager_pairs",
    "members_to_ask_after",
    "people_still_here",
    "people_to_recognise",
    "people_to_run_sessions",
    "people_to_sit_with",
    "people_who_came",
    "sectors_of",
    "sessions_been_to",
    "sessions_to_follow",
]

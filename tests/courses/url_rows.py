from uuid import uuid4

from django.utils import timezone

from courses.actions import complete_lesson, enrol_learner
from courses.actions.noting import keep_note
from courses.models import (
    Candidacy,
    Certificate,
    Presence,
    QuestionFile,
    Requirement,
    Sitting,
    StagedPathway,
)
from courses.stages import Stage
from tests.accounts.factories import EmploymentFactory, PersonFactory
from tests.courses.factories import course
from tests.courses.heard_rows import ROWS as HEARD_ROWS
from tests.courses.outside import asked, declared, external, photo
from tests.courses.quizzes import BLOCK, attempt_of, lesson_with_quiz
from tests.courses.session_rows import ROWS as SESSION_ROWS
from tests.urls_matrix import BUTTON, ELSEWHERE, OPEN, SIGNED_IN, Row, everybody, only


def a_certificate(reader=None):
    release = course(lessons=1).current_release
    given = Certificate.objects.create(
        person=reader.person if reader else None,
        release=release,
        finished_on=timezone.localdate(),
    )
    return (given.code,)


def something_declared(reader=None):
    external(fits_with=[course()])
    person = reader.person if reader else PersonFactory()
    return (declared(person, evidence=photo()).pk,)


def something_to_note(reader=None):
    return ("declared", declared(reader.person if reader else PersonFactory()).pk)


def with_a_note(_client, reader):
    if reader:
        row = declared(reader.person)
        keep_note(person=reader.person, about=row, words="It helps.", section="people")


def something_asked(reader=None):
    return (asked(reader.person if reader else PersonFactory(), evidence=photo()).pk,)


def with_something_asked(_client, reader):
    Requirement.objects.create(course=course(lessons=1))
    finished = course(lessons=1).lessons[0]
    if reader:
        EmploymentFactory(person=reader.person)
        complete_lesson(person=reader.person, lesson=finished, at=timezone.now())


def with_somebody_asked(_client, _reader):
    """Everybody works at the place of the scene, and is asked."""
    page = course(lessons=1)
    Requirement.objects.create(course=page)


LEADS = only("organisation_lead", "programme_lead")


def to_answer(_place):
    return (asked(PersonFactory(), evidence=photo()).pk,)


def somebody_learning():
    page = course(lessons=1)
    enrol_learner(person=PersonFactory(), course=page)
    return page.pk


def an_attempt(reader=None):
    return (attempt_of(lesson_with_quiz(), reader.person if reader else PersonFactory()).pk,)


def a_file_of_a_question(_place):
    kept = QuestionFile(digest="a" * 64)
    kept.file.save("a", photo())
    return (kept.digest,)


def a_block(_place):
    return (course(lessons=1).lessons[0].pk, BLOCK)


def taken_together(reader=None):
    """Written down by the reader, or by somebody else."""
    page = course(lessons=1)
    made = Sitting.objects.create(
        course=page,
        taken_on=timezone.localdate(),
        minutes=25,
        recorded_by=reader.person if reader else None,
    )
    made.presences.create(person=PersonFactory())
    return (made.pk,)


def was_there(reader=None):
    (sitting,) = taken_together()
    person = reader.person if reader else PersonFactory()
    return (Presence.objects.create(sitting_id=sitting, person=person).pk,)


def on_a_pathway(reader=None, supervisor=None, stage=Stage.SUPERVISED):
    pathway = StagedPathway.objects.create(title=f"Nurture {uuid4()}")
    pathway.courses.add(course(lessons=1))
    made = Candidacy.objects.create(
        pathway=pathway,
        person=reader.person if reader else PersonFactory(),
        supervisor=supervisor.person if supervisor else None,
    )
    made.stages.create(stage=stage, reached_on=timezone.localdate())
    made.supervisions.create(held_on=timezone.localdate(), minutes=60)
    return (made.pk,)


FACILITATE = ("facilitator", "trainer")
ROWS = [
    *SESSION_ROWS,
    *HEARD_ROWS,
    Row("courses:together", only(*FACILITATE)),
    Row(
        "courses:together",
        only(*FACILITATE),
        "with one",
        arrive=lambda _client, reader: taken_together(reader),
    ),
    Row("courses:record_together", only(*FACILITATE), arrive=lambda *_: course(lessons=1)),
    Row("courses:sitting", only(*FACILITATE), own=taken_together),
    Row(
        "courses:sitting",
        only(*FACILITATE, answer=404),
        "of somebody else",
        args=lambda _: taken_together(),
    ),
    Row("courses:sitting_certificates", only(*FACILITATE, answer=ELSEWHERE), own=taken_together),
    Row("courses:take_out_of_sitting", SIGNED_IN, own=was_there),
    Row(
        "courses:take_out_of_sitting",
        everybody(404),
        "of somebody else",
        args=lambda _: was_there(),
    ),
    Row("courses:learners", only("facilitator", "trainer"), args=lambda _: (somebody_learning(),)),
    Row("courses:place", BUTTON, args=lambda _: (course(lessons=1).lessons[0].pk,)),
    Row("courses:reflect", BUTTON, args=a_block),
    Row("courses:begin_quiz", BUTTON, args=a_block),
    Row("courses:attempt", SIGNED_IN, own=an_attempt),
    Row("courses:question_file", SIGNED_IN, args=a_file_of_a_question),
    Row("courses:reflections", SIGNED_IN),
    Row("courses:download_reflections", SIGNED_IN),
    Row("courses:remove_reflection", BUTTON, args=lambda _: (1,)),
    Row("courses:pause", SIGNED_IN, args=lambda _: (course(lessons=1).lessons[0].pk, 1)),
    Row("courses:certificates", SIGNED_IN),
    Row("courses:certificate", SIGNED_IN, own=a_certificate),
    Row("courses:certificate_pdf", SIGNED_IN, own=a_certificate),
    Row("courses:show_my_name", BUTTON, args=lambda _: a_certificate()),
    Row("courses:elsewhere", SIGNED_IN, arrive=lambda _client, reader: something_declared(reader)),
    Row("courses:declare_own", SIGNED_IN),
    Row("courses:declare", SIGNED_IN, args=lambda _: (external(fits_with=[course()]).pk,)),
    Row("courses:take_back", SIGNED_IN, own=something_declared),
    Row("courses:declared_evidence", SIGNED_IN, own=something_declared),
    Row("courses:recognitions", only("trainer"), arrive=lambda *_: asked(PersonFactory())),
    Row("courses:ask_recognition_for_somebody", only("trainer")),
    Row("courses:ask_recognition", SIGNED_IN, args=lambda _: (course(lessons=1).pk,)),
    Row("courses:recognition", SIGNED_IN, own=something_asked),
    Row("courses:recognition", only("trainer", others=404), "to answer", args=to_answer),
    Row("courses:take_back_request", BUTTON, args=to_answer),
    Row("courses:recognition_evidence", SIGNED_IN, own=something_asked),
    Row("courses:refresh", BUTTON, args=lambda _: (course(lessons=1).pk,)),
    Row("courses:stages", SIGNED_IN),
    Row(
        "courses:stages",
        SIGNED_IN,
        "with one",
        arrive=lambda _client, reader: on_a_pathway(reader),
    ),
    Row("courses:apply_for_pathway", BUTTON, args=lambda _: (1,)),
    Row("courses:candidacy", SIGNED_IN, own=on_a_pathway),
    Row("courses:candidacy", everybody(404), "of somebody else", args=lambda _: on_a_pathway()),
    Row("courses:step_back", SIGNED_IN, own=on_a_pathway),
    Row("courses:stages_people", SIGNED_IN),
    Row(
        "courses:stages_people",
        SIGNED_IN,
        "with one",
        arrive=lambda _client, reader: on_a_pathway(supervisor=reader),
    ),
    Row(
        "courses:candidacy_of",
        only("trainer", others=404),
        args=lambda _: on_a_pathway(stage=Stage.TRAINED),
    ),
    Row(
        "courses:candidacy_of",
        SIGNED_IN,
        "of whom one supervises",
        own=lambda reader: on_a_pathway(supervisor=reader),
    ),
    Row("courses:confirm_supervision", BUTTON, args=lambda _: (1,)),
    Row("courses:pathway", SIGNED_IN),
    Row("courses:pathway", SIGNED_IN, "with something asked", arrive=with_something_asked),
    Row("courses:required", LEADS),
    Row("courses:required", LEADS, "with people", arrive=with_somebody_asked),
    Row("courses:required", LEADS, "nobody fits", query="?named=zzz", arrive=with_somebody_asked),
    Row("courses:required_csv", LEADS),
    Row("courses:cpd", SIGNED_IN),
    Row("courses:cpd", SIGNED_IN, "with learning", arrive=with_a_note),
    Row("courses:cpd", SIGNED_IN, "a wrong period", query="?since=yesterday"),
    Row("courses:cpd_pdf", SIGNED_IN, query="?shape=nmc"),
    Row("courses:cpd_csv", SIGNED_IN, query="?shape=plain"),
    Row("courses:cpd_note", SIGNED_IN, own=something_to_note),
    Row("courses:check", OPEN),
    Row("courses:check", OPEN, "with a code", query="?code=abc"),
]

"""The rows of the top: homes, joining two records, what pages the site serves, the style page."""

from django.utils import timezone

from accounts.models import RecordClaim
from courses.actions import enrol_learner, keep_place
from portal.models import Heartbeat
from tests.accounts.factories import EmploymentFactory, PersonFactory
from tests.courses.factories import course, programme
from tests.evaluation.factories import InvitationFactory
from tests.forums.factories import PostFactory, member
from tests.resources.blocks import every_block
from tests.resources.factories import page_under, site_root
from tests.urls_matrix import (
    BUTTON,
    ELSEWHERE,
    OPEN,
    SIGN_IN,
    SIGNED_IN,
    Row,
    everybody,
    only,
)

NOT_THERE = everybody(404, signed_out=404)
EDITORS = ("trainer", "programme_lead", "privacy_officer", "administrator")


def claim(_):
    made = RecordClaim.objects.create(person=PersonFactory(), other=PersonFactory(), proof="lead")
    return (made.pk,)


def two_records(_):
    keep, other = PersonFactory(), PersonFactory()
    return f"/people/merge/?keep={keep.uuid}&other={other.uuid}"


def every_block_on_a_page():
    blocks = list(every_block().items())
    return page_under(site_root(), title="Every block", slug="every-block", body=blocks)


def much(client, reader):
    """A course under way, a survey, a post that waits and a workplace to confirm."""
    if reader:
        begun = course(lessons=2)
        enrolment = enrol_learner(person=reader.person, course=begun)
        keep_place(enrolment=enrolment, lesson=begun.lessons[0], part=2, at=timezone.now())
        InvitationFactory(person=reader.person)
        PostFactory(held=True, author=member().person)
        EmploymentFactory(unconfirmed=True)


def ready(_):
    Heartbeat.objects.create(at=timezone.now())
    return "/readyz"


def address_of(make):
    def at(_):
        return make().url

    return at


def draft():
    page_under(site_root(), live=False, slug="draft")
    return "/draft/"


ROWS = [
    Row("home", OPEN),
    Row("home", OPEN, "with much on it", arrive=much),
    Row("reach", only("programme_lead", "commissioner")),
    Row("running", only("administrator")),
    Row("healthz", OPEN),
    Row("readyz", OPEN, at=ready),
    # Only a demonstration has a folder of letters; `test_mailbox.py` reads one.
    Row("mailbox", NOT_THERE),
    Row("letter", NOT_THERE, args=lambda _: ("one",)),
    Row("letter_as_sent", NOT_THERE, args=lambda _: ("one",)),
    Row("merge_people", only("administrator")),
    Row("merge_people", only("administrator"), "two beside each other", at=two_records),
    Row("keep_people_apart", BUTTON, args=claim),
    Row("learn", SIGNED_IN, at=address_of(programme)),
    Row("start_course", BUTTON, args=lambda _: (course().pk,)),
    Row("finish_lesson", BUTTON, args=lambda _: (course(lessons=1).lessons[0].pk,)),
    Row("styleguide:index", OPEN),
    Row("styleguide:chapter", OPEN, args=lambda _: ("forms",)),
    Row("styleguide:chapter", NOT_THERE, "made up", args=lambda _: ("x",)),
    Row(
        "^cms/(?:login|password_reset)/.*$",
        everybody(SIGN_IN),
        at=lambda _: "/cms/password_reset/",
    ),
    Row(
        "^cms/(?:users|groups|api-tokens)/.*$",
        everybody(ELSEWHERE, signed_out=ELSEWHERE),
        at=lambda _: "/cms/users/new/",
    ),
    Row("wagtailcore_login", everybody(SIGN_IN)),
    Row("cms/account/", only(*EDITORS), at=lambda _: "/cms/account/"),
    Row(
        "cms/pages/add/<slug:content_type_app_name>/<slug:content_type_model_name>"
        "/<int:parent_page_id>/",
        only("trainer", "administrator", others=403)
        | {"programme_lead": ELSEWHERE, "privacy_officer": ELSEWHERE},
        at=lambda _: f"/cms/pages/add/resources/standardpage/{site_root().pk}/",
    ),
    Row("cms/failwhale/", NOT_THERE, at=lambda _: "/cms/failwhale/"),
    Row(
        "cms/workflows/tasks/add/wagtailcore/groupapprovaltask/",
        everybody(ELSEWHERE, signed_out=ELSEWHERE),
        at=lambda _: "/cms/workflows/tasks/add/wagtailcore/groupapprovaltask/",
    ),
    Row("cms/logout/", everybody(405, signed_out=405), at=lambda _: "/cms/logout/"),
    Row("_util/login/", everybody(SIGN_IN), at=lambda _: "/_util/login/"),
    Row(
        "wagtailcore_authenticate_with_password",
        NOT_THERE,
        args=lambda _: (9, 9),
    ),
    Row("wagtail_serve", OPEN, "a standard page", at=address_of(lambda: page_under(site_root()))),
    Row("wagtail_serve", OPEN, "every block", at=address_of(every_block_on_a_page)),
    Row("wagtail_serve", SIGNED_IN, "a course", at=address_of(course)),
    Row(
        "wagtail_serve", SIGNED_IN, "a lesson", at=address_of(lambda: course(lessons=1).lessons[0])
    ),
    Row("wagtail_serve", NOT_THERE, "a draft", at=lambda _: draft()),
]

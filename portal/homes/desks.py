"""Homes that are a short list of what waits and where to go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import AskedRole, RecordClaim, User
from accounts.permissions import current_grants
from courses.models import LiveSession
from evaluation.models import Plan
from portal.homes.programme_lead import PEOPLE_WORKING, decisions_for, people_working
from resources.models import BasePage, SafeguardingRoute, SupportContact

SHOWN = 5


@dataclass(frozen=True)
class Row:
    title: str
    url: str
    words: str


def organisation_lead(user: User, at: datetime) -> dict[str, Any]:
    people = people_working(user, at)
    return _desk(
        _("You see who works with you and which required courses they have finished."),
        [
            *_people_to_let_in(user, at),
            Row(
                _("People in your organisation"),
                PEOPLE_WORKING,
                ngettext("%d person works here now.", "%d people work here now.", people) % people,
            ),
            Row(
                _("Required courses"),
                reverse("courses:required"),
                _("Who has finished what is asked of them, and who has not yet."),
            ),
            _cards(),
        ],
    )


def facilitator(user: User, at: datetime) -> dict[str, Any]:
    sessions = LiveSession.objects.still_to_run(user.person, at=at)[:SHOWN]
    return _desk(
        _("Sessions that you run, and cards for people who sign in without e-mail."),
        [*map(_session, sessions), _all_sessions(), _cards()],
    )


def _session(session: LiveSession) -> Row:
    starts_at = date_format(timezone.localtime(session.starts_at), "l j F, H:i")
    words = f"{starts_at}. {session.stands(at=timezone.now())}."
    if session.lacks_support:
        words += " " + _("Name a support person: nobody new can book until then.")
    return Row(session.title, reverse("courses:session_people", args=[session.pk]), words)


def _all_sessions() -> Row:
    words = _("Each with its list of who comes, and what would help them.")
    return Row(_("Plan and run sessions"), reverse("courses:sessions_run"), words)


def commissioner(user: User, at: datetime) -> dict[str, Any]:
    return _desk(
        _("You see totals in which nobody can be found."),
        [
            Row(
                _("How far the courses reach"),
                reverse("reach"),
                _("How many people have begun and finished each course."),
            )
        ],
    )


def evaluator(user: User, at: datetime) -> dict[str, Any]:
    ends = [grant.ends_at for grant in current_grants(user.person) if grant.role == "evaluator"]
    return _desk(
        _("You see results without names. Your access ends on %(day)s.")
        % {"day": date_format(timezone.localtime(max(ends)), "j F Y")},
        [
            Row(
                _("What changed"),
                reverse("evaluation:results"),
                _("Released figures, the same for everybody who may see them."),
            )
        ],
    )


def safeguarding_lead(user: User, at: datetime) -> dict[str, Any]:
    today = timezone.localdate(at)
    stale = SafeguardingRoute.objects.shown().filter(check_again_on__lt=today).count()
    words = _("Every number was checked in time.")
    if stale:
        words = ngettext(
            "%d number is due to be rung again.", "%d numbers are due to be rung again.", stale
        )
        words %= stale
    return _desk(
        _("Nothing has been passed on to you from the community."),
        [Row(_("The safeguarding route that everybody sees"), reverse("resources:worried"), words)],
    )


def privacy_officer(user: User, at: datetime) -> dict[str, Any]:
    return _desk(
        _("No request about personal data waits for you."),
        [
            *_small_groups(),
            Row(
                _("What people agreed to"),
                reverse("people:agreement_versions"),
                _("Every version of the privacy notice, the terms and the charter."),
            ),
            Row(
                _("Audit trail"),
                reverse("people:audit"),
                _("Who did what, when and why. The trail itself holds no names."),
            ),
        ],
    )


def _small_groups() -> list[Row]:
    waiting = Plan.objects.waiting_for_agreement().count()
    words = ngettext(
        "%d plan asks for totals of fewer than ten.",
        "%d plans ask for totals of fewer than ten.",
        waiting,
    )
    row = Row(_("Small groups in results"), reverse("evaluation:agreements"), words % waiting)
    return [row] if waiting else []


def administrator(user: User, at: datetime) -> dict[str, Any]:
    today = timezone.localdate(at)
    stale = SupportContact.objects.shown().filter(check_again_on__lt=today).count()
    to_review = BasePage.objects.in_need_of_review(on=today).count()
    return _desk(
        _("What keeps the portal right."),
        [
            *_people_to_let_in(user, at),
            *_claims(user),
            *_asked_roles(user),
            Row(
                _("Who may do what"),
                reverse("people:permissions"),
                _("Every role that somebody holds now."),
            ),
            Row(
                _("Pages and settings"),
                reverse("wagtailadmin_home"),
                _("%(pages)d pages to read again, %(contacts)d numbers to ring again.")
                % {"pages": to_review, "contacts": stale},
            ),
        ],
    )


def _people_to_let_in(user: User, at: datetime) -> list[Row]:
    waiting = decisions_for(user, at)
    if not waiting:
        return []
    words = ngettext(
        "%d person waits to hear from you.", "%d people wait to hear from you.", waiting
    )
    return [Row(_("People to confirm"), reverse("arrivals:arrivals"), words % waiting)]


def _claims(user: User) -> list[Row]:
    claims = RecordClaim.objects.visible_to(user.person).open().count()
    if not claims:
        return []
    words = ngettext(
        "%d record may belong to the same person as another.",
        "%d records may belong to the same person as another.",
        claims,
    )
    return [Row(_("Two records, one person?"), reverse("arrivals:claims"), words % claims)]


def _asked_roles(user: User) -> list[Row]:
    """Not one's own: somebody else answers those."""
    waiting = AskedRole.objects.visible_to(user).waiting().exclude(asked_by=user.person)
    count = waiting.exclude(person=user.person).count()
    if not count:
        return []
    words = ngettext(
        "%d role was asked for and takes your answer.",
        "%d roles were asked for and take your answer.",
        count,
    )
    return [Row(_("Roles that wait"), reverse("people:asked_roles"), words % count)]


def _cards() -> Row:
    return Row(
        _("Sign-in cards"),
        reverse("arrivals:cards"),
        _("For people without an e-mail address: add them by name and print a card."),
    )


def _desk(lead: str, rows: list[Row]) -> dict[str, Any]:
    return {"lead": lead, "rows": rows}

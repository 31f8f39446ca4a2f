"""Every role and what it allows, declared once. Groups, menus and the permissions page follow."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.rights import KEEPS_PLANS, SHOWS_ANSWERS, SHOWS_NAMES, Right

LONGEST = timedelta(days=366)
"""What a role that must end lasts at the most. Going on needs two people once more."""


class Scope(TextChoices):
    PARTNERSHIP = "partnership", _("The whole partnership")
    ORGANISATION = "organisation", _("One organisation and what is below it")


@dataclass(frozen=True)
class Role:
    code: str
    label: Promise
    in_words: Promise
    rights: frozenset[Right]
    scopes: frozenset[Scope] = field(default_factory=lambda: frozenset({Scope.PARTNERSHIP}))
    is_staff: bool = False
    """Staff roles need a second factor."""
    must_end: bool = False
    is_everyones: bool = False
    """Held by everybody who signs in, so that it is never granted."""
    cms_permissions: tuple[str, ...] = ()
    """Django permissions, `app.codename`, that the role's group holds in the CMS."""
    page_permissions: tuple[str, ...] = ()
    """Add, change, publish, lock, unlock: over the whole tree of pages."""
    collection_permissions: tuple[str, ...] = ()
    """Django permissions over every collection of pictures, documents and media."""

    @property
    def rights_in_words(self) -> list[str]:
        return [right.label for right in Right if right in self.rights]

    @property
    def scopes_in_words(self) -> list[str]:
        return [scope.label for scope in Scope if scope in self.scopes]

    @property
    def takes_two(self) -> bool:
        """One administrator asks for it, another one agrees.

        Whoever takes answers; whoever sees names and keeps the plans that answers belong to; and
        whoever may agree, since one person could otherwise make the second one up.
        """
        keeps_plans_by_name = self.rights & SHOWS_NAMES and self.rights & KEEPS_PLANS
        return bool(
            self.rights & SHOWS_ANSWERS or keeps_plans_by_name or Right.GRANT_ROLES in self.rights
        )

    def is_kept_apart_from(self, other: Role) -> bool:
        """Whoever sees names cannot read answers, and the reverse; nobody holds both."""
        return any(
            one.rights & SHOWS_NAMES and another.rights & SHOWS_ANSWERS
            for one, another in ((self, other), (other, self))
        )


ANYWHERE = frozenset({Scope.PARTNERSHIP, Scope.ORGANISATION})
ADMIN_ACCESS = "wagtailadmin.access_admin"


def may_edit(*models: str) -> tuple[str, ...]:
    """`accounts.organisation` becomes the permissions to see, add and change organisations."""
    names = (model.split(".") for model in models)
    return tuple(
        f"{app}.{verb}_{model}" for app, model in names for verb in ("view", "add", "change")
    )


PLACES = ("accounts.organisation", "accounts.locality", "accounts.headcount")
WORDS_FOR_PEOPLE = (
    "accounts.sector",
    "accounts.profession",
    "accounts.ageband",
    "accounts.employmenttype",
    "accounts.organisationtype",
    "accounts.levelset",
    "accounts.level",
    "accounts.levelcrosswalk",
)
KEPT_CONTENT = ("resources.media", "resources.supportcontact", "resources.safeguardingroute")
TAUGHT_ELSEWHERE = ("courses.externalcourse",)
KITS = ("courses.sessionkit",)
REQUIRED = ("courses.requirement", "courses.stagedpathway")
QUESTIONS = ("courses.bankquestion", "courses.questioncategory")
ASKED = (
    *may_edit("evaluation.instrument", "evaluation.responseset"),
    "evaluation.view_licence",
    "evaluation.change_licence",
)
"""A licence begins beside its questions, so nobody adds one by itself."""
WORDS_FOR_CONTENT = (
    "resources.contentnotetopic",
    "resources.licence",
    "resources.principle",
    "resources.principleset",
    "resources.resourcetype",
    "resources.topic",
)
REVIEW_STEPS = ("wagtailcore.task", "wagtailcore.workflow")
FILES = (
    *may_edit("wagtailimages.image"),
    "wagtailimages.choose_image",
    *may_edit("wagtaildocs.document"),
    "wagtaildocs.choose_document",
)

ROLES: tuple[Role, ...] = (
    Role(
        "practitioner",
        _("Practitioner"),
        _("Learns, takes part and sees only their own records."),
        frozenset({Right.LEARN}),
        is_everyones=True,
    ),
    Role(
        "trainer",
        _("Trainer"),
        _(
            "Writes, reviews and publishes courses and resources, runs sessions, and says what "
            "earlier learning counts."
        ),
        frozenset(
            {
                Right.WRITE_CONTENT,
                Right.PUBLISH_CONTENT,
                Right.MANAGE_LIBRARY,
                Right.RECOGNISE_LEARNING,
                Right.RUN_SESSIONS,
                Right.SEE_STYLEGUIDE,
            }
        ),
        ANYWHERE,
        is_staff=True,
        cms_permissions=(
            ADMIN_ACCESS,
            *may_edit(*KEPT_CONTENT, *QUESTIONS, *TAUGHT_ELSEWHERE, *REQUIRED, *KITS),
            *ASKED,
        ),
        page_permissions=("add", "change"),
        collection_permissions=FILES,
    ),
    Role(
        "champion",
        _("Champion"),
        _("Keeps the community safe: reads reports and held posts, and answers questions."),
        frozenset({Right.MODERATE_COMMUNITY}),
        ANYWHERE,
        is_staff=True,
    ),
    Role(
        "programme_lead",
        _("Programme lead"),
        _("Sees coverage and released results for the partnership, never answers or reflections."),
        frozenset(
            {
                Right.SEE_RELEASED_RESULTS,
                Right.SEE_AGGREGATES,
                Right.SEE_REQUIRED_STATUS,
                Right.SEE_PEOPLE,
                Right.INVITE_PEOPLE,
                Right.CONFIRM_PEOPLE,
                Right.PRINT_CARDS,
                Right.MANAGE_ORGANISATIONS,
                Right.SEE_STYLEGUIDE,
            }
        ),
        is_staff=True,
        cms_permissions=(ADMIN_ACCESS, *may_edit(*PLACES), "accounts.delete_headcount"),
    ),
    Role(
        "organisation_lead",
        _("Organisation lead"),
        _(
            "Adds and confirms their own organisation's people and sees which required courses are "
            "finished, and nothing else about learning."
        ),
        frozenset(
            {
                Right.SEE_REQUIRED_STATUS,
                Right.SEE_PEOPLE,
                Right.INVITE_PEOPLE,
                Right.CONFIRM_PEOPLE,
                Right.PRINT_CARDS,
            }
        ),
        frozenset({Scope.ORGANISATION}),
        is_staff=True,
    ),
    Role(
        "facilitator",
        _("Facilitator"),
        _("Runs sessions, marks attendance and prints sign-in cards."),
        frozenset({Right.RUN_SESSIONS, Right.SEE_PEOPLE, Right.INVITE_PEOPLE, Right.PRINT_CARDS}),
        ANYWHERE,
        is_staff=True,
    ),
    Role(
        "commissioner",
        _("Commissioner or sponsor"),
        _("Sees totals in which nobody can be found."),
        frozenset({Right.SEE_AGGREGATES}),
        is_staff=True,
    ),
    Role(
        "evaluator",
        _("Evaluator"),
        _("Takes rows without names, for a stated reason and time."),
        frozenset({Right.TAKE_ANALYSIS_ROWS, Right.SEE_RELEASED_RESULTS}),
        is_staff=True,
        must_end=True,
    ),
    Role(
        "safeguarding_lead",
        _("Safeguarding lead"),
        _("Reads and acknowledges safeguarding records passed on from the community."),
        frozenset({Right.SEE_SAFEGUARDING_RECORDS}),
        ANYWHERE,
        is_staff=True,
    ),
    Role(
        "privacy_officer",
        _("Privacy officer"),
        _("Answers requests about personal data: access, correction, erasure, complaints."),
        frozenset({Right.RUN_PRIVACY_DESK, Right.READ_AUDIT, Right.MANAGE_AGREEMENTS}),
        is_staff=True,
        cms_permissions=(ADMIN_ACCESS, *may_edit("accounts.agreementtext")),
    ),
    Role(
        "administrator",
        _("Administrator"),
        _("Looks after people, roles, organisations and the site itself."),
        frozenset(
            {
                Right.SEE_PEOPLE,
                Right.INVITE_PEOPLE,
                Right.CONFIRM_PEOPLE,
                Right.PRINT_CARDS,
                Right.MANAGE_ORGANISATIONS,
                Right.GRANT_ROLES,
                Right.MERGE_PEOPLE,
                Right.RECOVER_ACCOUNTS,
                Right.MANAGE_SITE,
                Right.READ_AUDIT,
                Right.MANAGE_AGREEMENTS,
                Right.SEE_STYLEGUIDE,
            }
        ),
        is_staff=True,
        cms_permissions=(
            ADMIN_ACCESS,
            *may_edit(*PLACES, *WORDS_FOR_PEOPLE, "accounts.agreementtext"),
            "accounts.delete_headcount",
            "accounts.delete_levelcrosswalk",
            *may_edit(*KEPT_CONTENT, *QUESTIONS, *TAUGHT_ELSEWHERE, *REQUIRED, *KITS),
            *ASKED,
            *may_edit(*WORDS_FOR_CONTENT),
            *may_edit("wagtailredirects.redirect"),
            "resources.change_partnership",
            *may_edit("notifications.wording", *REVIEW_STEPS),
            "notifications.delete_wording",
            "wagtailredirects.delete_redirect",
        ),
        page_permissions=("add", "change", "publish", "lock", "unlock"),
        collection_permissions=FILES,
    ),
)

BY_CODE: dict[str, Role] = {role.code: role for role in ROLES}
EVERYONES = frozenset(role.code for role in ROLES if role.is_everyones)
EVERYONES_RIGHTS = frozenset(right for role in ROLES if role.is_everyones for right in role.rights)
GRANTABLE = tuple(role for role in ROLES if not role.is_everyones)


def codes_with(right: Right) -> list[str]:
    return [role.code for role in ROLES if right in role.rights]

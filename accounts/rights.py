"""What a role may do, each in a sentence that the permissions page prints."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Right(TextChoices):
    LEARN = "learn", _("Takes courses, joins sessions and reads the library.")
    WRITE_CONTENT = "write_content", _("Writes courses and resources.")
    PUBLISH_CONTENT = "publish_content", _("Publishes what somebody else has written.")
    MANAGE_LIBRARY = "manage_library", _("Looks after the library and its links.")
    RECOGNISE_LEARNING = (
        "recognise_learning",
        _("Reads evidence of what somebody learned before and says whether it counts."),
    )
    RUN_SESSIONS = "run_sessions", _("Runs sessions and sees who booked and who came.")
    MODERATE_COMMUNITY = "moderate_community", _("Reads reports and held posts, and decides.")
    SEE_RELEASED_RESULTS = (
        "see_released_results",
        _("Reads results that were checked and released."),
    )
    TAKE_ANALYSIS_ROWS = (
        "take_analysis_rows",
        _("Takes rows of answers that carry no name, for a stated reason."),
    )
    SEE_REQUIRED_STATUS = (
        "see_required_status",
        _("Sees who has finished a required course, and nothing else about learning."),
    )
    SEE_PEOPLE = "see_people", _("Sees names, workplaces and roles of the people in their care.")
    INVITE_PEOPLE = "invite_people", _("Adds and invites people.")
    CONFIRM_PEOPLE = "confirm_people", _("Confirms who works where and records who has left.")
    PRINT_CARDS = "print_cards", _("Prints sign-in cards.")
    SEE_AGGREGATES = "see_aggregates", _("Sees totals in which nobody can be found.")
    SEE_SAFEGUARDING_RECORDS = (
        "see_safeguarding_records",
        _("Reads safeguarding records passed on from the community."),
    )
    RUN_PRIVACY_DESK = (
        "run_privacy_desk",
        _("Answers requests about personal data: a copy, a correction, an erasure."),
    )
    READ_AUDIT = "read_audit", _("Reads the audit trail.")
    MANAGE_AGREEMENTS = (
        "manage_agreements",
        _("Writes and publishes the privacy notice, the terms and the charter."),
    )
    MANAGE_ORGANISATIONS = (
        "manage_organisations",
        _("Keeps organisations, areas and headcounts up to date."),
    )
    GRANT_ROLES = "grant_roles", _("Gives and ends roles, never their own.")
    MERGE_PEOPLE = "merge_people", _("Puts two records of one person together.")
    RECOVER_ACCOUNTS = (
        "recover_accounts",
        _("Gives back a lost sign-in after checking who somebody is."),
    )
    MANAGE_SITE = "manage_site", _("Looks after the site, its words and its settings.")
    SEE_STYLEGUIDE = "see_styleguide", _("Sees the style page.")


SHOWS_NAMES = frozenset(
    {
        Right.RECOGNISE_LEARNING,
        Right.RUN_SESSIONS,
        Right.MODERATE_COMMUNITY,
        Right.SEE_REQUIRED_STATUS,
        Right.SEE_PEOPLE,
        Right.INVITE_PEOPLE,
        Right.CONFIRM_PEOPLE,
        Right.PRINT_CARDS,
        Right.SEE_SAFEGUARDING_RECORDS,
        Right.RUN_PRIVACY_DESK,
        Right.READ_AUDIT,
        Right.GRANT_ROLES,
        Right.MERGE_PEOPLE,
        Right.RECOVER_ACCOUNTS,
    }
)
SHOWS_ANSWERS = frozenset({Right.TAKE_ANALYSIS_ROWS})
KEEPS_PLANS = frozenset({Right.SEE_RELEASED_RESULTS})

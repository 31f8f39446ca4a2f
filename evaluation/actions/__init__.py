"""What is done with questions and answers, by noun."""

from evaluation.actions.answering import save_page, send_answers, withdraw
from evaluation.actions.asking import (
    OneOccasionError,
    close_for,
    close_run_out,
    close_wave,
    invite,
    open_occasion,
    planned_for,
    reopen_for,
    show_again,
)
from evaluation.actions.drafting import fill_draft, import_draft
from evaluation.actions.exporting import ask_for_rows, fetch_rows
from evaluation.actions.moments import asked_at_an_added_moment
from evaluation.actions.planning import PlanLockedError, add_measure, state_consent
from evaluation.actions.preparing import ask_for_figures
from evaluation.actions.publishing import (
    DraftChangedError,
    NotPublishableError,
    publish_draft,
    publish_version,
)
from evaluation.actions.recording import record_answers
from evaluation.actions.scoring import score_responses
from evaluation.actions.taking_part import take_part

__all__ = [
    "DraftChangedError",
    "NotPublishableError",
    "OneOccasionError",
    "PlanLockedError",
    "add_measure",
    "ask_for_figures",
    "ask_for_rows",
    "asked_at_an_added_moment",
    "close_for",
    "close_run_out",
    "close_wave",
    "fetch_rows",
    "fill_draft",
    "import_draft",
    "invite",
    "open_occasion",
    "planned_for",
    "publish_draft",
    "publish_version",
    "record_answers",
    "reopen_for",
    "save_page",
    "score_responses",
    "send_answers",
    "show_again",
    "state_consent",
    "take_part",
    "withdraw",
]

"""What is done with questions and answers, by noun."""

from evaluation.actions.answering import save_page, send_answers, withdraw
from evaluation.actions.asking import close_for, close_run_out, invite, open_occasion
from evaluation.actions.exporting import ask_for_rows, fetch_rows
from evaluation.actions.planning import PlanLockedError, add_measure, state_consent
from evaluation.actions.publishing import NotPublishableError, publish_version
from evaluation.actions.recording import record_answers
from evaluation.actions.releasing import release_results
from evaluation.actions.scoring import score_responses
from evaluation.actions.taking_part import take_part

__all__ = [
    "NotPublishableError",
    "PlanLockedError",
    "add_measure",
    "ask_for_rows",
    "close_for",
    "close_run_out",
    "fetch_rows",
    "invite",
    "open_occasion",
    "publish_version",
    "record_answers",
    "release_results",
    "save_page",
    "score_responses",
    "send_answers",
    "state_consent",
    "take_part",
    "withdraw",
]

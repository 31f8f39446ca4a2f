"""Made-up content for the style page: the places and people of the fictional partnership."""

import datetime as dt
from types import SimpleNamespace

from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.utils.safestring import mark_safe

from portal.navigation import Link
from portal.styleguide.colours import SURFACES, contrasts, schemes
from portal.styleguide.figures import kept_panels
from portal.styleguide.forms import EveryField, Scale

CHANGE = (
    ("Knowledge", (2.9, 3.9, 3.7)),
    ("Confidence", (2.6, 3.6, 3.5)),
    ("Attitudes", (3.8, 4.1, 4.0)),
)
UNREADABLE = {"started_day": "31", "started_month": "June", "started_year": "2019", "people": "0"}


def specimens() -> dict:
    return {
        **_foundations(),
        **_frame(),
        **_lists(),
        **_opening(),
        **_learning(),
        **_community(),
        **_numbers(),
        "form": EveryField(initial={"days": ["wed"], "route": "read"}),
        "wrong": EveryField({**UNREADABLE, "email": "priya.nair@"}),
        "scale": Scale(initial={"first": 4}),
    }


def _foundations() -> dict:
    return {
        "surfaces": SURFACES,
        "schemes": [(name, contrasts(name)) for name in schemes()],
        "sizes": ("s", "m", "l", "xl", "2xl", "3xl"),
        "spaces": ("half", "1", "2", "3", "4", "5", "6", "8", "10"),
    }


def _frame() -> dict:
    return {
        "somebody": SimpleNamespace(display_name="Priya Nair", short_name="Priya"),
        "sample_links": [
            Link("Learn", "#learn", "true"),
            Link("Sessions", "#sessions", ""),
            Link("Resources", "#resources", ""),
            Link("Community", "#community", ""),
        ],
        "menu_links": [Link("Your account", "#account", ""), Link("Your data", "#data", "")],
        "crumbs": [("Learn", "#learn"), ("Core courses", "#core")],
        "sample_messages": [
            Message(constants.SUCCESS, "Your place is booked. We will remind you the day before."),
            Message(
                constants.INFO, "Lesson 3 was updated on 2 November. What you finished counts."
            ),
            Message(constants.WARNING, "We could not reach the library just now. Try again later."),
        ],
    }


def _lists() -> dict:
    return {
        "facts": [
            ("Time", "About 2 hours, in any number of sittings"),
            ("Level", "Informed: for every role"),
            ("Content note", "Mentions neglect, domestic abuse and racism, no detail."),
            ("Who sees", "Your manager sees “finished” or “not yet”. Nothing else."),
        ],
        "said": [
            SimpleNamespace(label="Name", words="Priya Nair", url="#name"),
            SimpleNamespace(label="Workplace", words="Wenlow Family Hub", url="#work"),
            SimpleNamespace(label="User name", words="priya.nair", url=""),
        ],
        "tasks": [
            SimpleNamespace(
                title="Say where you work", url="#a", hint="", status="Done", status_kind="done"
            ),
            SimpleNamespace(
                title="Choose what we may send you",
                url="#b",
                hint="About 1 minute",
                status="Not yet",
                status_kind="",
            ),
            SimpleNamespace(
                title="Print your card",
                url="",
                hint="After your lead has confirmed you",
                status="Later",
                status_kind="",
            ),
        ],
        "page": Paginator(range(240), 10).page(7),
    }


def _opening() -> dict:
    answer = mark_safe("<p>Your manager sees which required courses you have finished.</p>")
    other = mark_safe("<p>Nobody but you reads your notes.</p>")
    return {
        "answer": answer,
        "answers": [("What can my manager see?", answer), ("Who reads my notes?", other)],
        "views": [("by-place", "By place", answer), ("by-role", "By role", other)],
    }


def _learning() -> dict:
    return {
        "note": SimpleNamespace(
            sentence_inside="mentions domestic abuse and neglect, no detail.",
            why="Both change what a child can tell us.",
        ),
        "note_with_length": SimpleNamespace(
            sentence_inside="mentions loss, some detail, 3 minutes of audio.", why=""
        ),
        "contacts": [
            SimpleNamespace(name="Samaritans", phone="116 123"),
            SimpleNamespace(name="Wenlow staff support", url="#staff"),
        ],
        "film": SimpleNamespace(
            kind="video", content_type="video/mp4", captions="words", url="#", captions_url="#"
        ),
        "sound": SimpleNamespace(kind="audio", content_type="audio/mpeg", url="#"),
    }


def _community() -> dict:
    return {
        "day": dt.date(2026, 11, 20),
        "reviewed": dt.date(2026, 11, 2),
        "post": mark_safe(
            "<p>We start with “We missed you, and we would still like to see you.”</p>"
        ),
        "tools": [("Reply", "#reply"), ("Report this post", "#report")],
    }


def _numbers() -> dict:
    return {
        "columns": ("Part", "Before", "After", "2 months"),
        "rows": [(part, *means) for part, means in CHANGE],
        "panels": kept_panels(),
        "coverage": (
            ("Health visitors", 58, 72, "81%"),
            ("Midwives", 41, 66, "62%"),
            ("Police officers", 24, 120, "20%"),
        ),
    }

"""What a new kit says before its author makes it theirs: two hours round a case in three stages."""

from __future__ import annotations

from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _


def usual_agreement() -> str:
    return _(
        "You may say nothing, keep your camera off, or leave the room at any time.\n"
        "The case is made up. Nobody tells of a real family, child or colleague.\n"
        "What people say stays here. What we learn may travel.\n"
        "We speak from our own role and say when we are unsure.\n"
        "We listen to the end, and ask before we assume.\n"
        "Nobody counts anybody’s hard experiences."
    )


def usual_care() -> str:
    return _(
        "Slow down. Say that a break is fine; nobody has to say why.\n"
        "Offer a choice: stay, sit to the side, or step out with the support person.\n"
        "The support person goes along. Give everybody else five minutes.\n"
        "Ask what would help now. Do not ask what happened.\n"
        "They decide whether they come back. Keep their chair free.\n"
        "If somebody may be in danger, ring 999, or use the safeguarding route below.\n"
        "Before they go home, ask who they can talk to today."
    )


def usual_plan() -> list[tuple[str, dict[str, Any]]]:
    return [
        *_beginning(),
        _step(
            _("Stage 1 of the case"),
            20,
            _("Read it out slowly, or ask somebody to. Give a minute of quiet, then ask."),
            stage=1,
        ),
        _step(
            _("Stage 2 of the case"),
            20,
            _("Read it out. Ask what has changed in what we see. Listen for who has not spoken."),
            stage=2,
        ),
        _step(
            _("Break"),
            10,
            _("All of it, whatever else moves. Say when we begin again; people may take longer."),
        ),
        _step(
            _("Stage 3 of the case"),
            20,
            _("Read it out. Leave five minutes, and read the child’s own words at the end."),
            stage=3,
        ),
        *_end(),
    ]


def _beginning() -> list[tuple[str, dict[str, Any]]]:
    return [
        _step(
            _("Arrive and agree"),
            10,
            _("Say hello to each person by name. Tea first."),
            _("Say how the time goes, when the break is and who the support person is."),
            _("Read out what we agree. Ask whether anything is missing."),
            _("Make groups of five to eight, with three or more professions in each."),
        ),
        _step(
            _("Check-in"),
            10,
            _("In the groups, each in turn. Anybody may pass."),
            _("Your name, and your work."),
            _("One thing that helps you on a long day."),
        ),
    ]


def _end() -> list[tuple[str, dict[str, Any]]]:
    return [
        _step(
            _("Our services"),
            20,
            _("Leave the case now. What would this family meet with us?"),
            _("Who would be their named person?"),
            _("How would our letters sound to them?"),
            _("Where do they choose, and where do we choose for them?"),
            _("Whom do we forget to ask: a partner, an interpreter, a brother or sister?"),
        ),
        _step(
            _("Commitments and close"),
            10,
            _("Up to three things that we will do together. Nothing about any case in them."),
            _("Each with a name and a day."),
            _("Then a word each, for whoever likes: what do you take along?"),
        ),
    ]


def _step(
    title: str, minutes: int, words: str, *points: str, stage: int | None = None
) -> tuple[str, dict[str, Any]]:
    told = format_html("<p>{}</p>", words)
    if points:
        told += format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", zip(points)))
    value = {"title": title, "minutes": minutes, "what_to_do": str(told), "stage": stage}
    return "step", value

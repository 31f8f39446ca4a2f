"""A course on a named tool: what it is for, how to use it, and how sure people are."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from courses.outlines.parts import (
    KNOWLEDGE_CHECK,
    SUPPORT,
    Outline,
    OutlinedLesson,
    OutlinedModule,
    case_study,
    dos,
    heading,
    reflection,
    text,
)

HOW_SURE = _("From 0 to 10, how sure are you that you could use it well? What would help?")

TOOL = Outline(
    code="tool",
    label=_("A course on a tool"),
    about=_("For a screening or planning tool: its limits and licence, its use, and practice."),
    audience=_("[Write here: who uses this tool]"),
    outcomes=(
        _("[Write here: say when the tool fits and when it does not]"),
        _("[Write here: use it together with a family]"),
    ),
    self_directed_minutes=40,
    modules=(
        OutlinedModule(
            _("Before you use it"),
            (
                OutlinedLesson(
                    "what-it-is-for",
                    _("What it is for, and what it is not"),
                    15,
                    (
                        reflection(HOW_SURE),
                        text(_("[Write here: what the tool is for, and for whom]")),
                        heading(_("Version and licence")),
                        text(_("[Write here: the version, who owns it, and who may use it]")),
                        heading(_("What it cannot tell")),
                        text(_("[Write here: its limits, and what is known of them]")),
                    ),
                ),
            ),
        ),
        OutlinedModule(
            _("Using it"),
            (
                OutlinedLesson(
                    "step-by-step",
                    _("Step by step"),
                    15,
                    (
                        text(_("[Write here: how to use it together with the person]")),
                        dos(
                            _("[Write here: how to explain it to a family]"),
                            _("[Write here: what not to do with the result]"),
                        ),
                    ),
                ),
                OutlinedLesson(
                    "practice",
                    _("Practice"),
                    10,
                    (
                        case_study(
                            _("[Write here: a made-up situation to use it on]"),
                            question=_("[Write here: what would you note, what would you ask?]"),
                            child=_("[Write here: in the words of the child]"),
                        ),
                        KNOWLEDGE_CHECK,
                        reflection(HOW_SURE),
                        SUPPORT,
                    ),
                ),
            ),
        ),
    ),
)

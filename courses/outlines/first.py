"""A core course: what everybody learns first, with care for oneself as a lesson of its own."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from courses.outlines.parts import (
    KNOWLEDGE_CHECK,
    PAUSE,
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

CORE = Outline(
    code="core",
    label=_("A core course"),
    about=_("Two modules of two lessons: what it is, what it means here, and who cares for you."),
    audience=_("Every role"),
    outcomes=(
        _("[Write here: what somebody can explain after it]"),
        _("[Write here: what somebody will do otherwise at work]"),
    ),
    self_directed_minutes=60,
    modules=(
        OutlinedModule(
            _("What it is"),
            (
                OutlinedLesson(
                    "what-we-mean",
                    _("What we mean by it"),
                    15,
                    (
                        text(_("[Write here: what this course means by its main words]")),
                        heading(_("What is known")),
                        text(_("[Write here: what research shows, and what it cannot show]")),
                        PAUSE,
                        heading(_("Strengths")),
                        text(_("[Write here: what protects people and helps them recover]")),
                    ),
                ),
                OutlinedLesson(
                    "effects",
                    _("What it can do to health and wellbeing"),
                    15,
                    (
                        text(_("[Write here: what can follow, without saying that it must]")),
                        case_study(
                            _("[Write here: a family as a service first meets it]"),
                            question=_("[Write here: a question to think or talk about]"),
                            child=_("[Write here: in the words of the child]"),
                        ),
                    ),
                ),
            ),
        ),
        OutlinedModule(
            _("What it means for us"),
            (
                OutlinedLesson(
                    "how-services-meet-families",
                    _("How services meet families"),
                    15,
                    (
                        text(_("[Write here: what families say helps, and what does not]")),
                        dos(
                            _("[Write here: something to do from tomorrow on]"),
                            _("[Write here: something to leave]"),
                        ),
                        reflection(_("Where in your own work could this begin?")),
                        KNOWLEDGE_CHECK,
                    ),
                ),
                OutlinedLesson(
                    "looking-after-ourselves",
                    _("Looking after ourselves and each other"),
                    15,
                    (
                        text(_("[Write here: how supervision and colleagues carry hard work]")),
                        SUPPORT,
                        reflection(_("What helps you after a hard day?")),
                    ),
                ),
            ),
        ),
    ),
)

"""Short ones: a module of two lessons, and a course for people on site."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from courses.outlines.parts import (
    KNOWLEDGE_CHECK,
    PAUSE,
    SUPPORT,
    Outline,
    OutlinedLesson,
    OutlinedModule,
    dos,
    heading,
    reflection,
    text,
)

MODULE = Outline(
    code="module",
    label=_("A short module"),
    about=_("Two lessons of ten minutes and a knowledge check."),
    audience=_("Every role"),
    outcomes=(_("[Write here: what somebody can do after it, beginning with a verb]"),),
    self_directed_minutes=20,
    modules=(
        OutlinedModule(
            _("Both lessons"),
            (
                OutlinedLesson(
                    "lesson-1",
                    _("Lesson 1: [what it is about]"),
                    10,
                    (
                        text(_("[Write here: why this matters, in two or three sentences]")),
                        heading(_("What to know")),
                        text(_("[Write here: the one thing to remember, and what shows it]")),
                        PAUSE,
                        heading(_("In practice")),
                        dos(
                            _("[Write here: something that helps]"),
                            _("[Write here: something that does not]"),
                        ),
                    ),
                ),
                OutlinedLesson(
                    "lesson-2",
                    _("Lesson 2: [what it is about]"),
                    10,
                    (
                        text(_("[Write here: how this goes on from the first lesson]")),
                        reflection(_("What would you like to try in your own work?")),
                        KNOWLEDGE_CHECK,
                        SUPPORT,
                    ),
                ),
            ),
        ),
    ),
)

ON_SITE = Outline(
    code="on-site",
    label=_("A short course for people on site"),
    about=_("For mealtime, playground, reception and caretaking staff: 25 minutes, on a phone."),
    audience=_("Mealtime, playground, reception and site staff"),
    outcomes=(_("[Write here: what somebody can do at work after it, beginning with a verb]"),),
    self_directed_minutes=25,
    is_talked_through=True,
    modules=(
        OutlinedModule(
            _("All three lessons"),
            (
                OutlinedLesson(
                    "your-part-in-the-day",
                    _("Your part in the day"),
                    8,
                    (
                        text(_("[Write here: what children meet in this place, in plain words]")),
                        heading(_("What you may see")),
                        text(_("[Write here: two or three things that a child may do, and why]")),
                    ),
                ),
                OutlinedLesson(
                    "what-helps",
                    _("What helps"),
                    10,
                    (
                        dos(
                            _("[Write here: words or a gesture that helps]"),
                            _("[Write here: what makes it harder]"),
                        ),
                        PAUSE,
                        heading(_("Whom to tell")),
                        text(_("[Write here: who to go to here when you are worried]")),
                    ),
                ),
                OutlinedLesson(
                    "looking-after-yourself",
                    _("Looking after yourself"),
                    7,
                    (
                        text(_("[Write here: who is there for you after a hard moment]")),
                        SUPPORT,
                        KNOWLEDGE_CHECK,
                    ),
                ),
            ),
        ),
    ),
)

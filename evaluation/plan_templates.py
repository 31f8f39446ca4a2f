"""Plans to begin with. Each is plain values; a lead makes one theirs in a few minutes."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evaluation.disclosure import PILOT_K
from evaluation.models import Wave

PRACTICE, REACTION, TWO_MONTHS = "practice-scale", "reaction", "two-months"
PRACTICE_IN_THREE = "practice-in-three"

CONSENT = _(
    "Taking part is your choice and changes nothing about your course. Your answers are kept "
    "under a code and not under your name, so that before and after can be held against each "
    "other. You can take them back at any time: they are then left out of every result that is "
    "still to come."
)
HARM = _(
    "Some questions may bring hard things back. Nobody has to answer any of them, nothing is asked "
    "about what happened to somebody, and a support person is named."
)
CHANGE = _(
    "The mean change of the same people from before to after, with its confidence interval and "
    "an effect size. There is no comparison group, so nothing is said to be caused by it."
)


@dataclass(frozen=True)
class Moment:
    wave: Wave
    instruments: tuple[str, ...]
    opens_after: int = 0
    open_for: int = 30


@dataclass(frozen=True)
class PlanTemplate:
    slug: str
    label: Promise
    about: Promise
    moments: tuple[Moment, ...]
    questions: Promise
    analysis: Promise = CHANGE
    ethics: Promise = HARM
    k_wished: int | None = None
    """Asked of the privacy officer at once, where so few are to be expected."""

    @property
    def instruments(self) -> frozenset[str]:
        return frozenset(slug for moment in self.moments for slug in moment.instruments)


WHOLE = (
    Moment(Wave.PRE, (PRACTICE,)),
    Moment(Wave.POST, (PRACTICE, REACTION)),
    Moment(Wave.FOLLOW_UP, (PRACTICE, TWO_MONTHS), opens_after=60),
)
AND_SIX_MONTHS = Moment(Wave.LATER, (PRACTICE,), opens_after=180)
CHANGES_AND_LASTS = _(
    "Do people rate what they know and can do differently afterwards, and does that last? What "
    "did they do with it, and what stood in their way?"
)

TEMPLATES = (
    PlanTemplate(
        slug="before-after-two-months",
        label=_("Before, after and two months later"),
        about=_("The practice scale three times, a reaction form, and what became of it."),
        moments=WHOLE,
        questions=CHANGES_AND_LASTS,
    ),
    PlanTemplate(
        slug="before-after-two-and-six-months",
        label=_("Before, after, two and six months later"),
        about=_("As above, and the practice scale once more after six months."),
        moments=(*WHOLE, AND_SIX_MONTHS),
        questions=CHANGES_AND_LASTS,
    ),
    PlanTemplate(
        slug="reaction-only",
        label=_("A reaction form only"),
        about=_("How it was, once, for whoever came. It measures no change."),
        moments=(Moment(Wave.POST, (REACTION,), open_for=14),),
        questions=_("Was it worth people’s time, and what should be different next time?"),
        analysis=_("The share of each answer. Nothing is said about change."),
    ),
    PlanTemplate(
        slug="three-before-and-after",
        label=_("Three statements before and after"),
        about=_("The shortest measure of change: one minute before, one minute after."),
        moments=(Moment(Wave.PRE, (PRACTICE_IN_THREE,)), Moment(Wave.POST, (PRACTICE_IN_THREE,))),
        questions=_("Do people rate what they know and can do differently afterwards?"),
    ),
    PlanTemplate(
        slug="pilot-cohort",
        label=_("Pilot cohort"),
        about=_("The same as the first, and the privacy officer is asked for totals of five."),
        moments=WHOLE,
        questions=CHANGES_AND_LASTS,
        analysis=_(
            "Described only: so few people give wide intervals. It shows whether the questions and "
            "the course work before more people are asked."
        ),
        k_wished=PILOT_K,
    ),
)
BY_SLUG = {template.slug: template for template in TEMPLATES}

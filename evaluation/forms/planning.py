"""What a lead fills in for a plan: from which template, its words and rules, its moments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import combinations
from typing import Any

from django import forms
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluation.actions.moments import AFTERWARDS, MomentFacts
from evaluation.consent import own_words, promise
from evaluation.disclosure import K
from evaluation.disclosure.thresholds import QUOTING
from evaluation.grouping import DIMENSIONS, crossing_in_words
from evaluation.models import Instrument, Plan, PlannedWave, SmallBecause, Wave
from evaluation.plan_templates import BY_SLUG, TEMPLATES

MOST_INSTRUMENTS = 4
ORDER = (
    gettext_lazy("Asked first"),
    gettext_lazy("Asked second"),
    gettext_lazy("Asked third"),
    gettext_lazy("Asked fourth"),
)
CROSSING = "+"
WRITTEN_FREELY = ("questions", "analysis", "ethics")


class SeenField(forms.CharField):
    """When the plan was last changed, so that nobody undoes another's work unseen."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> datetime:
        said = super().clean(value)
        try:
            seen = parse_datetime(said)
        except ValueError:
            seen = None
        if seen is None or seen.tzinfo is None:
            raise forms.ValidationError(_("Open this page again, and save once more."))
        return seen


class OfPlanForm(forms.Form):
    """A form on one plan, filled from what was saved last."""

    seen = SeenField()

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        self.plan = plan
        initial = {"seen": plan.changed_at.isoformat(), **kwargs.pop("initial", {})}
        super().__init__(*args, initial=initial, **kwargs)

    saved_meanwhile: Sequence[tuple[str, str]] = ()
    """What somebody else has saved, where it differs from what stands here."""

    def hold_against(self, fresh: OfPlanForm) -> None:
        """Sent once more, the form means what is saved now."""
        self.data = self.data.copy()
        self.data["seen"] = fresh.initial["seen"]
        self.saved_meanwhile = [
            (str(bound.label), _in_words(bound))
            for bound in fresh.visible_fields()
            if _said(bound) != _said(self[bound.name])
        ]


def _said(bound: forms.BoundField) -> list[str]:
    value = bound.value()
    said = value if isinstance(value, list | tuple) else [value]
    return sorted(" ".join(str(one or "").split()) for one in said)


def _in_words(bound: forms.BoundField) -> str:
    labels = {str(key): str(label) for key, label in getattr(bound.field, "choices", ())}
    said = [labels.get(one, one) for one in _said(bound)]
    return ", ".join(filter(None, said)) or _("Nothing")


class StartForm(forms.Form):
    template = forms.ChoiceField(
        label=gettext_lazy("What do you begin with?"), widget=forms.RadioSelect
    )
    title = forms.CharField(
        label=gettext_lazy("What is the plan called?"),
        help_text=gettext_lazy("For leads and reports, such as “Perinatal courses, 2027”."),
        max_length=Plan._meta.get_field("title").max_length,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = set(Instrument.objects.published().values_list("slug", flat=True))
        usable = [one for one in TEMPLATES if one.instruments <= there]
        self.fields["template"].choices = [(one.slug, one.label) for one in usable]
        self.fields["template"].choice_hints = {one.slug: one.about for one in usable}

    @property
    def facts(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {"template": BY_SLUG[given["template"]], "title": given["title"]}


class PlanForm(OfPlanForm, forms.ModelForm):
    consent = forms.CharField(
        label=gettext_lazy("What people read before they answer"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=3000,
    )
    dimensions = forms.MultipleChoiceField(
        label=gettext_lazy("Give results by"),
        choices=DIMENSIONS.items,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    crossings = forms.MultipleChoiceField(
        label=gettext_lazy("And by both at once"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    class Meta:
        model = Plan
        fields = (
            "title",
            "questions",
            "analysis",
            "ethics",
            "reliability",
            "linkage",
            "k",
            "has_equality_questions",
        )
        widgets = {
            **{each: forms.Textarea(attrs={"rows": 3}) for each in WRITTEN_FREELY},
            "linkage": forms.RadioSelect,
        }

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        initial = {
            "consent": own_words(plan.consent.words) if plan.consent else "",
            "crossings": [CROSSING.join(sorted(one)) for one in plan.crossings],
        }
        super().__init__(*args, plan=plan, instance=plan, initial=initial, **kwargs)
        self.fields["crossings"].choices = [
            (CROSSING.join(pair), crossing_in_words(pair))
            for pair in combinations(sorted(DIMENSIONS), 2)
        ]
        self.fields["consent"].help_text = _("The portal adds: “%s”") % promise(
            k=plan.k, is_small=plan.is_small, is_by_codes=plan.is_by_codes
        )
        self.fields["dimensions"].help_text = _(
            "Declared before anybody answers. Each group needs enough people of its own."
        )
        self.fields["reliability"].help_text = _(
            "Between 0 and 0.99, from whoever published the scale: it says which change counts."
        )
        self.fields["has_equality_questions"].help_text = _(
            "Age band, disability, ethnic group and sex, on a page of their own after the "
            "questions after a course. Nobody has to answer. They are counted apart, and told for "
            "everybody together from %(k)d answers on."
        ) % {"k": QUOTING * plan.k}
        self._lock(plan, is_answered=plan.is_answered)

    def _lock(self, plan: Plan, *, is_answered: bool) -> None:
        k = self.fields["k"]
        k.min_value = k.widget.attrs["min"] = plan.k if is_answered or plan.is_small else K
        self.fields["linkage"].help_text = _(
            "Only codes: nobody is asked by their account or written to. Open a room, and hand out "
            "slips or links. It cannot be changed once somebody has answered."
        )
        k.help_text = _("Ten, or more. For five, ask the privacy officer on the page of the plan.")
        if is_answered:
            k.help_text = _("Somebody has answered: it can be raised, and never lowered again.")
            for name in ("dimensions", "crossings", "linkage", "has_equality_questions"):
                self.fields[name].disabled = True
            self.fields["dimensions"].help_text = _(
                "Somebody has answered, so these stay as they were declared."
            )
        self.initial["dimensions"] = plan.dimensions

    def clean_k(self) -> int:
        k = self.cleaned_data["k"]
        least = self.fields["k"].min_value
        if k < least:
            raise forms.ValidationError(_("It must be %d or more.") % least)
        return k

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        chosen = set(given.get("dimensions") or ())
        pairs = [one.split(CROSSING) for one in given.get("crossings") or ()]
        if any(set(pair) - chosen for pair in pairs):
            self.add_error("crossings", _("Tick each of the two above as well."))
        given["crossings"] = pairs
        return given

    @property
    def facts(self) -> dict[str, Any]:
        names = (*self.Meta.fields, "dimensions", "crossings")
        return {name: self.cleaned_data[name] for name in names if not self.fields[name].disabled}


class MomentForm(OfPlanForm):
    opens_after = forms.IntegerField(
        label=gettext_lazy("Opens after, in days"), min_value=0, max_value=1000
    )
    open_for = forms.IntegerField(
        label=gettext_lazy("Stays open for, in days"), min_value=1, max_value=365
    )

    def __init__(
        self, *args: Any, plan: Plan, wave: str, planned: PlannedWave | None, **kwargs: Any
    ) -> None:
        initial = {"opens_after": USUAL_DAYS.get(wave, 0), "open_for": 30}
        if planned:
            initial = {"opens_after": planned.opens_after, "open_for": planned.open_for}
        super().__init__(*args, plan=plan, initial=initial, **kwargs)
        self.fields["opens_after"].help_text = " ".join(_counted_from(plan, wave))
        if wave == Wave.PRE:
            self.fields["open_for"].disabled = True
            self.fields["open_for"].widget = forms.HiddenInput()
        published = Instrument.objects.published()
        self.known = {str(one.pk): one for one in published}
        measures = list(planned.measures.select_related("version")) if planned else []
        now = [str(one.version.instrument_id) for one in measures if not one.is_then]
        choices = [(key, one.title) for key, one in self.known.items()]
        for number, label in enumerate(ORDER):
            self.fields[f"asked_{number}"] = forms.ChoiceField(
                label=label,
                choices=[
                    ("", _("Nothing")),
                    *((key, one.title) for key, one in self.known.items()),
                ],
                required=not number,
                initial=now[number] if number < len(now) else "",
            )
        if wave == Wave.POST:
            self.fields["then"] = forms.MultipleChoiceField(
                label=_("Asked again about the time before"),
                help_text=_("“How was it before, as you see it now?” Kept apart from before."),
                choices=choices,
                widget=forms.CheckboxSelectMultiple,
                required=False,
                initial=[str(one.version.instrument_id) for one in measures if one.is_then],
            )

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if len(set(self._asked())) < len(self._asked()):
            self.add_error(None, _("The same questions stand here twice. Ask them once."))
        return given

    def _asked(self) -> list[str]:
        given = [self.cleaned_data.get(f"asked_{number}") for number in range(MOST_INSTRUMENTS)]
        return [key for key in given if key]

    @property
    def facts(self) -> MomentFacts:
        given = self.cleaned_data
        return MomentFacts(
            opens_after=given["opens_after"],
            open_for=given["open_for"],
            instruments=[self.known[key] for key in self._asked()],
            then=[self.known[key] for key in given.get("then") or ()],
        )


def _counted_from(plan: Plan, wave: str) -> Iterator[str]:
    yield str(COUNTED_FROM[wave])
    if wave == Wave.PRE:
        return
    earlier = AFTERWARDS[: AFTERWARDS.index(wave)]
    yield str(ASKED_TOO if plan.waves.filter(wave__in=earlier).exists() else NOT_ASKED)


ASKED_TOO = gettext_lazy(
    "Whoever finished before you add it is asked too, where that day is still to come for them."
)
NOT_ASKED = gettext_lazy(
    "Whoever finished before you add it is not asked, except on a course in the last three days."
)
USUAL_DAYS = {Wave.FOLLOW_UP: 60, Wave.LATER: 180}
COUNTED_FROM = {
    Wave.PRE: gettext_lazy(
        "From enrolling, joining a cohort or booking, whichever is first. It then stays open, "
        "however long that takes, until the first lesson is finished or the first session begins. "
        "Letters stop after 14 days."
    ),
    Wave.POST: gettext_lazy("From finishing the course, or from the last session."),
    Wave.FOLLOW_UP: gettext_lazy("From finishing the course, or from the last session."),
    Wave.LATER: gettext_lazy("From finishing the course, or from the last session."),
}


class SmallGroupsForm(OfPlanForm):
    because = forms.ChoiceField(
        label=gettext_lazy("Why are there so few?"),
        help_text=gettext_lazy("A pilot is one cohort, one course or one session; not several."),
        choices=SmallBecause,
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=gettext_lazy("What should the privacy officer know?"),
        help_text=gettext_lazy("How many people, and what is done so that nobody is found."),
        max_length=150,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    @property
    def facts(self) -> dict[str, Any]:
        given = self.cleaned_data
        because = SmallBecause(given["because"])
        return {"because": because.value, "reason": f"{because.label}. {given['reason']}"}


class DeclineForm(forms.Form):
    why = forms.CharField(
        label=gettext_lazy("If not: why? The lead reads this."),
        max_length=Plan._meta.get_field("k_answer").max_length,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

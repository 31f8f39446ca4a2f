"""A cohort, its series and its people, as whoever plans them fills them in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Person, User
from accounts.widgets import DayInput
from courses.actions.evaluating import about
from courses.forms.edits import WithEdits
from courses.forms.people import MOST_WORDS, KeyField, PeopleField, is_key, keys_in, words_in
from courses.models import Cohort, CoursePage, LiveSession, Series, SeriesPart
from courses.querysets import jobs_where_sessions_run, people_to_run_sessions, people_to_sit_with
from courses.small_plans import why_not
from evaluation.models import Plan

MOST_FOUND = 20
MOST_PARTS = 12
NOTHING_CHOSEN = {
    "age_band": gettext_lazy("No age band"),
    "series": gettext_lazy("No series"),
    "course": gettext_lazy("No course"),
    "evaluation_plan": gettext_lazy("Nothing is asked"),
    "lead": gettext_lazy("Choose somebody"),
}


class CohortForm(forms.ModelForm, WithEdits):
    class Meta:
        model = Cohort
        fields = (
            "name",
            "about",
            "lead",
            "starts_on",
            "ends_on",
            "series",
            "age_band",
            "course",
            "evaluation_plan",
            "is_pilot",
        )
        field_classes = dict.fromkeys(
            ("lead", "series", "age_band", "course", "evaluation_plan"), KeyField
        )
        widgets = {
            "about": forms.Textarea(attrs={"rows": 3}),
            "starts_on": DayInput,
            "ends_on": DayInput,
        }

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # What stands there already may stay, whatever has become of it since.
        courses = Q(pk__in=CoursePage.objects.visible_to(by)) | Q(pk=self.instance.course_id)
        self.fields["course"].queryset = CoursePage.objects.filter(courses).order_by("title")
        offer_plans(self)
        able = people_to_run_sessions(at=timezone.now()).values("pk")
        leads = Person.objects.filter(Q(pk__in=able) | Q(pk=self.instance.lead_id))
        self.fields["lead"].queryset = leads.order_by("display_name", "pk")
        self.fields["lead"].required = True
        self.fields["ends_on"].help_text = _("Empty means that it is not known yet.")
        self.fields["about"].help_text = _("Its people read this.")
        for name, words in NOTHING_CHOSEN.items():
            self.fields[name].empty_label = words
        if self.instance.pk:
            self.initial["edits"] = self.instance.edits
        else:
            self.initial.setdefault("lead", by.person)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        first, last = given.get("starts_on"), given.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("Choose the first day or a later one."))
        if "series" in self.changed_data and self._has_parts_of_another(given.get("series")):
            self.add_error("series", _("Its sessions are parts of another series already."))
        check_plan(self, given, is_pilot=bool(given.get("is_pilot")))
        return given

    def _has_parts_of_another(self, series: Series | None) -> bool:
        if not self.instance.pk:
            return False
        planned = self.instance.sessions.filter(part__isnull=False)
        return planned.exclude(part__series=series).exists()

    @property
    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class SeriesForm(WithEdits):
    title = forms.CharField(label=gettext_lazy("Title"), max_length=120)
    about = forms.CharField(
        label=gettext_lazy("What it is about"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    parts = forms.CharField(
        label=gettext_lazy("Its sessions, in their order"),
        help_text=gettext_lazy(
            "One title on each line, at most twelve. Sessions that are planned stay with their "
            "title, wherever you move its line."
        ),
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def clean_parts(self) -> list[str]:
        lines = [" ".join(line.split()) for line in self.cleaned_data["parts"].splitlines()]
        titles = [line for line in lines if line]
        if len(titles) > MOST_PARTS:
            raise forms.ValidationError(_("Twelve at most. Make two series of them."))
        if any(len(title) > SeriesPart._meta.get_field("title").max_length for title in titles):
            raise forms.ValidationError(_("One of these titles is longer than 120 letters."))
        if len({title.casefold() for title in titles}) < len(titles):
            raise forms.ValidationError(_("Two lines have the same title. Tell them apart."))
        return titles

    @property
    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("title", "about", "parts")}


class MembersForm(forms.Form):
    people = PeopleField(
        Person.objects.none(),
        label=gettext_lazy("Tick whoever belongs to it"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": gettext_lazy("Tick at least one person."),
            "invalid_choice": gettext_lazy("Somebody in the list cannot be added any more."),
        },
    )
    q = forms.CharField(
        label=gettext_lazy("Find people by name or staff number"),
        help_text=gettext_lazy("Who is ticked stays ticked."),
        max_length=MOST_WORDS,
        required=False,
    )

    def __init__(
        self, *args: Any, cohort: Cohort, by: Person, is_looking: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.by, self.today = by, timezone.localdate()
        self.members = cohort.memberships.current().values("person")
        self.reached = people_to_sit_with(by, on=self.today)
        field = self.fields["people"]
        field.required = not is_looking
        field.seen_by = gettext_lazy(
            "Its lead, whoever made it, those who may run any session, and each person themselves."
        )
        field.queryset = self.reached
        field.choices = [(one.pk, field.label_from_instance(one)) for one in self._shown()]

    def _shown(self) -> QuerySet[Person]:
        """Whoever is ticked, and whom the words find."""
        jobs = jobs_where_sessions_run(self.by, on=self.today)
        shown, words = Q(pk__in=keys_in(self["people"])), words_in(self["q"])
        if words:
            numbered = Q(pk__in=jobs.filter(staff_number__iexact=words).values("person"))
            named = Q(pk__in=self.reached.matching(words).values("pk"))
            found = self.reached.filter(numbered | named).exclude(pk__in=self.members)
            found = found.order_by("display_name", "pk")
            shown |= Q(pk__in=[one.pk for one in found[:MOST_FOUND]])
        people = self.reached.filter(shown).order_by("display_name", "pk")
        return people.prefetch_related(Prefetch("employments", queryset=jobs, to_attr="jobs_here"))


class TakeOutForm(forms.Form):
    people = PeopleField(
        Person.objects.none(),
        label=gettext_lazy("Tick whoever does not belong to it any more"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Tick at least one person.")},
    )

    def __init__(self, *args: Any, cohort: Cohort, by: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        jobs = jobs_where_sessions_run(by, on=timezone.localdate())
        members = Person.objects.filter(pk__in=cohort.memberships.current().values("person"))
        self.fields["people"].queryset = members.order_by("display_name", "pk").prefetch_related(
            Prefetch("employments", queryset=jobs, to_attr="jobs_here")
        )


class RosterForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("The list, as a CSV file"),
        help_text=gettext_lazy(
            "With the heading “e-mail” or “staff number”. In a spreadsheet: Save as, then CSV "
            "UTF-8."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv"}),
        allow_empty_file=True,
    )


def offer_plans(form: forms.ModelForm) -> None:
    kept = Q(pk=form.instance.evaluation_plan_id)
    form.fields["evaluation_plan"].queryset = Plan.objects.filter(Q(closed_at=None) | kept)


def check_plan(form: forms.ModelForm, given: Mapping[str, Any], *, is_pilot: bool = True) -> None:
    plan = given.get("evaluation_plan")
    if words := why_not(plan, key=about(form.instance), is_pilot=is_pilot):
        form.add_error("evaluation_plan", words)


def offer_cohorts(form: forms.ModelForm, *, by: User) -> None:
    """To the form of a session: cohorts that they may plan, and every part there is."""
    cohorts = Cohort.objects.filter(
        Q(pk__in=Cohort.objects.planned_by(by).values("pk")) | Q(pk=form.instance.cohort_id)
    )
    form.fields["cohort"].queryset = cohorts
    parts = SeriesPart.objects.select_related("series").order_by("series__title", "number")
    form.fields["part"].queryset = parts
    form.fields["part"].label_from_instance = lambda part: f"{part} ({part.series})"


def check_part(form: forms.ModelForm, given: dict[str, Any]) -> None:
    cohort, part = given.get("cohort"), given.get("part")
    if part and given.get("kind") == LiveSession.Kind.WELLBEING:
        words = _("A wellbeing session is no part of a series: who comes to it stays private.")
        form.add_error("part", words)
    elif part and cohort and part.series_id != cohort.series_id:
        form.add_error("part", _("Choose a part of the series that this cohort goes through."))
    if given.get("is_open_to_others") and not cohort:
        given["is_open_to_others"] = False


def preset_for(cohorts: QuerySet[Cohort], said: Mapping[str, str]) -> dict[str, Any]:
    """What a session for a cohort begins with, as the link to its form says."""
    key, number = said.get("cohort", ""), said.get("part", "")
    cohort = cohorts.filter(pk=key).first() if is_key(key) else None
    if cohort is None:
        return {}
    facts = {"cohort": cohort, "age_band": cohort.age_band_id, "course": cohort.course_id}
    if cohort.series and is_key(number):
        part = cohort.series.parts.filter(pk=number).first()
        facts |= {"part": part, "title": part.title} if part else {}
    return facts

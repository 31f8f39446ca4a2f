"""Who was there, as a facilitator ticks it off on a phone."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy

from accounts.models import Person, Sector
from courses.forms.people import MOST_WORDS, PeopleField, is_key, keys_in, words_in
from courses.models import LiveSession
from courses.querysets import jobs_where_sessions_run, people_to_sit_with

MOST_FOUND = 20
OLDEST = 12 * 60 * 60
"""Seconds."""


class SaidLaterForm(forms.Form):
    """What was said without a signal arrives with its age."""

    age = forms.IntegerField(
        min_value=0, max_value=OLDEST, required=False, widget=forms.HiddenInput
    )

    def said_at(self, now: datetime) -> datetime:
        return now - timedelta(seconds=self.cleaned_data["age"] or 0)


class AttendanceForm(SaidLaterForm):
    here = PeopleField(
        Person.objects.none(),
        label=gettext_lazy("Tick everybody who is there"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    q = forms.CharField(
        label=gettext_lazy("Find somebody who came without a place"),
        help_text=gettext_lazy("By name. Who is ticked stays ticked."),
        max_length=MOST_WORDS,
        required=False,
    )

    def __init__(self, *args: Any, session: LiveSession, by: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by, self.today = by, timezone.localdate()
        self.session = session
        field = self.fields["here"]
        field.seen_by = gettext_lazy("Each person their own, and whoever runs this session.")
        field.queryset = self._shown()
        field.choices = [(one.pk, field.label_from_instance(one)) for one in field.queryset]

    @property
    def shown(self) -> list[int]:
        """Whoever is on the page, ticked or not."""
        return [one.pk for one in self.fields["here"].queryset]

    @property
    def was(self) -> set[int]:
        """Whoever was ticked on the page as it was first shown."""
        return self._said("was") if self.is_bound else set(self.initial.get("here", ()))

    def ticked(self) -> set[int]:
        return {person.pk for person in self.cleaned_data["here"]}

    def marked(self) -> list[Person]:
        """Everybody on the page as it was shown, ticked or not; of those found by name, only who
        is ticked. Of whoever booked since, nobody has said anything.
        """
        here, shown = self.ticked(), self._said("shown")
        unticked = shown & set(self._expected().values_list("pk", flat=True))
        return [one for one in self.fields["here"].queryset if one.pk in here | unticked]

    def changed(self) -> set[int]:
        """Whose tick is another than on the page as it was shown, or was another in between."""
        return self.ticked() ^ self.was | self._said("touched")

    def _said(self, name: str) -> set[int]:
        return {int(key) for key in self.data.getlist(name) if is_key(key)}

    def _expected(self) -> QuerySet[Person]:
        """Whoever has a place, and whoever was marked before."""
        booked = self.session.bookings.holding().values("person")
        marked = self.session.attendances.exclude(person=None).values("person")
        return Person.objects.filter(Q(pk__in=booked) | Q(pk__in=marked))

    def _shown(self) -> QuerySet[Person]:
        reached = people_to_sit_with(self.by, on=self.today)
        ticked, words = keys_in(self["here"]), words_in(self["q"])
        shown = Q(pk__in=self._expected().values("pk")) | Q(pk__in=reached.filter(pk__in=ticked))
        if words:
            found = reached.matching(words).order_by("display_name", "pk")[:MOST_FOUND]
            shown |= Q(pk__in=[one.pk for one in found])
        jobs = jobs_where_sessions_run(self.by, on=self.today)
        people = Person.objects.filter(shown).order_by("display_name", "pk")
        return people.prefetch_related(Prefetch("employments", queryset=jobs, to_attr="jobs_here"))


class GuestForm(SaidLaterForm):
    name = forms.CharField(
        label=gettext_lazy("Name"),
        help_text=gettext_lazy("Of somebody who is not on the portal."),
        max_length=120,
    )
    sector = forms.ModelChoiceField(
        Sector.objects.filter(is_active=True),
        label=gettext_lazy("Discipline"),
        empty_label=gettext_lazy("Not said"),
        required=False,
    )

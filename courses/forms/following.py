"""Which session a check-in follows, as a facilitator plans it."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Person
from courses.after import check_in_day
from courses.forms.people import KeyField, is_key
from courses.models import LiveSession
from courses.querysets import people_to_run_sessions, sessions_to_follow

MINUTES = 75
MOST_TITLE = 120
ONLY_A_CHECK_IN = gettext_lazy(
    "Only a check-in follows a session. Choose check-in as its kind, or leave this empty."
)


class FollowsField(KeyField):
    def label_from_instance(self, session: LiveSession) -> str:
        day = date_format(timezone.localtime(session.starts_at), "j F Y")
        return f"{session.title}, {day}"


def let_follow(form: forms.ModelForm, by: Person) -> None:
    """Sessions of their own; what stands there already may stay.

    Whoever ran or supported the chosen one may do so again.
    """
    now, kept = timezone.now(), form.instance.follows_id
    mine = sessions_to_follow(by, at=now).values("pk")
    found = LiveSession.objects.filter(Q(pk__in=mine) | Q(pk=kept)).exclude(pk=form.instance.pk)
    form.fields["follows"].queryset = found.order_by("-starts_at", "-pk")
    chosen = str(form["follows"].value())
    followed = found.filter(pk=chosen).first() if is_key(chosen) else None
    if followed:
        named = people_to_run_sessions(at=now, session=followed)
        form.fields["facilitators"].queryset |= named
        form.fields["support_person"].queryset |= named


def refuse_odd_following(form: forms.ModelForm, given: dict[str, Any]) -> None:
    """One sentence beside the field, before the database says it."""
    if given.get("follows") and given.get("kind") != LiveSession.Kind.CHECK_IN:
        form.add_error("follows", ONLY_A_CHECK_IN)


def check_in_after(session: LiveSession) -> dict[str, Any]:
    """What the form begins with: the same people and place, about sixty days later."""
    began = timezone.localtime(session.starts_at)
    about = ("course", "age_band", "theme", "provider", "cohort", "is_open_to_others")
    same = (*about, "place", "video_link", "capacity", "support_person")
    day = check_in_day(began.date())
    hour = time(began.hour, began.minute)
    return {
        **{name: getattr(session, name) for name in same},
        "kind": LiveSession.Kind.CHECK_IN,
        "follows": session,
        "title": (_("Check-in: %s") % session.title)[:MOST_TITLE],
        "day": day if _is_to_come(day, hour) else None,
        "hour": hour,
        "minutes": MINUTES,
        "facilitators": session.facilitators,
    }


def _is_to_come(day: Any, hour: time) -> bool:
    return timezone.make_aware(datetime.combine(day, hour)) > timezone.now()

"""What people type after a session: what they will do, and what there is to read again."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.forms.elsewhere import EvidenceField
from courses.forms.people import MOST_WORDS as FIND_WORDS
from courses.models import Commitment, LiveSession

MOST_WORDS = 400
NO_CASE = gettext_lazy("One thing, in plain words. Nothing about a case, and nobody's name.")


class CommitmentForm(forms.Form):
    words = forms.CharField(
        label=gettext_lazy("What will you do?"),
        help_text=NO_CASE,
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    is_shown = forms.BooleanField(
        label=gettext_lazy("The group may see it, with my name"), required=False
    )

    def __init__(self, *args: Any, session: LiveSession, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if session.is_private:
            del self.fields["is_shown"]
            self.fields["words"].seen_by = _("Only you.")
        else:
            self.fields["words"].seen_by = _("Only you, unless you tick the box.")
            self.fields["is_shown"].seen_by = _("Those who were there, and the facilitators.")


class SharedForm(forms.Form):
    shared = forms.CharField(
        label=gettext_lazy("What will the group do?"),
        help_text=NO_CASE,
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["shared"].seen_by = _("Those who were there, and whoever runs this session.")


class StandsForm(forms.Form):
    stands = forms.ChoiceField(
        label=gettext_lazy("Where does it stand now?"),
        choices=Commitment.Stands.choices,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stands"].seen_by = _("Only you.")


class FindForm(forms.Form):
    q = forms.CharField(
        label=gettext_lazy("Words of its title"), max_length=FIND_WORDS, required=False
    )


class LinkForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("Title"), max_length=160)
    link = forms.URLField(
        label=gettext_lazy("Link"),
        max_length=500,
        assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"])],
    )


class FileForm(forms.Form):
    """Of a prefix: it stands on one page with the form of a link."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=160)
    file = EvidenceField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "A PDF, a Word or OpenDocument file, or a photo without anybody in it. At most 10 MB."
        ),
        allow_empty_file=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix="file", **kwargs)
        self.fields["file"].seen_by = _("Those who were there or had a place, and facilitators.")

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 10_000
REMINDER = _(
    "No names and no case details, even changed ones. Could someone local recognise this? "
    "Then use plainer words."
)


class PostForm(forms.Form):
    body = forms.CharField(
        label=_("What you would like to say"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=LONGEST,
        help_text=REMINDER,
        error_messages={"required": _("Write something before you send it.")},
    )
    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class ThreadForm(PostForm):
    title = forms.CharField(
        label=_("Title"),
        max_length=140,
        help_text=_("A question works best. It can be read by every member."),
        error_messages={"required": _("Give it a title, so that others find it.")},
    )
    field_order = ["title", "body", "submission"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"].label = _("What you would like to ask or share")

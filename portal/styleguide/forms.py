"""A form with every kind of field, for the style page. It saves nothing."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.widgets import DateBoxesField

DAYS = [("mon", _("Monday")), ("wed", _("Wednesday")), ("fri", _("Friday"))]
ROUTES = [("read", _("Read it")), ("listen", _("Listen to it")), ("later", _("Come back later"))]


class EveryField(forms.Form):
    name = forms.CharField(label=_("Your name"), help_text=_("As you would like to be called."))
    email = forms.EmailField(label=_("E-mail address"), help_text=_("It need not be a work one."))
    password = forms.CharField(
        label=_("Password"), widget=forms.PasswordInput({"autocomplete": "new-password"})
    )
    about = forms.CharField(
        label=_("What would you like to change?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=200,
        required=False,
    )
    about.seen_by = _("Only you can read this. It is in no report, search or export.")
    profession = forms.ChoiceField(
        label=_("Profession"), choices=[("", _("Choose one")), ("hv", _("Health visitor"))]
    )
    route = forms.ChoiceField(
        label=_("How would you like to take it?"), choices=ROUTES, widget=forms.RadioSelect
    )
    route.choice_hints = {"later": _("We ask again next week. Nobody sees what you chose.")}
    days = forms.MultipleChoiceField(
        label=_("Which days suit you?"),
        help_text=_("Choose as many as you like."),
        choices=DAYS,
        widget=forms.CheckboxSelectMultiple,
    )
    started = DateBoxesField(label=_("When did you start?"), help_text=_("For example, 27 3 2019."))
    by = forms.DateField(label=_("Suggested by"), required=False)
    people = forms.IntegerField(label=_("How many people?"), min_value=1, required=False)
    letter = forms.FileField(label=_("A letter, as a PDF"), required=False)
    place = forms.CharField(
        label=_("Workplace"), initial=_("Wenlow Family Hub"), disabled=True, required=False
    )
    agree = forms.BooleanField(
        label=_("I have read the charter"), help_text=_("You can read it again at any time.")
    )

    def clean(self):
        raise ValidationError(_("These dates overlap. Change one of them."))


def _scale(statement):
    answers = (
        _("Strongly disagree"),
        _("Disagree"),
        _("Neither"),
        _("Agree"),
        _("Strongly agree"),
        _("Not sure, or not my role"),
    )
    return forms.ChoiceField(
        label=statement,
        choices=list(enumerate(answers, 1)),
        widget=forms.RadioSelect,
        required=False,
    )


class Scale(forms.Form):
    first = _scale(
        _("When someone becomes distressed with me, I know what to do in the first few minutes.")
    )
    second = _scale(_("I could suggest a change that would make my service feel safer."))

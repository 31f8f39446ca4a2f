from __future__ import annotations

from django import forms

from evaluation.models import Instrument, Item, Response, ResponseOption


class SurveyForm(forms.Form):
    """One statement a field; any may be skipped."""

    def __init__(self, *args, instrument: Instrument, response: Response | None = None, **kwargs):
        self.items = list(instrument.items.prefetch_related("response_set__options"))
        given = dict(response.answers.values_list("item_id", "option_id")) if response else {}
        super().__init__(*args, **kwargs)
        for item in self.items:
            options = item.response_set.options.all()
            self.fields[item.code] = forms.TypedChoiceField(
                label=item.text,
                choices=[(option.pk, option.label) for option in options],
                coerce=int,
                empty_value=None,
                widget=forms.RadioSelect,
                required=False,
                initial=given.get(item.pk),
            )

    def answers(self) -> dict[Item, ResponseOption | None]:
        return {
            item: next(
                (
                    option
                    for option in item.response_set.options.all()
                    if option.pk == self.cleaned_data[item.code]
                ),
                None,
            )
            for item in self.items
        }

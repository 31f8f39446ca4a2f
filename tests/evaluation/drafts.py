"""Drafts as they are typed into the editor."""

import factory
from django.urls import reverse
from factory.django import DjangoModelFactory
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from evaluation.models import ResponseOption, ResponseSet

ADD = "wagtailsnippets_evaluation_instrument:add"
EDIT = "wagtailsnippets_evaluation_instrument:edit"
LICENCE = {"licence_holder": "Us", "licence_terms": "Our own wording", "licence_source": ""}
YES_NO = [(1, "Yes"), (0, "No")]


class ResponseSetFactory(DjangoModelFactory):
    class Meta:
        model = ResponseSet
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"yes-no-{n}")
    label = "Yes or no"

    @factory.post_generation
    def options(self, create, extracted, **kwargs):
        self.options.set(
            ResponseOption(code=code, label=label, order=order)
            for order, (code, label) in enumerate(extracted or YES_NO)
        )
        self.save()


def item(kind, text, **fields):
    value = {"text": text, "code": "", "after": "", "after_codes": ""}
    if kind != "statement":
        value |= {"hint": "", "kirkpatrick": "", "purpose": ""}
    if kind == "likert":
        value["response_set"] = ""
    return kind, value | fields


def section(*items, title="About you", response_set="", **fields):
    given = {"title": title, "intro": "", "code": "", "response_set": response_set, **fields}
    return "section", {**given, "items": streamfield(items)}


def scale(title, items, *, missing="strict", least="", code=""):
    given = {"title": title, "items": items, "missing": missing, "least": least, "code": code}
    return "scale", given


def typed(*sections, scales=(), **fields):
    """What the form sends; the licence is given."""
    form = {
        "title": "How confident you feel",
        "slug": "",
        "intro": "",
        "who_sees": "You.",
        "minutes": "2",
        "sections": streamfield(sections),
        "scales": streamfield(scales),
        "licence_checked_on": "",
        **LICENCE,
        **fields,
    }
    return nested_form_data(form)


def again(client, instrument, *sections, **fields):
    """The same draft opened and saved with these pages."""
    url = reverse(EDIT, args=[instrument.pk])
    opened = client.get(url).context["form"]["began_with"].value()
    fields = {"title": instrument.title, "slug": instrument.slug, "began_with": opened} | fields
    return client.post(url, typed(*sections, **fields))


def typed_set(*options, label="Agreement"):
    rows = [{"code": code, "label": words, "kind": kind} for code, words, kind in options]
    return nested_form_data({"label": label, "slug": "", "options": inline_formset(rows)})

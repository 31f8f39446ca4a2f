"""What a browser posts from the form of the CMS when nothing in it is changed."""

from django.forms import ModelMultipleChoiceField
from wagtail import blocks
from wagtail.blocks import RichTextBlock, StreamValue

NO_COMMENTS = {"comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}


def form_of(client, url):
    form = client.get(url).context["form"]
    said = dict(NO_COMMENTS)
    for name, field in form.fields.items():
        value = form[name].value()
        if isinstance(value, StreamValue):
            said |= _listed(name, [(one.block_type, one.id, one) for one in value])
        elif isinstance(field, ModelMultipleChoiceField):
            said[name] = [getattr(one, "pk", one) for one in value or ()]
        elif value is not False:
            said[name] = "" if value is None else value
    return said


def _listed(name, items):
    said = {f"{name}-count": len(items)}
    for number, (kind, key, child) in enumerate(items):
        place = f"{name}-{number}"
        said |= {f"{place}-deleted": "", f"{place}-order": number, f"{place}-id": key or ""}
        if kind:
            said[f"{place}-type"] = kind
        said |= _said(f"{place}-value", child.block, child.value)
    return said


def _said(name, block, value):
    if isinstance(block, blocks.StructBlock):
        parts = (_said(f"{name}-{key}", one, value[key]) for key, one in block.child_blocks.items())
        return {key: words for part in parts for key, words in part.items()}
    if isinstance(block, blocks.ListBlock):
        return _listed(name, [("", one.id, one) for one in value.bound_blocks])
    shown = block.value_for_form(value)
    shown = getattr(shown, "pk", shown)
    if isinstance(block, RichTextBlock):
        shown = block.field.widget.format_value(shown)
    return {} if shown is False else {name: "" if shown is None else shown}

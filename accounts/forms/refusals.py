from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.forms import BaseForm


@contextmanager
def told_in(form: BaseForm) -> Iterator[None]:
    """What an action refuses is said beside the field, as if the form had found it.

    Afterwards `form.is_valid()` says whether the action was done.
    """
    try:
        yield
    except ValidationError as refused:
        form.add_error(None, refused)

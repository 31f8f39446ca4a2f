"""One letter from one template name: subject, text and HTML. Never sends inside a transaction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string


def compose(
    *, template: str, to: str, words: Mapping[str, Any], headers: Mapping[str, str] | None = None
) -> EmailMultiAlternatives:
    """Render `emails/<template>.{subject.txt,txt,html}`; every template also knows `site_url`."""
    context = {"site_url": settings.SITE_URL, **words}
    subject = render_to_string(f"emails/{template}.subject.txt", context)
    letter = EmailMultiAlternatives(
        subject=" ".join(subject.split()),
        body=render_to_string(f"emails/{template}.txt", context),
        to=[to],
        headers=dict(headers or {}),
    )
    letter.attach_alternative(render_to_string(f"emails/{template}.html", context), "text/html")
    return letter

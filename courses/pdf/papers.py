"""What our papers say. Nothing on them is a mark, and nothing says "accredited"."""

from __future__ import annotations

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from courses.hours import in_words
from courses.models import Certificate
from courses.pdf.writing import write_pdf
from resources.models import Partnership


def certificate_pdf(certificate: Certificate, *, check_url: str) -> bytes:
    """For its owner: it carries their name whether or not whoever has the code sees it."""
    release, name = certificate.release, str(certificate.person)
    words = {
        **frame(title=release.title, author=name),
        "name": name,
        "has_finished": _("has finished"),
        "outcomes_heading": _("After it you can"),
        "outcomes": list(release.outcomes),
        "facts_heading": _("About this learning"),
        "facts": _facts(certificate),
        "check_heading": _("Check this certificate"),
        "check_words": _("Type the code at"),
        "check_url": f"{check_url}?code={certificate.code}",
        "check_shown": check_url.partition("://")[2],
        "what_it_is": _("A record of continuing professional development (CPD)."),
    }
    return write_pdf("certificate", words, dated=certificate.finished_on)


def frame(*, title: str, author: str) -> dict[str, Any]:
    """What stands on every paper of ours."""
    language, _dash, region = (get_language() or "en-gb").partition("-")
    return {
        "lang": language,
        "region": region or "gb",
        "title": title,
        "author": author,
        "kind": _("CPD record"),
        "owner": str(Partnership.load()),
    }


def _facts(certificate: Certificate) -> list[tuple[str, str]]:
    release = certificate.release
    facts = [
        (_("Finished"), date_format(certificate.finished_on, "j F Y")),
        (_("Self-directed"), in_words(release.self_directed_minutes)),
        (_("Participatory"), in_words(release.participatory_minutes)),
        (_("Release"), str(release.number)),
    ]
    if release.level:
        facts.append((_("Level"), release.level))
    if certificate.valid_until:
        facts.append((_("Valid until"), date_format(certificate.valid_until, "j F Y")))
    if certificate.withdrawn_at:
        facts.append((_("Status"), str(certificate.Status.WITHDRAWN.label)))
    return [*facts, (_("Code"), certificate.code_in_groups)]

"""What our papers say. Nothing on them is a mark, and nothing says "accredited"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.papers.writing import write_pdf
from courses.cpd_log import Log
from courses.hours import in_words
from courses.models import Certificate
from resources.models import Partnership

HERE = Path(__file__).parent


def certificate_pdf(certificate: Certificate, *, check_url: str) -> bytes:
    """For its owner: it carries their name whether or not whoever has the code sees it."""
    words = _certificate(certificate, check_url)
    return write_pdf(HERE / "certificate.typ", words, dated=certificate.finished_on)


def certificates_pdf(certificates: Sequence[Certificate], *, check_url: str) -> bytes:
    """One a page, to be printed and handed over."""
    papers = [_certificate(one, check_url) for one in certificates]
    owner = str(Partnership.load())
    words = {**frame(title=papers[0]["title"], author=owner), "papers": papers}
    return write_pdf(HERE / "certificates.typ", words, dated=certificates[0].finished_on)


def _certificate(certificate: Certificate, check_url: str) -> dict[str, Any]:
    facts, name = certificate.facts_then, str(certificate.person)
    return {
        **frame(title=facts.title, author=name),
        "name": name,
        "has_finished": _("has finished"),
        "outcomes_heading": _("After it you can"),
        "outcomes": list(facts.outcomes),
        "facts_heading": _("About this learning"),
        "facts": _facts(certificate),
        "check_heading": _("Check this certificate"),
        "check_words": _("Type the code at"),
        "check_url": f"{check_url}?code={certificate.code}",
        "check_shown": check_url.partition("://")[2],
        "what_it_is": _("A record of continuing professional development (CPD)."),
    }


def cpd_pdf(log: Log, *, person: Person, on: date) -> bytes:
    """For its owner, who decides whether their private notes stand in it."""
    record, name = log.record, str(person)
    words = {
        **frame(title=_("CPD record"), author=name),
        "name": name,
        "period": _("From %(since)s to %(until)s")
        % {name: date_format(getattr(record, name), "j F Y") for name in ("since", "until")},
        "headings": log.headings,
        "widths": _widths(log),
        "groups": [
            {
                "heading": group.heading,
                "rows": log.table_of(group),
                "total": _total(log, group.alone, group.others),
            }
            for group in record.groups
        ],
        "nothing": _("Nothing was written down in this period."),
        "total": _total(log, record.alone, record.others, all_together=True),
        "what_it_is": _(
            "“Finished here” was checked by the portal, “Recognised” by a trainer, and “Declared” "
            "by nobody but the person whose record this is."
        ),
    }
    return write_pdf(HERE / "cpd.typ", words, dated=on)


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


def _widths(log: Log) -> list[int]:
    """Shares of the line; nought is as wide as its words."""
    hours = [2, 0, 0] if log.has_hours else []
    return [0, 2, 3, *hours, *([4] if log.with_notes else [])]


def _total(log: Log, alone: int, others: int, *, all_together: bool = False) -> str:
    if not log.has_hours:
        return ""
    words = (
        _("All together: %(alone)s self-directed, %(others)s participatory, %(total)s in all.")
        if all_together
        else _("%(alone)s self-directed, %(others)s participatory, %(total)s in all.")
    )
    minutes = {"alone": alone, "others": others, "total": alone + others}
    return words % {name: in_words(value) for name, value in minutes.items()}


def _facts(certificate: Certificate) -> list[tuple[str, str]]:
    then = certificate.facts_then
    facts = [
        (_("Finished"), date_format(certificate.finished_on, "j F Y")),
        (_("Self-directed"), in_words(then.self_directed_minutes)),
        (_("Participatory"), in_words(then.participatory_minutes)),
        (_("Release"), str(certificate.release.number)),
    ]
    if then.level:
        facts.append((_("Level"), then.level))
    if certificate.valid_until and not certificate.withdrawn_at:
        facts.append((_("Valid until"), date_format(certificate.valid_until, "j F Y")))
    if certificate.withdrawn_at:
        facts.append((_("Status"), str(certificate.Status.WITHDRAWN.label)))
    return [*facts, (_("Code"), certificate.code_in_groups)]

"""Who took part."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluation.disclosure import percentage
from evaluation.flow import Flow, in_words
from evaluation.models import Release, Wave
from evaluation.reports.parts import Part, Table

FLOW = {
    "invited": gettext_lazy("Asked"),
    "bounced": gettext_lazy("Could not be reached by e-mail"),
    "started": gettext_lazy("Began"),
    "partial": gettext_lazy("Began and did not send"),
    "complete": gettext_lazy("Answered at least once"),
    "matched_pre_post": gettext_lazy("Answered both before and after"),
    "matched_all": gettext_lazy("Answered every time"),
    "withdrawn": gettext_lazy("Took their answers back"),
    "expired": gettext_lazy("Time ran out"),
}


def took_part(release: Release) -> Iterator[Part]:
    rows = [
        (str(words), in_words(release.flow[key], k=release.k))
        for key, words in FLOW.items()
        if key in release.flow
    ]
    sentence = _(
        "Counts of people are given to the nearest five. Only those who answered both before and "
        "after are in the figures about change."
    )
    table = Table(_("Who took part"), (_("What"), _("People")), tuple(rows))
    yield Part(_("Who took part"), (sentence,), (table,))
    if moments := tuple(_by_moment(release)):
        yield Part(_("Answers at each moment"), (), moments, is_annex=True)


def _by_moment(release: Release) -> Iterator[Table]:
    flow = release.flow
    rows = [
        (
            str(wave.label),
            in_words(flow[f"asked_{wave}"], k=release.k),
            *_answered(flow, wave, release.k),
        )
        for wave in Wave
        if f"asked_{wave}" in flow
    ]
    headings = (_("Moment"), _("Asked"), _("Answered"), _("Share who answered"))
    if rows:
        yield Table(_("Answers at each moment"), headings, tuple(rows))


def _answered(flow: Flow, wave: Wave, k: int) -> tuple[str, str]:
    asked, answered = flow[f"asked_{wave}"], flow[f"answered_{wave}"]
    share = None if asked is None or answered is None else percentage(answered, asked, k)
    return in_words(answered, k=k), _("not shown") if share is None else f"{share}%"

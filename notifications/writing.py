"""One source for each message, in Markdown: its subject, its text and its HTML follow from it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from markdown_it import MarkdownIt

from notifications.kinds import Kind

_markdown = MarkdownIt("commonmark", {"html": False})
_SPECIAL = re.compile(r"([\\`*_\[\]<>#&~|])")
_ESCAPED = re.compile(r"\\([\\`*_\[\]<>#&~|])")
_PLACE = re.compile(r"\{(\w+)\}")
_LINK = re.compile(r"(?<!\\)\[(?P<label>(?:\\.|[^\]\\])+)\]\((?P<url>[^)\s]+)\)")
_STRONG = re.compile(r"(?<!\\)\*\*(.+?)(?<!\\)\*\*")


LONGEST_SUBJECT = 100


@dataclass(frozen=True)
class Words:
    """What one message says."""

    title: str
    body: str
    """Markdown."""
    path: str
    """As it is kept: a letter may lead by a key that is kept nowhere (see `kept_path`)."""

    @property
    def text(self) -> str:
        text = _LINK.sub(lambda link: f"{link['label']}:\n{absolute(link['url'])}", self.body)
        return _ESCAPED.sub(r"\1", _STRONG.sub(r"\1", text))

    @property
    def html(self) -> str:
        return _markdown.render(
            _LINK.sub(lambda link: f"[{link['label']}]({absolute(link['url'])})", self.body)
        )


def write(*, kind: Kind, words: Mapping[str, Any], source: str = "") -> Words:
    """From the portal's own source, or from another in which each word stands in braces."""
    written = {name: _as_written(word) for name, word in words.items()}
    if source:
        said = _PLACE.sub(lambda place: str(written[place[1]]), source)
    else:
        said = render_to_string(f"emails/{kind.template}.md", written)
    title, _, body = said.replace("\r\n", "\n").strip().partition("\n\n")
    return Words(
        title=_ESCAPED.sub(r"\1", " ".join(title.split())),
        body=body.strip(),
        path=str(words.get("kept_path") or words.get("path", "/")),
    )


def default_source(kind: Kind) -> str:
    """The portal's own words, each word of the kind in braces."""
    braces = {word: mark_safe(f"{{{word}}}") for word in kind.meaning}
    return render_to_string(f"emails/{kind.template}.md", braces).strip()


def sample_words(kind: Kind) -> dict[str, str]:
    """For a preview: what each word means, where the word itself would stand."""
    return {word: "/" if word == "path" else f"[{means}]" for word, means in kind.meaning.items()}


def problems_in(source: str, *, meaning: Mapping[str, Any]) -> list[str]:
    """What whoever wrote it has to mend, in a sentence each."""
    used = set(_PLACE.findall(source))
    known = ", ".join(f"{{{word}}} ({means})" for word, means in meaning.items())
    problems = [
        gettext("There is no word {%(word)s} here. These are known: %(known)s.")
        % {"word": word, "known": known}
        for word in sorted(used - set(meaning))
    ]
    if "path" in meaning and "path" not in used:
        problems.append(gettext("Say where to go: write [a few words]({path})."))
    title, _, body = source.replace("\r\n", "\n").strip().partition("\n\n")
    if not body.strip():
        problems.append(gettext("Write the subject, one empty line, and then the message."))
    elif "\n" in title or len(title) > LONGEST_SUBJECT:
        problems.append(
            gettext("The subject is one line of at most %(n)d letters.") % {"n": LONGEST_SUBJECT}
        )
    return problems


def absolute(url: str) -> str:
    return f"{settings.SITE_URL}{url}" if url.startswith("/") else url


def _as_written(word: Any) -> Any:
    """What somebody typed stays as typed, whatever it means in Markdown; an address stays whole."""
    if not isinstance(word, str):
        return word
    if word.startswith("/"):
        return mark_safe(word)
    return mark_safe(_SPECIAL.sub(r"\\\1", word))

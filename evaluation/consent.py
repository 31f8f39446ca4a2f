"""What people are told before they answer: the words of a plan, and the portal's own promise.

Functions of their arguments only.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

PARAGRAPH = "\n\n"


def consent_words(own: str, *, k: int, is_small: bool) -> str:
    """The promise is never typed: it always names the number that holds."""
    return f"{own.strip()}{PARAGRAPH}{promise(k=k, is_small=is_small)}"


def own_words(words: str) -> str:
    """What somebody wrote, without the promise beneath it."""
    own, paragraph, _promise = words.rpartition(PARAGRAPH)
    return own if paragraph else words


def promise(*, k: int, is_small: bool) -> str:
    words = _("Results are shown only as totals of at least %(k)d people.") % {"k": k}
    if not is_small:
        return words
    fewer = _(
        "That is fewer than usual, because this is a pilot or a single session. The privacy "
        "officer has agreed to it."
    )
    return f"{words} {fewer}"

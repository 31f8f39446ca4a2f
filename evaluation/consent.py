"""What people are told before they answer: the words of a plan, and the portal's own promise.

Functions of their arguments only.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

PARAGRAPH = "\n\n"


def consent_words(own: str, *, k: int, is_small: bool, is_by_codes: bool) -> str:
    """The promise is never typed: it always says what holds."""
    promised = promise(k=k, is_small=is_small, is_by_codes=is_by_codes)
    return f"{own.strip()}{PARAGRAPH}{promised}"


def own_words(words: str) -> str:
    """What somebody wrote, without the promise beneath it."""
    own, paragraph, _promise = words.rpartition(PARAGRAPH)
    return own if paragraph else words


def promise(*, k: int, is_small: bool, is_by_codes: bool) -> str:
    said = [_("Results are shown only as totals of at least %(k)d people.") % {"k": k}]
    if is_small:
        fewer = _(
            "That is fewer than usual, because this is a pilot or a single session. The privacy "
            "officer has agreed to it."
        )
        said.append(fewer)
    by_codes = _(
        "Before and after are put together by the code on your slip or in your link, and by "
        "nothing else: no account leads to your answers."
    )
    by_record = _(
        "Before and after are put together by a code made from your record here, or by the code "
        "on your slip. Your name is kept apart from it."
    )
    return " ".join([*said, by_codes if is_by_codes else by_record])

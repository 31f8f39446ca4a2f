"""Signs that a backslash makes into plain characters."""

from __future__ import annotations

# Unstorable in every text that is read, so free to stand for an escaped sign meanwhile.
STAND_INS = range(0x0E, 0x20)


class Escapes:
    """`hide` puts a stand-in for each escaped sign, `show` the sign itself."""

    def __init__(self, meanings: dict[str, str]) -> None:
        # Two backslashes first: neither of them escapes what stands behind.
        signs = sorted(meanings, key=lambda sign: sign != "\\")
        stand_ins = dict(zip(signs, map(chr, STAND_INS), strict=False))
        self._hidden = {f"\\{sign}": stand_in for sign, stand_in in stand_ins.items()}
        self._shown = {ord(stand_ins[sign]): meaning for sign, meaning in meanings.items()}
        self._written = {ord(meaning): f"\\{sign}" for sign, meaning in meanings.items()}

    def hide(self, source: str) -> str:
        for escaped, stand_in in self._hidden.items():
            source = source.replace(escaped, stand_in)
        return source

    def show(self, hidden: str) -> str:
        return hidden.translate(self._shown)

    def write(self, words: str) -> str:
        return words.translate(self._written)


CONTENT = Escapes({"n": "\n", **{sign: sign for sign in "\\~=#{}:"}})
COMMENT = Escapes({sign: sign for sign in "\\[]"})
CATEGORY = Escapes({"\\": "\\"})

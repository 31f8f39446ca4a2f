"""The partnership's own colours as a style sheet, named by its content."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from resources.contrast import shifted, words_on

HOVER = 0.3


@dataclass(frozen=True)
class Colours:
    action_light: str = ""
    action_dark: str = ""
    accent_light: str = ""
    accent_dark: str = ""

    @property
    def stylesheet(self) -> str:
        schemes = {
            "light": rules("light", self.action_light, self.accent_light),
            "dark": rules("dark", self.action_dark, self.accent_dark),
        }
        return "".join(
            f"@layer tokens{{@media (prefers-color-scheme:{scheme}){{:root{{{tokens}}}}}}}"
            for scheme, tokens in schemes.items()
            if tokens
        )

    @property
    def key(self) -> str:
        """Empty when nothing differs from the portal's own colours."""
        sheet = self.stylesheet
        return sha256(sheet.encode()).hexdigest()[:16] if sheet else ""


def rules(scheme: str, action: str, accent: str) -> str:
    tokens = {}
    if action:
        tokens |= {
            "--action": action,
            "--action-hover": shifted(action, scheme, HOVER),
            "--on-action": words_on(action, scheme),
            "--chart-2": action,
        }
    if accent:
        tokens |= {"--plum": accent, "--chart-3": accent}
    return "".join(f"{name}:{value};" for name, value in tokens.items())

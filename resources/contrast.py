"""WCAG 2.2 contrast of the partnership's colours with every surface they are seen on."""

from __future__ import annotations

from dataclasses import dataclass

TEXT = 4.5
MARK = 3.0

# The surfaces of the style sheet's tokens; a test holds the two together.
SURFACES = {
    "light": {
        "paper": "#fbfaf7",
        "card": "#ffffff",
        "sand": "#f4efe4",
        "sage": "#e9f0ea",
        "mist": "#e3eeee",
        "blush": "#f5edf3",
    },
    "dark": {
        "paper": "#151c1d",
        "card": "#1c2526",
        "sand": "#26251f",
        "sage": "#1c2a26",
        "mist": "#1a2d2f",
        "blush": "#2a2230",
    },
}
TRACKS = {"light": "#dfe5df", "dark": "#324041"}
WORDS_ON = {"light": ("#ffffff", "#0f1f20"), "dark": ("#0f1f20", "#ffffff")}


@dataclass(frozen=True)
class Shortfall:
    surface: str
    ratio: float
    needed: float


def luminance(colour: str) -> float:
    def linear(channel: int) -> float:
        share = channel / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(channel) for channel in channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def ratio(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def words_on(colour: str, scheme: str) -> str:
    """The colour of words on a button of this colour."""
    return max(WORDS_ON[scheme], key=lambda words: ratio(words, colour))


def worst_shortfall(colour: str, scheme: str) -> Shortfall | None:
    """Where the colour is hardest to read, if it is too hard to read anywhere."""
    measured = [(name, ratio(colour, surface), TEXT) for name, surface in SURFACES[scheme].items()]
    measured.append(("track", ratio(colour, TRACKS[scheme]), MARK))
    measured.append(("button", ratio(colour, words_on(colour, scheme)), TEXT))
    short = [Shortfall(*row) for row in measured if row[1] < row[2]]
    return min(short, key=lambda row: row.ratio / row.needed, default=None)


def shifted(colour: str, scheme: str, share: float) -> str:
    """The colour moved this share of the way to black, or to white in the dark scheme."""
    goal = 0 if scheme == "light" else 255
    moved = (round(channel + (goal - channel) * share) for channel in channels(colour))
    return "#" + "".join(f"{channel:02x}" for channel in moved)


def nearest_readable(colour: str, scheme: str) -> str:
    steps = (shifted(colour, scheme, step / 50) for step in range(51))
    return next(step for step in steps if worst_shortfall(step, scheme) is None)

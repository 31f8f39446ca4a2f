"""The light tokens by their roles: what stands for them while a chart is drawn, and on paper."""

from __future__ import annotations

INK, SOFT, LINE, PAPER = "#1d2a2e", "#4e5c60", "#e0dace", "#fbfaf7"
CHART_1, CHART_2, CHART_3 = "#827c6c", "#0b5c63", "#6b3f69"
ROLES = {
    INK: "ink",
    SOFT: "soft",
    LINE: "line",
    PAPER: "paper",
    CHART_1: "chart-1",
    CHART_2: "chart-2",
    CHART_3: "chart-3",
}
SVG = "http://www.w3.org/2000/svg"
WHITE = {PAPER: "#ffffff"}
"""Paper is white on paper."""
TEXT = (
    f'text {{ font-family: "Atkinson Hyperlegible Next"; font-size: 17px; fill: {SOFT} }} '
    "text.fill-ink { font-size: 19px; font-weight: bold }"
)


def on_paper(svg: str) -> str:
    """The picture with its colours inside: a paper reads no style sheet of ours."""
    rules = [TEXT]
    for colour, role in ROLES.items():
        printed = WHITE.get(colour, colour)
        rules.append(f".fill-{role} {{ fill: {printed} }} .stroke-{role} {{ stroke: {printed} }}")
    head, _end, rest = svg.partition(">")
    return f'{head} xmlns="{SVG}"><style>{" ".join(rules)}</style>{rest}'

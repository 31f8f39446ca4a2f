"""Writes the typeface of our PDFs, which want TTF, from the one that browsers load.

Run it when the npm package has changed: `.venv/bin/python -m tools.pdf_fonts`.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

from tools.setup import ROOT

FAMILY = "Atkinson Hyperlegible Next"
PACKAGE = ROOT / "node_modules/@fontsource-variable/atkinson-hyperlegible-next"
OUT = ROOT / "accounts/papers/fonts"
WEIGHTS = {"Regular": 400, "Bold": 700}
ALPHABETS = ("latin", "latin-ext")


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / "LICENSE").write_text((PACKAGE / "LICENSE").read_text())
    for style, weight in WEIGHTS.items():
        with TemporaryDirectory() as folder:
            parts = [write_part(Path(folder), name, weight) for name in ALPHABETS]
            whole = Merger().merge(parts)
        name_it(whole, style, weight)
        whole.save(OUT / f"AtkinsonHyperlegibleNext-{style}.ttf", reorderTables=False)


def write_part(folder, alphabet, weight):
    source = PACKAGE / "files" / f"atkinson-hyperlegible-next-{alphabet}-wght-normal.woff2"
    font = instantiateVariableFont(TTFont(source), {"wght": weight})
    font.flavor = None
    path = folder / f"{alphabet}.ttf"
    font.save(path)
    return str(path)


def name_it(font, style, weight):
    for number, words in {
        1: FAMILY,
        2: style,
        4: f"{FAMILY} {style}",
        16: FAMILY,
        17: style,
    }.items():
        font["name"].setName(words, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
    font["head"].created = font["head"].modified = 0


if __name__ == "__main__":
    main()

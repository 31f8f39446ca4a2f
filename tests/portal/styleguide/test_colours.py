"""The tokens keep their promises: every pair can be read, every note beside them is true."""

import re

import pytest

from portal.styleguide.colours import DECORATION, SURFACES, TOKENS, contrasts, schemes
from resources.contrast import ratio

NOTED = re.compile(r"--([a-z0-9-]+): (#[0-9a-f]{6});\s*/\* (?:non-text: )?([^*]+) \*/")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_pair_can_be_read(scheme):
    weak = [pair for pair in contrasts(scheme) if not pair.is_enough]
    assert not weak


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_colour_is_measured_or_said_to_be_decoration(scheme):
    measured = {name for pair in contrasts(scheme) for name in (pair.words, pair.ground)}
    assert set(schemes()[scheme]) == measured | set(DECORATION)


def test_dark_names_the_same_colours_as_light():
    text = TOKENS.read_text()
    dark = text[text.index("prefers-color-scheme: dark") : text.index("@media print")]
    named = set(re.findall(r"--([a-z0-9-]+): #", dark))
    assert named == set(schemes()["light"])


def test_the_ratio_written_beside_a_token_is_the_measured_one():
    text = TOKENS.read_text()
    start = text.index("@media (prefers-color-scheme: dark)")
    wrong = []
    for scheme, block in {"light": text[:start], "dark": text[start:]}.items():
        colours = schemes()[scheme]
        for name, colour, note in NOTED.findall(block):
            for ground, said in re.findall(r"([a-z]+) (\d+\.\d)(?=,|$)", note):
                measured = ratio(colour, colours[ground])
                if abs(measured - float(said)) > 0.06:
                    wrong.append((scheme, name, ground, said, round(measured, 2)))
    assert not wrong


def test_the_surfaces_are_those_that_a_partnerships_colours_are_checked_on():
    from_tokens = {name: schemes()["light"][name] for name in SURFACES}
    assert ratio(from_tokens["paper"], "#000000") > 15

from copy import deepcopy
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def _test_letters(settings):
    """The words of the test kind stand beside the tests."""
    templates = deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"].append(Path(__file__).parent / "templates")
    settings.TEMPLATES = templates

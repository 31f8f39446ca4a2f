import pytest

from tests.browser import PHONE


@pytest.fixture
def phone(page):
    page.set_viewport_size(PHONE)
    return page

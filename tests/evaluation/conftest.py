import pytest

from tests.evaluation.readers import Reader


@pytest.fixture
def client():
    return Reader()

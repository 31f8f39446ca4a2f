from copy import deepcopy
from pathlib import Path

import pytest

from tests.mail_sink import MailSink


@pytest.fixture(autouse=True)
def _test_letters(settings):
    """The words of the test kind stand beside the tests."""
    templates = deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"].append(Path(__file__).parent / "templates")
    settings.TEMPLATES = templates


@pytest.fixture
def mail_sink(settings):
    with MailSink() as sink:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", sink.port
        yield sink

import pytest

from tests.accounts.factories import user_with_role

pytestmark = pytest.mark.django_db


def test_the_editors_side_has_a_policy_of_its_own_and_the_rest_does_not(client):
    client.force_login(
        user_with_role("trainer"), backend="allauth.account.auth_backends.AuthenticationBackend"
    )

    editor = client.get("/cms/").headers["Content-Security-Policy"]
    page = client.get("/support/").headers["Content-Security-Policy"]

    assert "script-src 'self' 'unsafe-inline'" in editor
    assert "style-src-elem 'self' 'unsafe-inline'" in editor
    assert "frame-src 'self'" in editor
    assert "default-src 'none'" in editor
    assert "unsafe-inline" not in page

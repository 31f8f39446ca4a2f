from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import AuditEntry
from accounts.permissions import may_give_roles
from tests.accounts.factories import UserFactory, user_with_role

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("by", ["username", "email"])
def test_the_first_administrator_is_appointed(by):
    user = UserFactory(is_superuser=True)

    call_command("appoint_administrator", getattr(user, by).upper(), stdout=StringIO())

    assert may_give_roles(user.person)
    assert AuditEntry.objects.get(verb="role.granted").actor is None
    assert [group.name for group in user.groups.all()] == ["administrator"]
    user.refresh_from_db()
    assert not user.is_superuser


@pytest.mark.parametrize(
    ("login", "words"), [("nobody", "Nobody signs in"), ("evaluator", "both see names")]
)
def test_what_cannot_be_done_is_said(login, words):
    user_with_role("evaluator", username="evaluator")

    with pytest.raises(CommandError, match=words):
        call_command("appoint_administrator", login)

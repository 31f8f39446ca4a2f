import pytest
from django.db import DatabaseError, connection, transaction

from accounts import audit
from accounts.models import AuditEntry
from tests.accounts.factories import OrganisationFactory, PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def test_an_entry_holds_opaque_ids_and_no_name():
    actor, organisation = PersonFactory(), OrganisationFactory()

    entry = audit.record(actor=actor, verb="organisation.opened", target=organisation)

    assert (entry.actor, entry.target_id) == (actor.uuid, str(organisation.uuid))
    assert entry.target_kind == "accounts.organisation"


def test_the_model_refuses_to_change_or_remove_an_entry():
    entry = audit.record(actor=None, verb="test", target=OrganisationFactory())

    with pytest.raises(TypeError):
        entry.save()
    with pytest.raises(TypeError):
        entry.delete()


@pytest.mark.parametrize(
    "statement",
    ["UPDATE accounts_auditentry SET verb = 'nothing'", "DELETE FROM accounts_auditentry"],
)
def test_the_database_refuses_to_change_or_remove_an_entry(statement):
    audit.record(actor=None, verb="test", target=OrganisationFactory())

    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)

    assert AuditEntry.objects.get().verb == "test"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("run", [1, 2])
def test_a_test_database_with_entries_can_be_emptied_and_is_sealed_again(run):
    audit.record(actor=None, verb="test", target=OrganisationFactory())

    with pytest.raises(DatabaseError, match="append-only"):
        AuditEntry.objects.update(verb="nothing")
    assert AuditEntry.objects.count() == 1

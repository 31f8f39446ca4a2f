import pytest
from django.db import models
from django.utils import timezone

from accounts.actions.devices import name_own_device
from accounts.actions.email_change import record_change
from accounts.models import Person
from portal import privacy
from tests.accounts.factories import (
    AgreementTextFactory,
    EmploymentFactory,
    InvitationFactory,
    PersonFactory,
    RoleGrantFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def test_every_key_to_a_person_is_answered_for():
    """A new column that leads to a person or a login belongs in its app's privacy.py."""
    assert privacy.keys_to_people() - privacy.covered_keys() == set()


def test_nothing_is_answered_for_that_is_not_there():
    assert privacy.covered_keys() - privacy.keys_to_people() == set()


def test_a_many_to_many_field_to_people_would_be_seen():
    to_people = {
        f"{model._meta.label}.{field.name}"
        for model in privacy.apps.get_models()
        for field in model._meta.local_many_to_many
        if field.related_model is Person
    }
    assert to_people == set()


@pytest.mark.parametrize("app", privacy.APPS, ids=lambda app: app.__name__)
def test_every_app_exports_erases_and_merges_somebody_of_whom_it_knows_nothing(app):
    person, other = PersonFactory(), PersonFactory()

    assert isinstance(app.export_for(person), dict)
    app.merge(keep=person, into_keep=other)
    app.erase(person)
    app.erase(person)


def test_a_copy_holds_what_is_known_and_no_secret():
    user = UserFactory(person__display_name="Ada Quill", username="quill")
    EmploymentFactory(person=user.person, organisation__name="Wenlow Primary")
    user.person.agreements.create(text=AgreementTextFactory(published=1))

    copy = privacy.export_for(user.person)["accounts"]

    assert copy["person"]["display_name"] == "Ada Quill"
    assert copy["jobs"][0]["organisation__name"] == "Wenlow Primary"
    assert copy["login"]["username"] == "quill"
    assert copy["agreements"][0]["text__version"] == 1
    assert user.password not in str(copy)


def test_a_copy_holds_changes_of_address_and_own_devices():
    user = UserFactory(person__email="old@example.org")
    record_change(user=user, old="old@example.org", new="new@example.org", at=timezone.now())
    name_own_device(
        user=user,
        passkey=user.authenticator_set.create(type="webauthn", data={"name": "Phone"}),
        session_key="secret-of-the-browser",
        at=timezone.now(),
    )
    login = privacy.export_for(user.person)["accounts"]["login"]
    (change,), (device,) = login["address_changes"], login["own_devices"]
    assert (change["old"], change["new"]) == ("old@example.org", "new@example.org")
    assert device["until"] > device["named_at"]
    assert "secret" not in str(login)


def test_erasing_reaches_letters_to_an_address_that_was_changed():
    user = UserFactory(person__email="ada.old@example.org")
    record_change(user=user, old="ada.old@example.org", new="ada@example.org", at=timezone.now())
    user.emailaddress_set.all().delete()
    InvitationFactory(email="ada.old@example.org", display_name="Ada Quill")
    privacy.erase(user.person)
    assert not _rows_naming("ada.old@example.org")
    assert not _rows_naming("Quill")


def test_after_erasure_no_name_address_or_login_is_left():
    user = UserFactory(person__display_name="Ada Quill", person__email="ada@example.org")
    RoleGrantFactory(person=user.person, role="champion")
    EmploymentFactory(line_manager=user.person)
    older = PersonFactory(display_name="A. Quill", merged_into=user.person)

    privacy.erase(user.person)
    privacy.erase(user.person)

    for person in Person.objects.filter(pk__in=[user.person.pk, older.pk]):
        assert (person.display_name, person.email, person.has_login) == ("", "", False)
        assert str(person) == "Somebody who has left"
    assert not user.person.role_grants.exists()
    assert not _rows_naming("Quill")
    assert not _rows_naming("ada@example.org")


def _rows_naming(words):
    """Every text column of every table."""
    return [
        f"{model._meta.label}.{field.name}"
        for model in privacy.apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, models.CharField | models.TextField)
        and model._base_manager.filter(**{f"{field.name}__icontains": words}).exists()
    ]

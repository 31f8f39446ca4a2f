import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.actions.agreements import in_force, publish_agreement, record_agreement
from accounts.models import AgreementText
from accounts.roles import BY_CODE, Right
from tests.accounts.factories import (
    AgreementTextFactory,
    OrganisationFactory,
    PersonFactory,
    user_with_role,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return user_with_role("privacy_officer").person


def test_a_text_gets_its_number_when_it_is_published(officer):
    now = timezone.now()
    first, second = AgreementTextFactory.create_batch(2, kind="terms")

    publish_agreement(by=officer, text=first, at=now)
    again = publish_agreement(by=officer, text=first, at=now)
    published = publish_agreement(by=officer, text=second, at=now)

    assert (again.version, published.version) == (1, 2)
    assert list(AgreementText.objects.in_force()) == [second]
    assert str(published) == "Terms of use, version 2"


@pytest.mark.parametrize("code", list(BY_CODE))
def test_who_may_publish(code):
    role = BY_CODE[code]
    place = OrganisationFactory() if code == "organisation_lead" else None
    by = user_with_role(code, organisation=place).person
    text = AgreementTextFactory()

    if Right.MANAGE_AGREEMENTS in role.rights:
        assert publish_agreement(by=by, text=text, at=timezone.now()).is_published
    else:
        with pytest.raises(PermissionDenied):
            publish_agreement(by=by, text=text, at=timezone.now())


def test_the_newest_version_of_each_kind_is_outstanding_until_agreed():
    person = PersonFactory()
    AgreementTextFactory(kind="terms", published=1)
    terms = AgreementTextFactory(kind="terms", published=2)
    charter = AgreementTextFactory(kind="charter", published=1)
    AgreementTextFactory(kind="charter")

    assert set(AgreementText.objects.outstanding_for(person)) == {terms, charter}

    record_agreement(person=person, texts=[terms], at=timezone.now())

    assert list(AgreementText.objects.outstanding_for(person)) == [charter]


def test_the_first_time_counts_and_a_draft_is_not_agreed_to():
    person, now = PersonFactory(), timezone.now()
    terms, draft = AgreementTextFactory(published=1), AgreementTextFactory(kind="charter")

    assert len(record_agreement(person=person, texts=[terms, draft], at=now)) == 1
    assert record_agreement(person=person, texts=[terms], at=timezone.now()) == []
    assert person.agreements.get().agreed_at == now


def test_two_texts_of_one_kind_never_share_a_number():
    AgreementTextFactory(kind="terms", published=1)

    with pytest.raises(IntegrityError), transaction.atomic():
        AgreementTextFactory(kind="terms", published=1)


def test_what_counts_now_is_read_once(django_assert_num_queries):
    text = AgreementTextFactory(published=1)
    assert in_force() == [text.pk]

    with django_assert_num_queries(0):
        in_force()

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from accounts.actions.groups import sync_groups
from accounts.models import (
    AccessRequest,
    AddressCheck,
    AgreementText,
    AskedRole,
    EmailDomain,
    Employment,
    EmploymentType,
    EnrolmentKey,
    Invitation,
    Organisation,
    OrganisationType,
    Person,
    Profession,
    RoleGrant,
    Sector,
    User,
)

PASSWORD = "harbour lights at dusk"


class SectorFactory(DjangoModelFactory):
    class Meta:
        model = Sector
        django_get_or_create = ("slug",)

    slug = "education"
    label = "Education"


class ProfessionFactory(DjangoModelFactory):
    class Meta:
        model = Profession
        django_get_or_create = ("slug",)

    slug = "teacher"
    label = "Teacher"
    sector = factory.SubFactory(SectorFactory)


class EmploymentTypeFactory(DjangoModelFactory):
    class Meta:
        model = EmploymentType
        django_get_or_create = ("slug",)

    slug = "employed"
    label = "Employed"


class OrganisationTypeFactory(DjangoModelFactory):
    class Meta:
        model = OrganisationType
        django_get_or_create = ("slug",)

    slug = "school"
    label = "School"


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Wenlow School {n}")
    type = factory.SubFactory(OrganisationTypeFactory)


class EmailDomainFactory(DjangoModelFactory):
    class Meta:
        model = EmailDomain

    organisation = factory.SubFactory(OrganisationFactory)
    domain = "wenlow.example.org"


class AgreementTextFactory(DjangoModelFactory):
    """A draft, or with `published=2` the second version."""

    class Meta:
        model = AgreementText

    class Params:
        published = None

    kind = "terms"
    change_note = "We say more plainly who sees what."
    text = "<p>We treat each other with care.</p>"
    version = factory.SelfAttribute("published")
    published_at = factory.LazyAttribute(lambda text: timezone.now() if text.published else None)


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = Person

    class Params:
        without_email = factory.Trait(email="")

    display_name = factory.Sequence(lambda n: f"Priya Nair{n}")
    email = factory.Sequence(lambda n: f"person{n}@example.org")


class UserFactory(DjangoModelFactory):
    """A login with the password in PASSWORD and a verified address when it has one."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    person = factory.SubFactory(PersonFactory)
    username = factory.Sequence(lambda n: f"person{n}")
    email = factory.SelfAttribute("person.email")
    password = factory.django.Password(PASSWORD)

    @factory.post_generation
    def verified_address(self, create, extracted, **kwargs):
        if create and self.email and extracted is not False:
            self.emailaddress_set.create(email=self.email, verified=True, primary=True)


class EmploymentFactory(DjangoModelFactory):
    class Meta:
        model = Employment

    class Params:
        unconfirmed = factory.Trait(confirmed_at=None)

    person = factory.SubFactory(PersonFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    profession = factory.SubFactory(ProfessionFactory)
    employment_type = factory.SubFactory(EmploymentTypeFactory)
    starts_on = factory.LazyFunction(timezone.localdate)
    confirmed_at = factory.LazyFunction(timezone.now)


class AddressCheckFactory(DjangoModelFactory):
    class Meta:
        model = AddressCheck

    class Params:
        proved = factory.Trait(proved_at=factory.LazyFunction(timezone.now))

    email = factory.Sequence(lambda n: f"newcomer{n}@example.org")


class AccessRequestFactory(DjangoModelFactory):
    class Meta:
        model = AccessRequest

    email = factory.Sequence(lambda n: f"minder{n}@example.org")
    display_name = factory.Sequence(lambda n: f"Kofi Mensah{n}")
    workplace = "I am a childminder in Wenlow"
    role_in_words = "Childminder"


class InvitationFactory(DjangoModelFactory):
    class Meta:
        model = Invitation

    class Params:
        complete = factory.Trait(
            profession=factory.SubFactory(ProfessionFactory),
            employment_type=factory.SubFactory(EmploymentTypeFactory),
        )

    email = factory.Sequence(lambda n: f"invited{n}@example.org")
    display_name = factory.Sequence(lambda n: f"Sam Carter{n}")
    organisation = factory.SubFactory(OrganisationFactory)
    invited_by = factory.SubFactory(PersonFactory)
    confirms = True
    expires_at = factory.LazyAttribute(lambda row: row.made_at + Invitation.LIVES)
    made_at = factory.LazyFunction(timezone.now)


class EnrolmentKeyFactory(DjangoModelFactory):
    class Meta:
        model = EnrolmentKey

    organisation = factory.SubFactory(OrganisationFactory)
    made_by = factory.SubFactory(PersonFactory)
    confirms = True
    limit = 20
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=14))


class AskedRoleFactory(DjangoModelFactory):
    """A programme lead that an administrator asks for."""

    class Meta:
        model = AskedRole

    person = factory.SubFactory(PersonFactory)
    role = "programme_lead"
    asked_by = factory.SubFactory(PersonFactory)


class RoleGrantFactory(DjangoModelFactory):
    class Meta:
        model = RoleGrant

    person = factory.SubFactory(PersonFactory)
    role = "programme_lead"


def user_with_role(code, *, organisation=None, **fields):
    user = UserFactory(**fields)
    RoleGrantFactory(person=user.person, role=code, organisation=organisation)
    sync_groups(user=user)
    return user

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import rich_text

from accounts.actions.vocabularies import load_vocabularies
from accounts.models import (
    AgreementText,
    Headcount,
    Organisation,
    OrganisationType,
)
from accounts.roles import BY_CODE
from tests.accounts.factories import (
    AgreementTextFactory,
    OrganisationFactory,
    ProfessionFactory,
    user_with_role,
)

pytestmark = pytest.mark.django_db

PLACES = ["organisation", "headcount", "locality"]
WORDS = [
    "sector",
    "profession",
    "ageband",
    "employmenttype",
    "organisationtype",
    "levelset",
    "level",
    "levelcrosswalk",
]


def url(model, page="list", *args):
    return reverse(f"wagtailsnippets_accounts_{model}:{page}", args=args)


@pytest.fixture
def sign_in(client):
    def sign_in(code):
        place = OrganisationFactory() if code == "organisation_lead" else None
        client.force_login(user_with_role(code, organisation=place))

    return sign_in


@pytest.mark.parametrize("code", list(BY_CODE))
def test_who_edits_what(client, sign_in, code):
    sign_in(code)

    for model in PLACES:
        may = code in {"administrator", "programme_lead"}
        assert (client.get(url(model, "add")).status_code == 200) is may
    for model in WORDS:
        assert (client.get(url(model, "add")).status_code == 200) is (code == "administrator")
    may = code in {"administrator", "privacy_officer"}
    assert (client.get(url("agreementtext", "add")).status_code == 200) is may


@pytest.mark.parametrize("model", PLACES + WORDS + ["agreementtext"])
def test_every_list_opens(client, sign_in, model):
    load_vocabularies()
    sign_in("administrator")

    assert client.get(url(model)).status_code == 200


def rows(prefix, *filled):
    forms = {
        f"{prefix}-TOTAL_FORMS": len(filled),
        f"{prefix}-INITIAL_FORMS": 0,
        f"{prefix}-MIN_NUM_FORMS": 0,
        f"{prefix}-MAX_NUM_FORMS": 1000,
    }
    for number, fields in enumerate(filled):
        forms |= {f"{prefix}-{number}-{name}": value for name, value in fields.items()}
    return forms


def test_an_organisation_is_added_with_contacts_and_domains(client, sign_in):
    load_vocabularies()
    sign_in("programme_lead")
    council = OrganisationFactory()

    client.post(
        url("organisation", "add"),
        {
            "name": "Wenlow Family Hub",
            "type": OrganisationType.objects.get(slug="family-hub").pk,
            "parent": council.pk,
            "is_active": "on",
            "ods_code": "ZZ1",
            **rows("contacts", {"purpose": "general", "name": "The office"}),
            **rows("email_domains", {"domain": "wenlow.example.org"}),
        },
    )

    hub = Organisation.objects.get(name="Wenlow Family Hub")
    assert hub in Organisation.objects.within(council)
    assert hub.contacts.get().name == "The office"
    assert list(Organisation.objects.claiming_domain("wenlow.example.org")) == [hub]


def test_an_organisation_inside_itself_is_refused_in_plain_words(client, sign_in):
    sign_in("programme_lead")
    council = OrganisationFactory()
    hub = OrganisationFactory(parent=council)

    answer = client.post(
        url("organisation", "edit", council.pk),
        {
            "name": council.name,
            "type": council.type.pk,
            "parent": hub.pk,
            **rows("contacts"),
            **rows("email_domains"),
        },
    )

    assert "cannot be part of itself" in answer.content.decode()
    council.refresh_from_db()
    assert council.parent is None


def test_the_same_headcount_twice_is_refused_in_plain_words(client, sign_in):
    sign_in("programme_lead")
    fields = {
        "organisation": OrganisationFactory().pk,
        "profession": ProfessionFactory().pk,
        "people": 12,
        "counted_on": "2026-09-30",
        "source": "Staff list",
    }

    client.post(url("headcount", "add"), fields)
    answer = client.post(url("headcount", "add"), {**fields, "people": 13})

    assert "Change that one." in answer.content.decode()
    assert Headcount.objects.get().people == 12


def test_a_word_keeps_its_short_name(client, sign_in):
    sign_in("administrator")
    midwife = ProfessionFactory(slug="midwife", label="Midwife")

    client.post(
        url("profession", "edit", midwife.pk),
        {
            "label": "Midwife (any band)",
            "slug": "x",
            "sector": midwife.sector.pk,
            "is_active": "on",
        },
    )

    midwife.refresh_from_db()
    assert (midwife.slug, midwife.label) == ("midwife", "Midwife (any band)")


def test_a_draft_is_written_and_a_published_text_is_not_changed(client, sign_in):
    sign_in("privacy_officer")
    published = AgreementTextFactory(published=1)

    client.post(
        url("agreementtext", "add"),
        {"kind": "charter", "change_note": "", "text": rich_text("<p>We listen.</p>")},
    )
    client.post(url("agreementtext", "edit", published.pk), {"kind": "charter", "text": "{}"})

    published.refresh_from_db()
    assert published.kind == "terms"
    assert AgreementText.objects.filter(kind="charter", published_at=None).exists()

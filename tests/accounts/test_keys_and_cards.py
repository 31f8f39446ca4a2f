import uuid
from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.actions.arrivals import Job, Newcomer
from accounts.actions.cards import (
    CardsAlreadyShownError,
    add_people_by_name,
    make_cards,
    revoke_card,
    spend_card,
)
from accounts.actions.claims import claim_with_card
from accounts.actions.keys import (
    KeyClosedError,
    KeyTerms,
    find_key,
    join_with_key,
    make_key,
    revoke_key,
)
from accounts.models import (
    AuditEntry,
    Employment,
    EnrolmentKey,
    EnrolmentKeyUse,
    Person,
    RecordClaim,
    SignInCard,
    User,
)
from tests.accounts.factories import (
    EmploymentFactory,
    EmploymentTypeFactory,
    EnrolmentKeyFactory,
    OrganisationFactory,
    PersonFactory,
    ProfessionFactory,
    UserFactory,
    user_with_role,
)
from tests.accounts.letters import code_in, delivered
from tests.together import run_together

pytestmark = pytest.mark.django_db
PASSWORD = "lanterns by the quiet quay"


@pytest.fixture
def school():
    return OrganisationFactory(name="Wenlow Primary")


@pytest.fixture
def lead(school):
    return user_with_role("organisation_lead", organisation=school).person


def job_at(school):
    return Job(school, ProfessionFactory(), EmploymentTypeFactory())


def newcomer(school, name="Jo Webb"):
    return Newcomer(name, job_at(school), password=PASSWORD)


def answers(**extra):
    job = {"profession": ProfessionFactory().pk, "employment_type": EmploymentTypeFactory().pk}
    return {"display_name": "Jo Webb", **job, **extra}


# Keys ------------------------------------------------------------------------------------------


def test_a_key_lets_somebody_in_without_any_address(client):
    key = EnrolmentKeyFactory()
    code = f" {key.printed_code.lower()} "
    assert client.post("/join/key/", {"code": code}).url == "/join/key/about-you/"

    page = client.post("/join/key/about-you/", answers(password=PASSWORD))

    user = User.objects.get(username="jo.webb")
    assert (user.email, user.check_password(PASSWORD)) == ("", True)
    assert user.person.employments.get().is_confirmed
    assert EnrolmentKeyUse.objects.get().person == user.person
    assert client.session["_auth_user_id"] == str(user.pk)
    assert any("jo.webb" in str(message) for message in get_messages(page.wsgi_request))


def test_a_key_with_an_address_proves_it_first(client):
    key = EnrolmentKeyFactory()
    page = client.post("/join/key/", {"code": key.code, "email": "jo@example.org"})
    assert page.url == "/join/code/"
    code = code_in(delivered(to="jo@example.org")[-1])
    assert client.post("/join/code/", {"code": code}).url == "/join/key/about-you/"
    client.post("/join/key/about-you/", answers())
    assert User.objects.get(email="jo@example.org").emailaddress_set.get().verified


def test_a_key_asks_nothing_it_knows(client):
    key = EnrolmentKeyFactory(
        profession=ProfessionFactory(), employment_type=EmploymentTypeFactory()
    )
    client.post("/join/key/", {"code": key.code})
    fields = client.get("/join/key/about-you/").context["form"].fields
    assert set(fields) == {"display_name", "password"}


def test_somebody_who_signs_in_adds_the_workplace(client):
    key = EnrolmentKeyFactory()
    user = UserFactory()
    client.force_login(user)
    client.post("/join/key/", {"code": key.code})
    client.post("/join/key/about-you/", answers())
    assert user.person.employments.get().organisation == key.organisation


@pytest.mark.parametrize(
    "change",
    [
        {"revoked_at": timezone.now()},
        {"expires_at": timezone.now() - timedelta(minutes=1)},
        {"limit": 0},
    ],
)
def test_every_closed_key_gets_the_same_answer(client, change):
    key = EnrolmentKeyFactory(**change)
    closed = client.post("/join/key/", {"code": key.code}).context["form"].errors
    unknown = client.post("/join/key/", {"code": "AAAAA-AAAAA"}).context["form"].errors
    assert closed == unknown != {}


def test_the_last_place_is_given_once(school):
    key = EnrolmentKeyFactory(organisation=school, limit=1)
    join_with_key(key=key, newcomer=newcomer(school), at=timezone.now())
    with pytest.raises(KeyClosedError):
        join_with_key(key=key, newcomer=newcomer(school), at=timezone.now())


def test_guessing_keys_is_slowed(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"join_key_missed": "3/m/ip"}
    for _ in range(3):
        assert client.post("/join/key/", {"code": "AAAAA-AAAAA"}).status_code == 200
    assert client.post("/join/key/", {"code": "AAAAA-AAAAA"}).status_code == 429


def test_only_who_may_confirm_makes_a_key_that_confirms(school):
    facilitator = user_with_role("facilitator", organisation=school).person
    terms = {"organisation": school, "limit": 5, "expires_at": timezone.now() + timedelta(days=1)}
    assert make_key(by=facilitator, terms=KeyTerms(**terms), at=timezone.now()).confirms is False
    with pytest.raises(PermissionDenied):
        make_key(by=facilitator, terms=KeyTerms(**terms, confirms=True), at=timezone.now())


def test_a_withdrawn_key_opens_nothing_and_leaves_people_in(lead, school):
    key = EnrolmentKeyFactory(organisation=school)
    user = join_with_key(key=key, newcomer=newcomer(school), at=timezone.now())
    revoke_key(key=key, by=lead, at=timezone.now())
    with pytest.raises(KeyClosedError):
        find_key(code=key.code, at=timezone.now())
    assert user.person.employments.current(on=timezone.localdate()).exists()


def test_a_key_out_of_reach_cannot_be_withdrawn(lead):
    with pytest.raises(PermissionDenied):
        revoke_key(key=EnrolmentKeyFactory(), by=lead, at=timezone.now())


@pytest.mark.django_db(transaction=True)
def test_two_people_do_not_share_the_last_place():
    school = OrganisationFactory()
    key = EnrolmentKeyFactory(organisation=school, limit=1)
    guests = [newcomer(school, name) for name in ("Jo Webb", "Sam Carter")]
    outcomes = run_together(
        [lambda g=g: join_with_key(key=key, newcomer=g, at=timezone.now()) for g in guests]
    )
    assert sorted(map(type, outcomes), key=str) == sorted([KeyClosedError, User], key=str)
    assert EnrolmentKey.objects.get().uses.count() == 1


# Cards -----------------------------------------------------------------------------------------


def add(lead, school, *names):
    return add_people_by_name(
        by=lead, names=names or ["Jo Webb"], job=job_at(school), at=timezone.now()
    )


def card_for(lead, person, at=None):
    (card,) = make_cards(by=lead, people=[person], batch=uuid.uuid4(), at=at or timezone.now())
    return card


def test_people_added_by_name_have_no_login_and_count(lead, school):
    (person,) = add(lead, school)
    assert not person.has_login
    assert person.employments.get().confirmed_by == lead


def test_a_card_signs_in_once(client, lead, school):
    (person,) = add(lead, school)
    card = card_for(lead, person)
    typed = {"username": card.username.upper(), "phrase": card.phrase.upper().replace(" ", "-")}

    page = client.post("/join/card/", {**typed, "next": "/join/card/password/"})
    assert page.url == "/join/card/password/"
    assert client.session["_auth_user_id"] == str(User.objects.get(person=person).pk)

    client.post("/account/logout/")
    assert "do not go together" in client.post("/join/card/", typed).content.decode()


def test_after_a_card_people_choose_their_own_password(client, lead, school):
    (person,) = add(lead, school)
    card = card_for(lead, person)
    client.post("/join/card/", {"username": card.username, "phrase": card.phrase})
    assert (
        "password"
        in client.post("/join/card/password/", {"password": "short"}).context["form"].errors
    )

    assert client.post("/join/card/password/", {"password": PASSWORD}).url == "/"

    assert "_auth_user_id" in client.session
    person.refresh_from_db()
    assert person.user.check_password(PASSWORD)


def test_only_a_card_stands_for_the_old_password(client):
    user = UserFactory()
    client.force_login(user)
    page = client.post("/join/card/password/", {"password": PASSWORD})
    assert page.url == "/account/password/change/"
    user.refresh_from_db()
    assert not user.check_password(PASSWORD)


def test_the_words_are_nowhere_in_the_table(lead, school):
    card = card_for(lead, add(lead, school)[0])
    row = SignInCard.objects.get()
    assert not any(word in str(vars(row)) for word in card.phrase.split())


def test_a_new_card_closes_the_old_one(lead, school):
    (person,) = add(lead, school)
    old, new = card_for(lead, person), card_for(lead, person)
    now = timezone.now()
    assert spend_card(username=old.username, phrase=old.phrase, at=now) is None
    assert spend_card(username=new.username, phrase=new.phrase, at=now) == User.objects.get(
        person=person
    )


def test_a_card_runs_out(lead, school):
    made = timezone.now()
    card = card_for(lead, add(lead, school)[0], at=made)
    late = made + SignInCard.LIVES
    assert spend_card(username=card.username, phrase=card.phrase, at=late) is None


def test_a_withdrawn_card_opens_nothing(lead, school):
    (person,) = add(lead, school)
    card = card_for(lead, person)
    revoke_card(card=person.sign_in_cards.get(), by=lead, at=timezone.now())
    assert spend_card(username=card.username, phrase=card.phrase, at=timezone.now()) is None


def test_the_same_press_shows_cards_once(lead, school):
    (person,) = add(lead, school)
    batch, now = uuid.uuid4(), timezone.now()
    make_cards(by=lead, people=[person], batch=batch, at=now)
    with pytest.raises(CardsAlreadyShownError):
        make_cards(by=lead, people=[person], batch=batch, at=now)
    assert person.sign_in_cards.count() == 1


def with_address(school):
    return EmploymentFactory(organisation=school, person=UserFactory().person).person


def with_role(school):
    person = PersonFactory(without_email=True)
    EmploymentFactory(organisation=school, person=person)
    person.role_grants.create(role="champion")
    return person


def superuser(school):
    user = UserFactory(person=PersonFactory(without_email=True), is_superuser=True)
    return EmploymentFactory(organisation=school, person=user.person).person


def from_elsewhere(school):
    return EmploymentFactory(person=PersonFactory(without_email=True)).person


def who_left(school):
    today = timezone.localdate()
    return EmploymentFactory(
        organisation=school,
        person=PersonFactory(without_email=True),
        starts_on=today - timedelta(days=9),
        ends_on=today - timedelta(days=1),
    ).person


@pytest.mark.parametrize("who", [with_address, with_role, superuser, from_elsewhere, who_left])
def test_nobody_prints_their_way_into_another_account(lead, school, who):
    with pytest.raises(PermissionDenied):
        card_for(lead, who(school))
    assert not SignInCard.objects.exists()


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("organisation_lead", True),
        ("facilitator", True),
        ("trainer", False),
        ("champion", False),
        ("safeguarding_lead", False),
    ],
)
def test_who_may_add_and_print(school, role, may):
    person = user_with_role(role, organisation=school).person
    if may:
        assert card_for(person, add(person, school)[0]).phrase
    else:
        with pytest.raises(PermissionDenied):
            add(person, school)


def test_a_facilitators_people_wait_to_be_confirmed(school):
    facilitator = user_with_role("facilitator", organisation=school).person
    add(facilitator, school)
    assert Employment.objects.to_confirm(on=timezone.localdate()).count() == 1


def test_guessing_a_card_is_slowed_for_that_name_only(client, lead, school):
    (person,) = add(lead, school)
    card = card_for(lead, person)
    wrong = {"username": card.username, "phrase": "not these words"}
    for _ in range(5):
        assert client.post("/join/card/", wrong).status_code == 200
    assert client.post("/join/card/", {**wrong, "phrase": card.phrase}).status_code == 429
    assert client.post("/join/card/", {**wrong, "username": "pat"}).status_code == 200


def test_an_unknown_name_gets_the_same_answer_as_wrong_words(client, lead, school):
    card = card_for(lead, add(lead, school)[0])
    wrong = client.post("/join/card/", {"username": card.username, "phrase": "x"})
    unknown = client.post("/join/card/", {"username": "nobody", "phrase": "x"})
    assert wrong.context["form"].errors == unknown.context["form"].errors


def test_printing_is_written_down_without_a_name(lead, school):
    (person,) = add(lead, school)
    card_for(lead, person)
    entry = AuditEntry.objects.get(verb="card.made")
    assert (entry.actor, "Jo" in str(vars(entry))) == (lead.uuid, False)


def test_a_card_proves_that_another_record_is_mine(lead, school):
    (person,) = add(lead, school)
    card = card_for(lead, person)
    me = UserFactory().person
    claim = claim_with_card(
        person=me, username=card.username, phrase=card.phrase, at=timezone.now()
    )
    assert (claim.person, claim.other, claim.proof) == (me, person, RecordClaim.Proof.CARD)
    assert Person.objects.present().filter(pk=person.pk).exists()

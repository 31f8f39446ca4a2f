"""Roles that take two people: nothing is held until a second administrator agrees."""

from datetime import timedelta
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.actions.jobs import end_job, reopen_job
from accounts.actions.roles import end_role, grant_role
from accounts.actions.two_people import (
    AlreadyAnsweredError,
    agree_to_role,
    ask_for_role,
    turn_down_role,
)
from accounts.models import AskedRole, AuditEntry, RoleGrant
from accounts.permissions import has_role
from accounts.privacy import erase, export_for, merge
from accounts.rights import SHOWS_ANSWERS, SHOWS_NAMES, Right
from accounts.roles import BY_CODE, GRANTABLE, ROLES, Scope
from tests.accounts.factories import (
    AskedRoleFactory,
    EmploymentFactory,
    PersonFactory,
    RoleGrantFactory,
    UserFactory,
    user_with_role,
)
from tests.accounts.letters import delivered
from tests.queries import queries_of
from tests.together import run_together

pytestmark = pytest.mark.django_db

TAKE_TWO = {"programme_lead", "evaluator", "administrator"}
AGREED, DECLINED, TAKEN_BACK = AskedRole.Answer


def now():
    return timezone.now()


def terms_of(role):
    return {"ends_at": now() + timedelta(days=90)} if BY_CODE[role].must_end else {}


@pytest.fixture
def first():
    return user_with_role("administrator").person


@pytest.fixture
def second():
    return user_with_role("administrator").person


def asked_by(first, role="programme_lead", person=None):
    person = person or PersonFactory()
    return ask_for_role(by=first, person=person, role=role, at=now(), **terms_of(role))


def test_the_roles_that_take_two_follow_from_their_rights():
    assert {role.code for role in ROLES if role.takes_two} == TAKE_TWO
    for role in ROLES:
        sees_and_keeps = role.rights & SHOWS_NAMES and Right.SEE_RELEASED_RESULTS in role.rights
        assert role.takes_two or not (role.rights & SHOWS_ANSWERS or sees_and_keeps)


def test_the_roles_that_take_two_are_held_over_the_whole_partnership():
    assert {scope for code in TAKE_TWO for scope in BY_CODE[code].scopes} == {Scope.PARTNERSHIP}


@pytest.mark.parametrize("role", sorted(TAKE_TWO))
def test_one_administrator_alone_gives_no_role_that_takes_two(first, role):
    person = PersonFactory()
    with pytest.raises(ValidationError, match="Another administrator must agree"):
        grant_role(by=first, person=person, role=role, **terms_of(role))
    asked_by(first, role, person)
    assert not has_role(person, role)
    assert not RoleGrant.objects.filter(person=person).exists()


@pytest.mark.parametrize("role", sorted(TAKE_TWO))
def test_a_second_administrator_agrees_and_the_trail_names_both(first, second, role):
    asked = asked_by(first, role)
    grant = agree_to_role(asked=asked, by=second, at=now())

    assert has_role(asked.person, role)
    assert (grant.granted_by, grant.agreed_by) == (first, second)
    verbs = AuditEntry.objects.filter(target_id=str(asked.person.uuid), reason_code=role)
    said = set(verbs.values_list("verb", "actor"))
    assert said == {
        ("role.asked", first.uuid),
        ("role.agreed", second.uuid),
        ("role.granted", first.uuid),
    }


def test_whoever_asked_and_whom_it_is_for_do_not_agree(first, second):
    asked = asked_by(first)
    with pytest.raises(ValidationError, match="You asked for it yourself"):
        agree_to_role(asked=asked, by=first, at=now())
    for_second = asked_by(first, person=second)
    with pytest.raises(ValidationError, match="cannot give yourself"):
        agree_to_role(asked=for_second, by=second, at=now())
    assert not RoleGrant.objects.filter(role="programme_lead").exists()


@pytest.mark.parametrize("role", [role.code for role in GRANTABLE if role.code != "administrator"])
def test_only_administrators_ask_and_answer(first, role):
    other = user_with_role(role).person
    with pytest.raises(PermissionDenied):
        asked_by(other)
    with pytest.raises(PermissionDenied):
        agree_to_role(asked=asked_by(first), by=other, at=now())
    with pytest.raises(PermissionDenied):
        turn_down_role(asked=asked_by(first), by=other, at=now())


def test_what_could_not_be_granted_is_refused_when_it_is_asked(first):
    trainer = user_with_role("trainer").person
    with pytest.raises(ValidationError, match="both see names and take answers"):
        asked_by(first, "evaluator", trainer)
    assert not AskedRole.objects.exists()


def test_another_role_given_meanwhile_stands_in_the_way(first, second):
    asked = asked_by(first, "evaluator")
    grant_role(by=second, person=asked.person, role="champion")
    with pytest.raises(ValidationError, match="both see names and take answers"):
        agree_to_role(asked=asked, by=second, at=now())
    asked.refresh_from_db()
    assert asked.answered_at is None


def test_the_word_of_somebody_who_is_no_longer_an_administrator_counts_no_more(first, second):
    asked = asked_by(first)
    end_role(by=second, grant=first.role_grants.get())
    with pytest.raises(ValidationError, match="no longer an administrator"):
        agree_to_role(asked=asked, by=second, at=now())


def test_one_role_waits_once(first, second):
    asked = asked_by(first)
    with pytest.raises(ValidationError, match="waits for a second administrator already"):
        asked_by(second, person=asked.person)


def test_what_is_declined_or_taken_back_is_answered(first, second):
    declined, taken_back = asked_by(first), asked_by(first)
    assert turn_down_role(asked=declined, by=second, at=now()).answer == DECLINED
    assert turn_down_role(asked=taken_back, by=first, at=now()).answer == TAKEN_BACK
    for asked in (declined, taken_back):
        with pytest.raises(AlreadyAnsweredError):
            agree_to_role(asked=asked, by=second, at=now())
    assert asked_by(second, person=declined.person)


def test_a_first_day_that_has_passed_becomes_the_day_of_the_answer(first, second):
    asked, at = asked_by(first, "evaluator"), now() + timedelta(days=9)
    assert agree_to_role(asked=asked, by=second, at=at).starts_at == at
    late = asked_by(first, "evaluator")
    with pytest.raises(ValidationError, match="must come after"):
        agree_to_role(asked=late, by=second, at=late.ends_at + timedelta(days=1))


def test_the_other_administrators_are_told_and_nobody_else(first, second):
    asked_by(first)
    assert [letter.to for letter in delivered()] == [[second.email]]


@pytest.mark.django_db(transaction=True)
def test_two_who_agree_at_once_make_one_grant(first, second):
    asked, third = asked_by(first), user_with_role("administrator").person
    outcomes = run_together(
        [partial(agree_to_role, asked=asked, by=by, at=now()) for by in (second, third)]
    )
    assert sorted(type(one).__name__ for one in outcomes) == ["AlreadyAnsweredError", "RoleGrant"]
    assert RoleGrant.objects.filter(person=asked.person).count() == 1


@pytest.mark.django_db(transaction=True)
def test_names_and_answers_granted_at_one_moment_do_not_meet(first, second):
    asked = asked_by(first, "evaluator")
    outcomes = run_together(
        [
            partial(agree_to_role, asked=asked, by=second, at=now()),
            partial(grant_role, by=first, person=asked.person, role="champion"),
        ]
    )
    assert sorted(type(one).__name__ for one in outcomes) == ["RoleGrant", "ValidationError"]
    assert RoleGrant.objects.filter(person=asked.person).count() == 1


def test_a_job_that_goes_on_brings_no_role_back_beside_the_rows_of_answers(first):
    job, yesterday = EmploymentFactory(), timezone.localdate() - timedelta(days=1)
    job.starts_on = yesterday - timedelta(days=30)
    job.save()
    RoleGrantFactory(person=job.person, role="facilitator", employment=job)
    end_job(by=first, job=job, on=yesterday)
    grant_role(by=None, person=job.person, role="evaluator", **terms_of("evaluator"))

    with pytest.raises(ValidationError, match="both see names and take answers"):
        reopen_job(by=first, job=job)
    with pytest.raises(ValidationError, match="both see names and take answers"):
        end_job(by=first, job=job, on=timezone.localdate() + timedelta(days=9))
    job.refresh_from_db()
    assert job.ends_on == yesterday


def test_the_only_administrator_is_told_what_to_do(client, first):
    client.force_login(first.user)
    where = reverse("people:give_role", args=[PersonFactory().uuid])
    fields = {"role": "programme_lead", "starts_at": timezone.localdate()}
    answer = client.post(where, fields, follow=True)
    assert "can appoint somebody" in answer.content.decode()


def test_a_form_asks_for_what_takes_two_and_says_so(client, first, second):
    client.force_login(first.user)
    person, last_day = PersonFactory(), timezone.localdate() + timedelta(days=90)
    fields = {"role": "evaluator", "starts_at": timezone.localdate(), "ends_at": last_day}
    answer = client.post(reverse("people:give_role", args=[person.uuid]), fields, follow=True)

    assert "will be Evaluator when another administrator agrees" in answer.content.decode()
    asked = AskedRole.objects.get(person=person)
    assert (asked.asked_by, asked.last_day) == (first, last_day)
    assert not person.role_grants.exists()


def test_the_page_lets_another_one_answer_and_whoever_asked_take_it_back(client, first, second):
    asked = asked_by(first)
    where = reverse("people:answer_asked_role", args=[asked.pk])
    client.force_login(first.user)
    assert "Take it back" in client.get(reverse("people:asked_roles")).content.decode()
    refused = client.post(where, {"agree": "1"}, follow=True).content.decode()
    assert "You asked for it yourself" in refused

    client.force_login(second.user)
    assert "takes your answer" in client.get("/").content.decode()
    assert str(asked.person) in client.get(reverse("people:asked_roles")).content.decode()
    assert (
        "is now Programme lead" in client.post(where, {"agree": "1"}, follow=True).content.decode()
    )
    again = client.post(where, {"turn_down": "1"}, follow=True).content.decode()
    assert "Somebody else has answered this already" in again
    assert has_role(asked.person, "programme_lead")


def test_a_merge_keeps_one_of_two_that_wait_for_the_same(first):
    keep, other = PersonFactory(), PersonFactory()
    for person in (keep, other):
        asked_by(first, person=person)
    merge(keep=keep, into_keep=other)
    assert AskedRole.objects.filter(person=keep).count() == 1
    assert not AskedRole.objects.filter(person=other).exists()


def test_a_copy_of_what_is_kept_names_the_role_and_erasing_takes_it(first):
    person = UserFactory().person
    asked_by(first, person=person)
    assert export_for(person)["roles_asked_for"][0]["role"] == "programme_lead"
    erase(person)
    assert not AskedRole.objects.exists()


def test_many_that_wait_are_asked_for_as_often_as_one(client, first):
    client.force_login(first.user)
    AskedRoleFactory()
    one = queries_of(lambda: client.get(reverse("people:asked_roles")))
    AskedRoleFactory.create_batch(5)
    assert queries_of(lambda: client.get(reverse("people:asked_roles"))) == one

"""Questions about people themselves: offered once, counted apart, told only for everybody."""

from functools import partial
from itertools import combinations, pairwise, product

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from evaluation.actions.equality import NotAskedError, count_equality_answers, counts_of
from evaluation.actions.planning import PlanLockedError, change_plan
from evaluation.actions.releasing import make_release
from evaluation.actions.rooms import make_codes, open_room
from evaluation.downloads import released_figures_csv
from evaluation.equality import equality_questions, kept_for_release
from evaluation.management.commands.publish_release import as_document
from evaluation.models import EqualityTally, Wave
from evaluation.reports import report_of
from evaluation.views.equality import COOKIE
from tests.accounts.factories import PersonFactory, UserFactory, user_with_role
from tests.evaluation.attacker import is_in_span
from tests.evaluation.factories import (
    InvitationFactory,
    OccasionFactory,
    PlanFactory,
    answer_as,
    matched_people,
)
from tests.together import run_together

pytestmark = pytest.mark.django_db

ANSWERS = {"K1": "4", "C1": "4", "A2": "2"}
HERE = "evaluation:equality"
AGE = equality_questions()[0]


@pytest.fixture
def plan():
    return PlanFactory(has_equality_questions=True)


@pytest.fixture
def occasion(plan):
    return OccasionFactory(plan=plan)


@pytest.fixture
def user(client):
    user = UserFactory()
    client.force_login(user)
    return user


def send(client, user, occasion, wave=Wave.POST):
    invitation = InvitationFactory(person=user.person, occasion=occasion, wave=wave)
    where = reverse("evaluation:survey_page", args=[invitation.uuid, 1])
    return client.post(f"{where}?next=/surveys/", {**ANSWERS, "next": "/surveys/"})


def told(plan, **counts):
    """So many people gave these answers about their age."""
    for answer, count in counts.items():
        EqualityTally.objects.update_or_create(
            plan=plan, question="age", answer=answer, defaults={"count": count}
        )


def test_a_plan_asks_nothing_of_the_kind_unless_a_lead_says_so(client, user):
    occasion = OccasionFactory()
    assert not occasion.plan.has_equality_questions
    assert send(client, user, occasion).url == "/surveys/"
    assert client.get(reverse(HERE)).url == "/"


def test_the_page_comes_after_the_answers_and_says_what_becomes_of_it(client, user, occasion):
    answer = send(client, user, occasion)
    assert answer.url == reverse(HERE)
    page = " ".join(client.get(answer.url).content.decode().split())
    for words in (
        "You can leave any of them, or all",
        "nobody can connect them with your name",
        "cannot see them again or take them back",
        "at least 20 people gave an answer",
        "Go on without answering",
    ):
        assert words in page
    assert page.count("Prefer not to say") == len(equality_questions())


def test_it_is_offered_after_the_course_and_not_before(client, user, occasion):
    assert send(client, user, occasion, Wave.PRE).url == "/surveys/"


def test_an_answer_is_one_more_in_a_count_and_stands_nowhere_else(client, user, occasion):
    send(client, user, occasion)
    sent = client.post(reverse(HERE), {"age": "25_to_34", "sex": "not_said"})
    assert sent.url == "/surveys/"
    counts = counts_of(occasion.plan)
    assert counts["age"] == {**dict.fromkeys(AGE.codes, 0), "25_to_34": 1}
    assert sum(counts["ethnicity"].values()) == 0
    assert {field.name for field in EqualityTally._meta.get_fields()} == {
        "id", "plan", "question", "answer", "count",
    }  # fmt: skip


def test_what_is_kept_does_not_tell_in_which_order_people_came(plan):
    """The same people in any order leave the same rows, physical order included."""

    def rows(order):
        EqualityTally.objects.all().delete()
        for answers in order:
            count_equality_answers(plan=plan, given=answers)
        return list(EqualityTally.objects.order_by("pk").values_list("question", "answer", "count"))

    people = [{"age": "under_25", "sex": "male"}, {"age": "65_or_over"}, {"sex": "female"}]
    assert rows(people) == rows(people[::-1])


def test_a_second_entry_is_not_counted(client, user, plan, occasion):
    send(client, user, occasion)
    kept = client.cookies[COOKIE].value
    client.post(reverse(HERE), {"age": "25_to_34"})
    assert client.post(reverse(HERE), {"age": "25_to_34"}).url == "/"
    client.cookies[COOKIE] = kept
    client.post(reverse(HERE), {"age": "25_to_34"})
    assert counts_of(plan)["age"]["25_to_34"] == 1


def test_whoever_is_asked_on_two_occasions_of_a_plan_is_offered_it_once(client, user, plan):
    first, second = OccasionFactory(plan=plan), OccasionFactory(plan=plan)
    assert send(client, user, first).url == reverse(HERE)
    assert send(client, user, second).url == "/surveys/"


def test_what_is_not_offered_is_refused_and_nothing_is_lost(client, user, plan, occasion):
    send(client, user, occasion)
    answer = client.post(reverse(HERE), {"age": "150", "sex": "female"})
    assert answer.status_code == 200
    assert answer.context["form"].errors["age"]
    assert answer.context["form"]["sex"].value() == "female"
    assert counts_of(plan) == {}
    with pytest.raises(NotAskedError):
        count_equality_answers(plan=plan, given={"age": "150"})
    with pytest.raises(NotAskedError):
        count_equality_answers(plan=PlanFactory(), given={"age": "25_to_34"})


def test_leaving_all_of_it_goes_on(client, user, plan, occasion):
    send(client, user, occasion)
    assert client.post(reverse(HERE)).url == "/surveys/"
    assert not any(sum(counts.values()) for counts in counts_of(plan).values())


def test_by_a_code_it_is_offered_too_and_not_to_the_next_at_the_device(client, plan, occasion):
    codes = make_codes(occasion=occasion, count=2)
    open_room(occasion=occasion, wave=Wave.POST, at=timezone.now())
    client.post(reverse("evaluation:code"), {"code": codes[0]})
    sent = client.post(reverse("evaluation:code_page", args=[1]), ANSWERS)
    assert sent.url == reverse(HERE)
    client.post(reverse("evaluation:code"), {"code": codes[1]})
    assert client.get(reverse(HERE)).url == "/"


def test_whoever_keys_in_a_sheet_is_not_asked_about_themselves(client, occasion):
    client.force_login(user_with_role("facilitator"))
    [code] = make_codes(occasion=occasion, count=1)
    room = reverse("evaluation:room", args=[occasion.uuid])
    sheet = {"code": code, "wave": Wave.POST, "agreed": occasion.plan.consent.pk}
    client.post(room, sheet)
    assert client.post(reverse("evaluation:key_in", args=[1]), ANSWERS).url == room


def test_whether_it_is_asked_is_settled_with_the_first_answer(plan, occasion):
    answer_as(PersonFactory(), occasion, Wave.PRE, 1, 2, 3)
    lead, now = user_with_role("programme_lead").person, timezone.now()
    facts = {"k": plan.k, "has_equality_questions": False}
    with pytest.raises(PlanLockedError):
        change_plan(plan=plan, facts=facts, consent="", by=lead, seen=plan.changed_at, at=now)


def test_a_lead_turns_it_on_in_the_form(client):
    client.force_login(user_with_role("programme_lead"))
    plan = PlanFactory()
    where = reverse("evaluation:change_plan", args=[plan.uuid])
    fields = {
        "seen": plan.changed_at.isoformat(), "title": plan.title, "k": plan.k, "consent": "Yes.",
        "reliability": "0.80", "linkage": "account", "has_equality_questions": "on",
    }  # fmt: skip
    assert client.post(where, fields).status_code == 302
    plan.refresh_from_db()
    assert plan.has_equality_questions
    page = client.get(reverse("evaluation:plan", args=[plan.uuid])).content.decode()
    assert "told for everybody together" in page


def test_every_format_of_a_release_tells_the_same_and_the_rest_is_left_out(plan, occasion):
    matched_people(occasion, 10)
    told(plan, under_25=22, **{"25_to_34": 31, "35_to_44": 4, "not_said": 23})
    release = make_release(plan=plan)

    [part] = [one for one in report_of(release).parts if one.heading == "Who answered"]
    shown = dict(part.tables[0].rows)
    assert (shown["25 to 34"], shown["Prefer not to say"]) == ("30", "25")
    assert (shown["Under 25"], shown["35 to 44"]) == ("not shown", "not shown")
    cells = {cell["statistic"]: cell for cell in as_document(plan, release)["cells"]}
    assert cells["equality.age:25_to_34"]["value"] == 30
    assert cells["equality.age:25_to_34"]["n"] == 80
    assert cells["equality.age:35_to_44"]["value"] is None
    lines = released_figures_csv(plan, release).splitlines()
    [line] = [line for line in lines if "equality.age:35_to_44" in line]
    assert "not shown" in line
    assert ",4," not in line


def test_below_twice_k_nothing_is_told(plan, occasion):
    matched_people(occasion, 10)
    told(plan, under_25=19)
    release = make_release(plan=plan)
    [part] = [one for one in report_of(release).parts if one.heading == "Who answered"]
    assert part.tables == ()
    assert "Too few" in part.sentences[1]
    assert release.equality == {}


def test_a_later_release_repeats_what_was_told_until_twice_k_more_have_answered(plan, occasion):
    matched_people(occasion, 10)
    told(plan, under_25=40, **{"25_to_34": 40})
    first = make_release(plan=plan)
    told(plan, under_25=49, **{"25_to_34": 50})
    matched_people(occasion, 10)
    second = make_release(plan=plan)
    assert second.equality["age"] == first.equality["age"]
    told(plan, under_25=62, **{"25_to_34": 62})
    matched_people(occasion, 10)
    third = make_release(plan=plan)
    assert third.equality["age"]["cells"] != first.equality["age"]["cells"]


def test_no_questions_no_part_in_the_report(occasion):
    bare = OccasionFactory()
    matched_people(bare, 10)
    report = report_of(make_release(plan=bare.plan))
    assert "Who answered" not in {part.heading for part in report.parts}


@pytest.mark.django_db(transaction=True)
def test_two_who_answer_at_once_are_both_counted(plan):
    answers = {"age": "25_to_34", "sex": "female", "disability": "no"}
    calls = [partial(count_equality_answers, plan=plan, given=answers) for _ in range(4)]
    assert run_together(calls) == [3] * 4
    assert counts_of(plan)["sex"]["female"] == 4


def published(kept):
    cells = kept["cells"]
    return {cell["statistic"].partition(":")[2] for cell in cells if cell["status"] == "published"}


def found_by_attack(releases, least):
    """Everything that adds and subtracts to fewer than `least` people, or says none or all.

    Who answered when, and what, is one part for each answer and each time; the attacker knows
    every total and every count that was ever told.
    """
    parts = list(product(range(len(releases)), AGE.codes))
    sizes, before = {}, dict.fromkeys(AGE.codes, 0)
    for number, kept in enumerate(releases):
        for code in AGE.codes:
            sizes[number, code] = kept["counts"].get(code, 0) - before[code]
            before[code] = kept["counts"].get(code, 0)
    rows = [
        [part[0] <= number and (code is None or part[1] == code) for part in parts]
        for number, kept in enumerate(releases)
        for code in (None, *published(kept))
        if published(kept)
    ]
    times = range(len(releases))
    for size in range(1, len(times) + 1):
        for chosen in combinations(times, size):
            for number in range(1, len(AGE.codes)):
                for codes in combinations(AGE.codes, number):
                    target = [part[0] in chosen and part[1] in codes for part in parts]
                    people = sum(
                        sizes[part] for part, is_in in zip(parts, target, strict=True) if is_in
                    )
                    everybody = sum(sizes[part] for part in parts if part[0] in chosen)
                    is_safe = people >= least and everybody - people >= least
                    if not is_safe and everybody and is_in_span(rows, target):
                        return chosen, codes, people
    return None


def releases_of(steps):
    """Those that tell something new, of a plan to whose counts each step adds."""
    counts, releases = dict.fromkeys(AGE.codes, 0), []
    for step in steps:
        counts = {code: counts[code] + more for code, more in zip(AGE.codes, step, strict=True)}
        releases.append(kept_for_release({"age": counts}, earlier=releases, k=10))
    found = []
    for kept in (one["age"] for one in releases if one):
        if kept not in found:
            found.append(kept)
    return found


more = st.tuples(*[st.sampled_from([0, 1, 3, 19, 20, 24, 40])] * len(AGE.codes))


@given(st.lists(more, min_size=1, max_size=3))
def test_no_sum_or_difference_of_all_releases_tells_of_fewer_than_twice_k(steps):
    told_apart = releases_of(steps)
    for earlier, later in pairwise(told_apart):
        assert sum(later["counts"].values()) >= sum(earlier["counts"].values()) + 20
    assert found_by_attack(told_apart, 20) is None


def test_with_enough_new_answers_of_each_kind_all_is_told_again():
    told_apart = releases_of([[20] * len(AGE.codes), [1] * len(AGE.codes), [20] * len(AGE.codes)])
    assert [len(published(kept)) for kept in told_apart] == [len(AGE.codes)] * 2


def test_an_answer_that_none_of_the_new_ones_gave_is_not_told_again():
    """That it stayed as it was would tell of each of them what they did not answer."""
    step = [20] * len(AGE.codes)
    told_apart = releases_of([step, [0, *step[1:]]])
    assert AGE.codes[0] not in published(told_apart[1])


def test_the_attack_finds_what_the_rule_of_the_house_forbids():
    def told_all(**counts):
        cells = [{"statistic": f"equality.age:{code}", "status": "published"} for code in AGE.codes]
        return {"counts": counts, "cells": cells}

    many = dict.fromkeys(AGE.codes, 40)
    assert found_by_attack([told_all(**many)], 20) is None
    assert found_by_attack([told_all(**{**many, "under_25": 3})], 20)
    assert found_by_attack([told_all(**many), told_all(**{**many, "under_25": 60})], 20)

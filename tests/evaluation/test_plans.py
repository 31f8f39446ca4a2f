"""A lead makes a plan from a template; what people were promised stays once somebody answered."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry
from evaluation import privacy
from evaluation.actions.agreeing import agree_to_small_groups
from evaluation.actions.planning import NotAgreedError, change_plan
from evaluation.models import Instrument, Invitation, Plan, Wave
from evaluation.plan_templates import TEMPLATES
from evaluation.starter import load_starter_instruments
from tests.accounts.factories import PersonFactory, user_with_role
from tests.evaluation.factories import (
    OccasionFactory,
    PlanFactory,
    answer_as,
    file_of,
    likert,
    version_of,
)
from tests.evaluation.factories import three_statements as statements
from tests.queries import queries_of
from tests.resources.factories import site_root

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(client):
    site_root()
    user = user_with_role("programme_lead")
    client.force_login(user)
    return user


@pytest.fixture
def officer():
    return user_with_role("privacy_officer").person


@pytest.fixture
def occasion(lead):
    return OccasionFactory()


def to(name, plan, *more):
    return reverse(f"evaluation:{name}", args=[plan.uuid, *more])


def shown(client, path):
    """What the form on a page holds, as a browser would send it back."""
    form = client.get(path).context["form"]
    sent = {}
    for bound in form:
        value = bound.value()
        if value is not None and value is not False and value != "":
            sent[bound.html_name] = value
    return sent


def answered(occasion):
    answer_as(PersonFactory(), occasion, Wave.PRE, 2, 2, 4)
    return occasion.plan


def asked_at(plan, wave):
    measures = plan.waves.get(wave=wave).measures.select_related("version__instrument")
    return [(one.version.instrument.slug, one.is_then) for one in measures]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: one.slug)
def test_a_plan_is_made_from_each_template_in_one_form(client, lead, template):
    load_starter_instruments()
    sent = {"template": template.slug, "title": "Perinatal courses, 2027"}
    answer = client.post(reverse("evaluation:start_plan"), sent)
    made = Plan.objects.get(slug="perinatal-courses-2027")
    assert answer["location"] == to("plan", made)
    waves = {planned.wave for planned in made.waves.all()}
    assert waves == {moment.wave for moment in template.moments}
    assert made.k == 10
    assert "at least 10 people" in made.consent.words
    assert client.get(answer["location"]).status_code == 200


def test_the_first_template_asks_again_after_two_months(client, lead):
    load_starter_instruments()
    sent = {"template": "before-after-two-months", "title": "All three"}
    client.post(reverse("evaluation:start_plan"), sent)
    made = Plan.objects.get(title="All three")
    assert asked_at(made, "post") == [("practice-scale", False), ("reaction", False)]
    assert made.waves.get(wave="follow_up").opens_after == 60
    assert asked_at(made, "follow_up") == [("practice-scale", False), ("two-months", False)]


def test_a_template_whose_questions_are_not_here_is_not_offered(client, lead):
    form = client.get(reverse("evaluation:start_plan")).context["form"]
    assert form.fields["template"].choices == []


def test_the_list_asks_as_much_for_many_plans_as_for_one(client, lead):
    OccasionFactory()
    few = queries_of(lambda: client.get(reverse("evaluation:plans")))
    for _ in range(5):
        answered(OccasionFactory())
    assert queries_of(lambda: client.get(reverse("evaluation:plans"))) == few


def test_the_page_asks_as_much_for_many_occasions_as_for_one(client, occasion):
    path = to("plan", occasion.plan)
    few = queries_of(lambda: client.get(path))
    OccasionFactory.create_batch(4, plan=occasion.plan)
    assert queries_of(lambda: client.get(path)) == few


def test_the_page_says_what_is_asked_who_is_told_what_and_where_it_is_used(client, occasion):
    html = client.get(to("plan", occasion.plan)).content.decode()
    assert "How confident you feel" in html
    assert "Your answers are confidential." in html
    assert occasion.label in html


def test_words_and_groups_are_changed_and_the_consent_names_the_number(client, occasion):
    plan = occasion.plan
    sent = shown(client, to("change_plan", plan)) | {
        "k": 15,
        "dimensions": ["sector", "profession"],
        "crossings": ["profession+sector"],
        "consent": "It is your choice.",
    }
    assert client.post(to("change_plan", plan), sent).status_code == 302
    plan.refresh_from_db()
    assert (plan.k, plan.crossings) == (15, [["profession", "sector"]])
    assert plan.consent.number == 2
    assert plan.consent.words.startswith("It is your choice.")
    assert "at least 15 people" in plan.consent.words
    assert shown(client, to("change_plan", plan))["consent"] == "It is your choice."
    assert AuditEntry.objects.filter(verb="plan.changed").count() == 1


def test_a_crossing_needs_both_of_its_groups(client, occasion):
    path = to("change_plan", occasion.plan)
    sent = shown(client, path) | {"dimensions": ["sector"], "crossings": ["profession+sector"]}
    assert "crossings" in client.post(path, sent).context["form"].errors


def test_of_two_leads_one_is_told_and_nothing_is_lost(client, occasion):
    path = to("change_plan", occasion.plan)
    first, second = shown(client, path), shown(client, path)
    client.post(path, first | {"title": "By the first"})
    answer = client.post(path, second | {"questions": "By the second"})
    html = answer.content.decode()
    assert "Somebody saved this plan meanwhile." in html
    assert "By the first" in html
    assert "By the second" in html
    assert Plan.objects.get().questions == ""
    again = second | {
        "questions": "By the second",
        "seen": re.search(r'name="seen" value="([^"]+)"', html)[1],
    }
    assert client.post(path, again).status_code == 302
    assert Plan.objects.get().questions == "By the second"


@pytest.mark.parametrize(
    ("where", "sent"),
    [
        (("moment", "post"), {"open_for": 21}),
        (("ask_small_groups",), {"because": "pilot", "reason": "Eight people."}),
    ],
    ids=lambda one: str(one),
)
def test_each_form_on_a_plan_tells_whoever_is_late(client, occasion, where, sent):
    name, *more = where
    path = to(name, occasion.plan, *more)
    late = shown(client, path) | sent
    Plan.objects.update(changed_at=timezone.now())
    answer = client.post(path, late)
    assert "Somebody saved this plan meanwhile." in answer.content.decode()
    again = late | {"seen": answer.context["form"]["seen"].value()}
    assert client.post(path, again).status_code == 302


def test_after_the_first_answer_the_number_is_raised_and_never_lowered(client, occasion):
    plan = answered(occasion)
    path = to("change_plan", plan)
    assert client.post(path, shown(client, path) | {"k": 20}).status_code == 302
    answer = client.post(path, shown(client, path) | {"k": 12})
    assert "k" in answer.context["form"].errors
    assert Plan.objects.get().k == 20


def test_after_the_first_answer_groups_stay_as_they_were_declared(client, occasion):
    Plan.objects.update(dimensions=["sector"], crossings=[])
    plan = answered(occasion)
    path = to("change_plan", plan)
    sent = shown(client, path) | {"dimensions": ["sector", "organisation"], "title": "Renamed"}
    assert client.post(path, sent).status_code == 302
    plan.refresh_from_db()
    assert (plan.title, plan.dimensions) == ("Renamed", ["sector"])


def test_a_plan_stays_locked_when_the_only_answers_were_taken_back(occasion):
    plan = answered(occasion)
    plan.participants.get().responses.all().delete()
    plan.participants.update(withdrawn_on=timezone.localdate())
    assert plan.is_answered


def choose(*instruments, **more):
    keys = {f"asked_{number}": one.pk for number, one in enumerate(instruments)}
    return {"opens_after": 0, "open_for": 30, **keys, **more}


def test_a_moment_keeps_its_order_and_asks_about_the_time_before(client, occasion):
    plan = occasion.plan
    own = plan.waves.first().measures.get().version.instrument
    other = version_of(file_of([likert("R1")])).instrument
    path = to("moment", plan, "post")
    seen = shown(client, path)["seen"]
    client.post(path, choose(other, own, then=[own.pk], seen=seen, open_for=21))
    assert asked_at(plan, "post") == [(other.slug, False), (own.slug, False), (own.slug, True)]
    assert plan.waves.get(wave="post").open_for == 21


@pytest.mark.parametrize(
    ("wave", "said", "is_length_asked"),
    [
        ("pre", "until the first lesson is finished or the first session begins", False),
        ("post", "is not asked, except on a course in the last three days", True),
        ("later", "is asked too, where that day is still to come", True),
    ],
)
def test_the_form_of_a_moment_says_how_long_it_lasts_and_who_is_asked(
    client, occasion, wave, said, is_length_asked
):
    html = client.get(to("moment", occasion.plan, wave)).content.decode()
    assert said in html
    assert ("Stays open for, in days" in html) is is_length_asked


def test_what_is_asked_before_is_kept_without_a_length(client, occasion):
    own = occasion.plan.waves.first().measures.get().version.instrument
    path = to("moment", occasion.plan, "pre")
    sent = {"asked_0": own.pk, "opens_after": 2, "seen": shown(client, path)["seen"]}
    assert client.post(path, sent).status_code == 302
    assert occasion.plan.waves.get(wave="pre").opens_after == 2


def test_the_same_questions_are_not_asked_twice_at_one_moment(client, occasion):
    own = occasion.plan.waves.first().measures.get().version.instrument
    path = to("moment", occasion.plan, "post")
    sent = choose(own, own, seen=shown(client, path)["seen"])
    assert client.post(path, sent).context["form"].errors


def test_a_new_version_is_taken_everywhere_until_somebody_has_answered(client, occasion):
    plan = occasion.plan
    own = plan.waves.first().measures.get().version.instrument
    newer = version_of(statements(), instrument=own, number=2)
    path = to("moment", plan, "post")
    client.post(path, choose(own, seen=shown(client, path)["seen"]))
    versions = {one.version for planned in plan.waves.all() for one in planned.measures.all()}
    assert versions == {newer}


def test_a_later_moment_is_added_after_answers_in_the_version_that_was_asked(client, occasion):
    plan = answered(occasion)
    own = plan.waves.first().measures.get().version.instrument
    version_of(statements(), instrument=own, number=2)
    path = to("moment", plan, "follow_up")
    client.post(path, choose(own, opens_after=60, seen=shown(client, path)["seen"]))
    assert plan.waves.get(wave="follow_up").measures.get().version.number == 1
    assert client.get(path).status_code == 404
    assert client.get(to("moment", plan, "later")).status_code == 200


@pytest.mark.parametrize("wave", ["pre", "post"])
def test_what_was_asked_stays_after_the_first_answer(client, occasion, wave):
    plan = occasion.plan
    sent = {"seen": plan.changed_at.isoformat()}
    answered(occasion)
    assert client.get(to("moment", plan, wave)).status_code == 404
    client.post(to("drop_moment", plan, wave), sent)
    assert plan.waves.filter(wave=wave).exists()


def test_whoever_was_asked_at_a_moment_that_is_dropped_is_asked_no_more(client, occasion):
    Invitation.objects.create(person=PersonFactory(), occasion=occasion, wave="post")
    plan = occasion.plan
    client.post(to("drop_moment", plan, "post"), {"seen": plan.changed_at.isoformat()})
    assert not plan.waves.filter(wave="post").exists()
    assert Invitation.objects.get().closed_because == "moment_dropped"


def ask_for_five(client, plan):
    path = to("ask_small_groups", plan)
    sent = {"because": "pilot", "reason": "Eight people, one hub."}
    return client.post(path, shown(client, path) | sent)


def test_fewer_than_ten_are_agreed_by_the_privacy_officer_and_said_to_people(
    client, occasion, officer
):
    plan = occasion.plan
    assert ask_for_five(client, plan).status_code == 302
    assert Plan.objects.get().k == 10
    client.force_login(officer.user)
    assert "Eight people" in client.get(reverse("evaluation:agreements")).content.decode()
    client.post(to("agreement", plan), {"agree": "1"})
    plan = Plan.objects.get()
    assert (plan.k, plan.k_wished) == (5, None)
    assert "at least 5 people" in plan.consent.words
    assert "privacy officer has agreed" in plan.consent.words
    asked, agreed = AuditEntry.objects.filter(verb__startswith="plan.small_groups").order_by("pk")
    assert (asked.actor, agreed.actor) == (plan.k_asked_by.uuid, officer.uuid)


def test_a_lead_reads_why_the_privacy_officer_did_not_agree(client, occasion, officer, lead):
    ask_for_five(client, occasion.plan)
    client.force_login(officer.user)
    client.post(to("agreement", occasion.plan), {"why": "Eight are too few."})
    client.force_login(lead)
    assert "Eight are too few." in client.get(to("plan", occasion.plan)).content.decode()
    assert Plan.objects.get().k == 10


def test_nobody_agrees_to_what_they_asked_for(client, occasion, officer):
    ask_for_five(client, occasion.plan)
    Plan.objects.update(k_asked_by=officer)
    client.force_login(officer.user)
    client.post(to("agreement", occasion.plan), {"agree": "1"})
    assert Plan.objects.get().k == 10


def test_an_answer_that_came_meanwhile_locks_the_number(client, occasion, officer):
    ask_for_five(client, occasion.plan)
    plan = answered(occasion)
    client.force_login(officer.user)
    client.post(to("agreement", plan), {"agree": "1"})
    assert Plan.objects.get().k == 10
    assert AuditEntry.objects.filter(verb="plan.small_groups_agreed").count() == 0


def test_no_form_makes_a_number_below_ten_that_nobody_agreed_to(lead):
    plan = PlanFactory()
    with pytest.raises(NotAgreedError):
        change_plan(
            plan=plan,
            facts={"k": 5},
            consent="",
            by=lead.person,
            seen=plan.changed_at,
            at=timezone.now(),
        )


def test_what_was_agreed_may_be_raised_a_little(lead, officer):
    plan = PlanFactory(k_wished=5, k_because="pilot")
    plan = agree_to_small_groups(plan=plan, by=officer, at=timezone.now() - timedelta(days=1))
    facts = {"facts": {"k": 7}, "consent": "", "by": lead.person}
    change_plan(plan=plan, seen=plan.changed_at, at=timezone.now(), **facts)
    assert Plan.objects.get(pk=plan.pk).k == 7


def test_who_asked_for_it_moves_with_their_record_and_goes_with_them():
    keep, other = PersonFactory(), PersonFactory()
    plan = PlanFactory(k_wished=5, k_because="pilot", k_asked_by=other)
    privacy.merge(keep=keep, into_keep=other)
    plan.refresh_from_db()
    assert plan.k_asked_by == keep
    privacy.erase(keep)
    plan.refresh_from_db()
    assert plan.k_asked_by is None


def test_two_instruments_that_use_one_code_are_not_asked_in_one_plan(client, lead):
    plan = PlanFactory()
    load_starter_instruments()
    known = {one.slug: str(one.pk) for one in Instrument.objects.all()}
    where = reverse("evaluation:moment", args=[plan.uuid, Wave.FOLLOW_UP])
    fields = {"seen": plan.changed_at.isoformat(), "opens_after": 60, "open_for": 30}
    asked = {"asked_0": known["practice-scale"], "asked_1": known["practice-in-three"]}
    page = client.post(where, fields | asked).content.decode()
    assert "use the same code (A2, C1, K1" in page
    assert not plan.waves.filter(wave=Wave.FOLLOW_UP).exists()


def test_a_moment_typed_in_before_the_first_answer_is_not_lost_after_it(client, occasion):
    path = to("moment", occasion.plan, "post")
    sent = shown(client, path) | {"opens_after": "17"}
    answered(occasion)
    answer = client.post(path, sent)
    assert "Somebody has answered meanwhile" in answer.text
    assert 'value="17"' in answer.text
    assert "Ask nothing at this moment" not in answer.text
    assert occasion.plan.waves.get(wave="post").opens_after == 0


def test_a_wish_for_fewer_than_ten_is_not_lost_after_the_first_answer(client, occasion):
    path = to("ask_small_groups", occasion.plan)
    sent = shown(client, path) | {"because": "pilot", "reason": "Eight people, one hub."}
    answered(occasion)
    answer = client.post(path, sent)
    assert "Somebody has answered meanwhile" in answer.text
    assert "Eight people, one hub." in answer.text
    assert Plan.objects.get().k_wished is None

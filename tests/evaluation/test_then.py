"""*Then*, how it was before as seen afterwards, is asked with *after* and counted apart."""

import pytest

from evaluation.actions.planning import add_measure
from evaluation.actions.releasing import release_results
from evaluation.flow import flow_of
from evaluation.models import THEN, Response, Wave
from tests.accounts.factories import PersonFactory, user_with_role
from tests.evaluation.factories import OccasionFactory, answer_as, matched_people
from tests.evaluation.packs import store_in, tables_of

pytestmark = pytest.mark.django_db

PEOPLE = 10
NOW, LATER, BACK = (2, 2, 4), (4, 4, 2), (1, 1, 5)
HIGHER = (3, 2, 4), (5, 5, 2), (1, 2, 5)


@pytest.fixture
def occasion(settings, tmp_path):
    """Everybody saw themselves lower in looking back than they had said at the time."""
    store_in(tmp_path, settings)
    occasion = OccasionFactory()
    version = occasion.plan.waves.get(wave=Wave.POST).measures.get().version
    add_measure(plan=occasion.plan, wave=Wave.POST, version=version, is_then=True)
    for number in range(PEOPLE):
        person = PersonFactory()
        before, after, back = (NOW, LATER, BACK) if number % 2 else HIGHER
        answer_as(person, occasion, Wave.PRE, *before)
        answer_as(person, occasion, Wave.POST, *after, *back)
    return occasion


def test_both_are_kept_as_answers_of_their_own_moment(occasion):
    sent = Response.objects.complete().values_list("wave", flat=True)
    assert sorted(sent) == sorted([Wave.PRE, Wave.POST, THEN] * PEOPLE)


def test_the_change_is_from_before_and_never_from_then(occasion):
    release = release_results(by=user_with_role("programme_lead").person, plan=occasion.plan)
    figures = release.whole["practice"]
    assert figures["n"] == PEOPLE
    assert figures["pre_mean"] == round((2 + 7 / 3) / 2, 2)
    assert figures["post_mean"] == round((4 + 14 / 3) / 2, 2)


def test_rows_hold_then_beside_before_and_after(occasion):
    tables = tables_of(occasion.plan)
    moments = [row["moment"] for row in tables["scores"]]
    assert {name: moments.count(name) for name in set(moments)} == {
        "pre": PEOPLE,
        "post": PEOPLE,
        "then": PEOPLE,
    }
    columns = {name.partition("_")[0] for name in tables["wide"][0] if name.endswith("K1")}
    assert columns == {"pre", "post", "then"}


def test_those_who_were_never_asked_then_have_answered_every_time():
    occasion = OccasionFactory()
    matched_people(occasion, PEOPLE)
    version = occasion.plan.waves.get(wave=Wave.POST).measures.get().version
    add_measure(plan=occasion.plan, wave=Wave.POST, version=version, is_then=True)
    flow = flow_of(occasion.plan)
    assert flow["matched_pre_post"] == flow["matched_all"] == PEOPLE

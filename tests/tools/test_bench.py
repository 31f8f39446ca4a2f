from types import SimpleNamespace

import pytest

from evaluation.models import Response
from evaluation.plan_templates import PRACTICE
from tools.bench.measure import Measure, Row, measure, what_grows
from tools.bench.results import analysed
from tools.bench.surveys import Survey

pytestmark = pytest.mark.django_db


def measured(name="lesson page", among=500, queries=11, wall_ratio=4.0):
    return Measure(name, among, queries, 10.0, 12.0, 15.0, wall_ratio, wall_ratio)


def test_nothing_is_said_of_pages_that_cost_the_same_among_many():
    assert not list(what_grows([measured(), measured(among=50_000, wall_ratio=5.1)]))


def test_another_query_among_many_is_said():
    (sentence,) = what_grows([measured(), measured(among=50_000, queries=12)])
    assert sentence == "lesson page: 11 and 12 queries among 500 and among 50,000."


def test_a_third_longer_among_many_is_said():
    (sentence,) = what_grows([measured(), measured(among=50_000, wall_ratio=5.6)])
    assert sentence == "lesson page: 1.40 times as long among 500 and among 50,000."


def test_pages_are_compared_with_themselves_only():
    assert not list(what_grows([measured(), measured("course page", 50_000, 16, 9.0)]))


def test_a_row_is_asked_in_turns_with_the_bare_view():
    asked = []

    def ask(name):
        asked.append(name)
        return SimpleNamespace(status_code=200)

    found = measure(Row("page", lambda: ask("page")), bare=lambda: ask("bare"), times=3)
    assert asked[-6:] == ["bare", "page"] * 3
    assert found.ratio > 0


def test_a_page_that_answers_anything_but_ok_is_not_measured():
    row = Row("page", lambda: SimpleNamespace(status_code=404))
    with pytest.raises(SystemExit, match="page answered 404"):
        measure(row, bare=lambda: None, times=1)


def test_a_survey_is_answered_anew_each_time_beside_those_who_answered():
    survey = Survey(PRACTICE)
    survey.grow(3)
    for _time in range(2):
        assert survey.save().status_code == survey.answer_all().status_code == 200
        assert Response.objects.by(survey.person, survey.plan).get().is_complete
        survey.grow(survey.count)
    assert Response.objects.complete().count() == 6


def test_the_change_of_so_many_pairs_is_timed():
    assert analysed(100)["name"] == "analyse 100 matched pairs"

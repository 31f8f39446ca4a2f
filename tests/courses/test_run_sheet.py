"""Any plan: each step begins where the one before ends, and opens a stage that is there."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from courses.run_sheet import opens_each_in_order, steps_of

START = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
"""Half an hour before the clocks go back."""

ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "title": st.text(max_size=5),
            "minutes": st.integers(1, 240),
            "what_to_do": st.just(""),
            "stage": st.none() | st.integers(1, 4),
        }
    ),
    max_size=12,
)


@given(plan=ROWS, stages=st.lists(st.text(min_size=1), max_size=3))
def test_steps_follow_each_other_from_the_start(plan, stages):
    steps = steps_of(plan, stages=stages, starts_at=START)
    assert [step.number for step in steps] == list(range(1, len(plan) + 1))
    edges = [START, *(step.ends_at for step in steps)]
    assert [step.starts_at for step in steps] == edges[:-1]
    assert edges[-1] - START == timedelta(minutes=sum(row["minutes"] for row in plan))


@given(plan=ROWS, stages=st.lists(st.text(min_size=1), max_size=3))
def test_a_step_opens_the_stage_it_names_or_none(plan, stages):
    for row, step in zip(plan, steps_of(plan, stages=stages, starts_at=START), strict=True):
        named = row["stage"] or 0
        assert step.stage == (stages[named - 1] if 1 <= named <= len(stages) else None)


@given(plan=ROWS, stages=st.lists(st.text(min_size=1), max_size=3))
def test_a_plan_in_order_opens_each_stage_once(plan, stages):
    opened = [step.stage for step in steps_of(plan, stages=stages, starts_at=START) if step.stage]
    if opens_each_in_order(plan, stages=len(stages)):
        assert opened == stages
    for number in range(4):
        rows = [{"stage": each} for each in (None, *range(1, number + 1))]
        assert opens_each_in_order(rows, stages=number)
        assert not opens_each_in_order(rows, stages=number + 1)

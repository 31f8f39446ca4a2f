from datetime import date

import pytest

from forums.working_days import after_working_days


@pytest.mark.parametrize(
    ("written", "looked_at"),
    [
        (date(2026, 11, 18), date(2026, 11, 20)),
        (date(2026, 11, 20), date(2026, 11, 24)),
        (date(2026, 11, 21), date(2026, 11, 24)),
        (date(2026, 11, 22), date(2026, 11, 24)),
    ],
)
def test_a_post_is_read_by_the_end_of_the_second_working_day(written, looked_at):
    assert after_working_days(written, 2) == looked_at

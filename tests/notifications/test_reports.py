"""What mail servers report, read without trusting a byte of it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifications.reports import LARGEST, Trouble, UnreadableReportError, read_report
from tests.notifications.reports import COMPLAINT, GONE, delivery


def test_a_letter_that_came_back_for_good_marks_its_address():
    assert read_report(GONE) == [Trouble("gone@example.org", "bounced", "5.1.1")]


def test_every_reader_of_one_report_counts_once():
    one, other = ("one@example.org", "failed", "5.1.1"), ("two@example.org", "failed", "5.2.1")
    found = read_report(delivery(one, other, one))
    assert [trouble.address for trouble in found] == ["one@example.org", "two@example.org"]


@pytest.mark.parametrize(
    ("action", "status"),
    [("delayed", "4.4.1"), ("failed", "4.2.2"), ("delivered", "2.0.0"), ("failed", "")],
)
def test_what_may_still_arrive_marks_nothing(action, status):
    assert read_report(delivery(("slow@example.org", action, status))) == []


def test_a_complaint_is_read():
    assert read_report(COMPLAINT) == [Trouble("robin@example.org", "complained")]


def test_json_of_one_or_of_many_is_read():
    row = {"address": "Gone@Example.org", "kind": "bounced", "code": "5.1.1"}
    one = Trouble("gone@example.org", "bounced", "5.1.1")
    assert read_report(json.dumps(row).encode()) == [one]
    assert read_report(json.dumps([row, row]).encode()) == [one]
    assert read_report(json.dumps({**row, "code": "4.2.2"}).encode()) == []


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "no report"),
        (b"Hello", "no report"),
        (b"{", "not valid JSON"),
        (b'{"kind": "opened", "address": "a@example.org"}', '"kind"'),
        (b'{"kind": "bounced", "address": "nobody"}', '"address"'),
        (b"[1]", '"kind"'),
        (b"[" * 100_000, "not valid JSON"),
        (b"x" * (LARGEST + 1), "larger than"),
    ],
)
def test_what_is_no_report_is_refused_in_words(raw, words):
    with pytest.raises(UnreadableReportError, match=words):
        read_report(raw)


def _read(raw):
    try:
        return read_report(raw)
    except UnreadableReportError:
        return []


@given(st.binary(max_size=2_000))
def test_arbitrary_bytes_never_break_it(raw):
    assert isinstance(_read(raw), list)


@given(st.binary(max_size=400), st.integers(0, len(GONE)))
def test_a_damaged_report_never_breaks_it(damage, at):
    for trouble in _read(GONE[:at] + damage + GONE[at:]):
        assert trouble.address == trouble.address.lower()

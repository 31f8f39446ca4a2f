"""GIFT with whatever anybody may write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.packages.gift.reader import read_gift
from courses.packages.gift.writer import as_gift_carries, write_gift
from courses.packages.questions import Kind, Package
from tests.courses.packages import strategies

pytestmark = pytest.mark.slow

GIFT = st.lists(strategies.AWKWARD | st.sampled_from("ab\n"), max_size=40).map("".join)


@pytest.mark.parametrize("kind", Kind)
@given(data=st.data())
def test_a_question_comes_back_from_gift_as_it_went(kind, data):
    question = data.draw(strategies.plain_questions(kind))
    package = Package((question,))
    written = write_gift(package)
    assert read_gift(written.content) == package, written.content.decode()
    assert written.problems == ()


@given(strategies.packages(strategies.full_questions))
def test_what_gift_carries_of_any_bank_comes_back_and_the_rest_is_said(package):
    written = write_gift(package)
    carried = Package(tuple(filter(strategies.is_right, map(as_gift_carries, package.questions))))
    assert read_gift(written.content) == carried, written.content.decode()
    lossy = {one.title for one in package.questions if as_gift_carries(one) != one}
    assert all(any(title in problem.message for problem in written.problems) for title in lossy)
    assert write_gift(carried).content == written.content


@given(GIFT | st.text())
def test_any_text_is_read_or_refused_and_what_was_read_goes_out_and_comes_back(text):
    package = read_gift(text.encode(errors="surrogatepass"))
    assert package.items or package.problems
    assert read_gift(write_gift(package).content) == package


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(content):
    package = read_gift(content)
    assert package.items or package.problems

"""What a group opens by its link, and what nobody keeps of it."""

import io
import logging
import re
from datetime import timedelta
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from portal.logs import JsonFormatter, WithoutTrace
from resources.actions.language_review import end_link
from resources.models import Partnership, ReviewCopy
from tests.accounts.factories import UserFactory
from tests.courses.factories import course, lesson
from tests.queries import queries_of
from tests.resources.blocks import every_block
from tests.resources.factories import (
    ContentNoteTopicFactory,
    PictureFactory,
    SupportContactFactory,
    answered,
    closed_review,
    comment_on,
    page_under,
    review_copy,
    site_root,
)

pytestmark = pytest.mark.django_db
NUMBER = re.compile(r'id="n(\d+)"')


def address(token):
    return reverse("resources:review_copy", args=[token])


def draft(**fields):
    return page_under(site_root(), live=False, **fields)


def open_by(client, token):
    return client.get(address(token))


def test_a_draft_is_read_without_an_account(client):
    page = draft(title="Sleep", lead="Why rest matters", body=[("text", "<p>Rest helps.</p>")])
    _copy, token = review_copy(page)

    shown = open_by(client, token).content.decode()

    assert re.findall(NUMBER, shown) == ["1", "2", "3"]
    assert shown.index("Sleep</h1>") < shown.index("Why rest matters") < shown.index("Rest helps.")
    assert "A review copy for Young people’s panel" in shown
    assert '<meta name="robots" content="noindex">' in shown


def test_the_content_note_and_support_come_before_the_words(client):
    SupportContactFactory(name="Listening line", in_support_box=True)
    page = draft(note_why="It shows a letter.", body=[("text", "<p>Rest helps.</p>")])
    page.note_topics.add(ContentNoteTopicFactory())
    page.save_revision()
    _copy, token = review_copy(page)

    shown = open_by(client, token).content.decode()

    words = shown.index("Rest helps.")
    assert shown.index("mentions domestic abuse") < shown.index("Listening line") < words
    assert shown.index("It shows a letter.") < words


class Words(HTMLParser):
    """Words of the copy that stand in no element with a number before them."""

    BREAKS = {"p", "li", "h2", "h3", "tr", "figcaption", "caption", "footer", "summary", "figure"}

    def __init__(self):
        super().__init__()
        self.numbered = self.is_numbered = False
        self.left = []

    def handle_starttag(self, tag, attrs):
        if tag in self.BREAKS:
            self.is_numbered = False
        if "cp-number" in dict(attrs).get("class", ""):
            self.is_numbered = True

    def handle_data(self, data):
        if data.strip() and not self.is_numbered:
            self.left.append(data.strip())


def test_every_block_is_numbered_but_support_which_belongs_to_the_portal():
    page = draft(body=[(k, v) for k, v in every_block().items() if k != "support"])
    copy, _token = review_copy(page)

    words = Words()
    words.feed(copy.body)
    assert words.left == []
    assert NUMBER.findall(copy.body) == [str(n) for n in range(2, copy.last_number + 1)]
    assert "<details open" in copy.body

    with_support, _token = review_copy(draft(body=[("support", every_block()["support"])]))
    assert with_support.paragraphs == ["A quiet page"]


def test_a_course_and_a_lesson_are_whole_on_one_screen(client):
    page = course(outcomes=[("outcome", "Notice patterns")], audience="Teachers")
    _copy, token = review_copy(page)
    shown = open_by(client, token).content.decode()
    assert "Notice patterns" in shown
    assert "Teachers" in shown

    copy, token = review_copy(lesson(page, parts=("First", "Second"), is_released=False))
    shown = open_by(client, token).content.decode()
    assert "About First." in shown
    assert "About Second." in shown
    assert copy.last_number == 6


def test_words_of_an_author_cannot_become_markup(client):
    page = draft(title="<script>x</script>", lead="<img src=x>", body=[])
    _copy, token = review_copy(page)

    shown = open_by(client, token).content.decode()

    assert "<script>x" not in shown
    assert "<img src=x>" not in shown


# Nothing is kept of the reader


def test_the_browser_is_told_to_keep_and_pass_on_nothing(client):
    _copy, token = review_copy()

    answer = open_by(client, token)

    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert answer["Cache-Control"] == "private, no-store"
    assert not answer.cookies
    assert not client.cookies


def test_whoever_is_signed_in_reads_the_same_page_and_their_session_is_left_alone(client):
    _copy, token = review_copy()
    without = open_by(client, token).content
    client.force_login(UserFactory())

    answer = open_by(client, token)

    assert not answer.cookies
    assert nonces_out(answer.content) == nonces_out(without)


def nonces_out(content):
    return re.sub(rb'nonce="[^"]*"', b"", content)


def test_reading_writes_nothing(client, django_assert_num_queries):
    _copy, token = review_copy()
    open_by(client, token)

    with django_assert_num_queries(queries_of(lambda: open_by(client, token))) as asked:
        open_by(client, token)

    assert not [q for q in asked if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]


@pytest.fixture
def logged():
    """Everything that is logged, as the set-up of production lets through."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter())
    handler.addFilter(WithoutTrace())
    root = logging.getLogger()
    root.addHandler(handler)
    level, root.level = root.level, logging.INFO
    yield stream.getvalue
    root.removeHandler(handler)
    root.setLevel(level)


def test_no_line_is_written_of_a_reader_whatever_they_found(client, logged):
    copy, token = review_copy()
    before = logged()
    open_by(client, token)
    end_link(by=None, copy=copy, at=timezone.now())
    open_by(client, token)

    assert logged() == before
    client.get("/healthz")
    assert "healthz" in logged()
    assert settings.LOGGING["handlers"]["stderr"]["filters"] == ["without_trace"]


# The end of a link


@pytest.mark.parametrize("method", ["get", "head"])
def test_an_unknown_link_says_that_it_has_ended_and_whom_to_ask(client, method):
    Partnership.objects.update_or_create(defaults={"contact_email": "team@example.org"})

    answer = getattr(client, method)(address("nothing"))

    assert answer.status_code == 410
    if method == "get":
        assert "This link has ended" in answer.content.decode()


def test_a_link_that_ran_out_and_one_that_was_ended_look_alike(client):
    ran_out, one = review_copy(expires_on=timezone.localdate() - timedelta(days=1))
    ended, other = review_copy()
    end_link(by=None, copy=ended, at=timezone.now())

    answers = [open_by(client, token) for token in (one, other, "unknown")]

    assert {answer.status_code for answer in answers} == {410}
    assert len({nonces_out(answer.content) for answer in answers}) == 1
    assert ran_out.title not in answers[0].content.decode()


def test_nothing_can_be_sent_to_it(client):
    _copy, token = review_copy()

    assert client.post(address(token)).status_code == 405


# You said, we did


def test_once_closed_the_link_tells_what_came_of_it_until_it_runs_out(client):
    page = draft(title="Sleep", body=[("text", "<p>Rest helps.</p>")])
    copy, token = closed_review(page, words="Say tired.", answer_words="We say tired.", number=2)

    shown = open_by(client, token).content.decode()

    assert "You said, we did" in shown
    for words in ("Say tired.", "We say tired.", "About number 2: “Rest helps.”"):
        assert words in shown
    assert "How this works" not in shown
    ReviewCopy.objects.update(expires_on=timezone.localdate() - timedelta(days=1))
    assert open_by(client, token).status_code == 410
    assert copy.closed_at


def test_a_review_without_comments_says_so_to_the_group(client):
    _copy, token = closed_review(comments=0)

    assert "No comments came this time." in open_by(client, token).content.decode()


@pytest.mark.parametrize("is_closed", [True, False])
def test_a_longer_review_needs_no_more_queries(client, is_closed):
    copy, token = review_copy()
    comment_on(copy)
    ReviewCopy.objects.update(closed_at=timezone.now() if is_closed else None)
    before = queries_of(lambda: open_by(client, token))

    ReviewCopy.objects.update(closed_at=None)
    for _ in range(4):
        comment_on(copy)
    ReviewCopy.objects.update(closed_at=timezone.now() if is_closed else None)

    assert queries_of(lambda: open_by(client, token)) == before


# Files of a draft


def files_of(copy, token):
    return [f"/review-copy/{token}{path}" for path in copy.files]


def with_files():
    kinds = ("picture", "recording", "download")
    return draft(body=[(kind, every_block()[kind]) for kind in kinds])


def test_pictures_recordings_and_documents_of_a_draft_open_by_the_link(client):
    copy, token = review_copy(with_files())
    shown = open_by(client, token).content.decode()

    assert len(copy.files) >= 3
    for path in files_of(copy, token):
        assert path in shown
        answer = client.get(path)
        assert answer.status_code == 200
        assert answer["Cache-Control"] == "private, no-store"
        assert answer["Referrer-Policy"] == "no-referrer"
    assert not re.search(r'(?:src|href)="/(?:pictures|recordings|documents)/', shown)


def test_another_file_does_not_open_by_the_link(client):
    _copy, token = review_copy(with_files())
    other = PictureFactory().get_rendition("width-20").url

    assert client.get(f"/review-copy/{token}{other}").status_code == 404
    assert client.get(f"/review-copy/{token}/cms/").status_code == 404


def test_files_end_with_the_link_and_with_the_review(client):
    copy, token = review_copy(with_files())
    (path, *_rest) = files_of(copy, token)
    answered(copy)

    ReviewCopy.objects.update(closed_at=timezone.now())
    assert client.get(path).status_code == 410
    ReviewCopy.objects.update(closed_at=None, link_ended_at=timezone.now())
    assert client.get(path).status_code == 410


# The record on the page


def test_the_page_tells_which_group_read_it_and_what_came_of_it(client):
    page = page_under(site_root(), co_production_note="Made with parents.")
    copy, _token = closed_review(page, comments=2)
    copy.comments.update(is_shown=False)

    shown = client.get(page.url).content.decode()

    assert "Made together" in shown
    assert "Made with parents." in shown
    assert "<b>Young people’s panel</b> read this page and made 2 comments." in shown
    assert "2 led to a change." in shown
    assert "Broken home" not in shown


def test_a_comment_is_shown_on_the_page_only_when_somebody_chose_so(client):
    page = page_under(site_root())
    copy, _token = closed_review(page, comments=2)
    shown_one = copy.comments.first()
    shown_one.is_shown, shown_one.words = True, "Say home."
    shown_one.save()

    shown = client.get(page.url).content.decode()

    assert "Say home." in shown
    assert "Broken home" not in shown


@pytest.mark.parametrize("state", ["open", "silent"])
def test_a_review_that_is_open_or_brought_nothing_is_not_told(client, state):
    page = page_under(site_root())
    if state == "open":
        answered(review_copy(page)[0], is_shown=True)
    else:
        closed_review(page, comments=0)

    assert "Made together" not in client.get(page.url).content.decode()


def test_a_page_read_by_more_groups_needs_no_more_queries(client):
    page = page_under(site_root())
    closed_review(page, comments=1, is_shown=True)
    before = queries_of(lambda: client.get(page.url))

    for _ in range(3):
        closed_review(page, comments=3, is_shown=True)

    assert queries_of(lambda: client.get(page.url)) == before

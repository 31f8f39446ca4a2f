"""What an author sees of a lesson before anybody learns from it, and a reader of a review."""

import re

import pytest
from django.urls import reverse

from accounts.models import Sector
from courses.models import AttemptAnswer, LessonPage
from courses.packages.questions import Kind
from tests.accounts.factories import user_with_role
from tests.courses.factories import body, course, lesson
from tests.courses.quizzes import EVERY_KIND, TWO, bank, quiz_block
from tests.queries import queries_of
from tests.resources.posting import form_of

pytestmark = pytest.mark.django_db
REFLECTION = {"type": "reflection", "value": {"question": "What did you notice?"}}


@pytest.fixture
def author(client):
    client.force_login(user_with_role("trainer"))
    return client


def draft(*blocks, **fields):
    page = lesson(course(), is_released=False, live=False, parts=(), **fields)
    page.body = list(blocks)
    page.save_revision(clean=False)
    return page.get_latest_revision_as_object()


def settings_block(*slugs):
    told = [{"sector": slug, "text": f"<p>At {slug} it is so.</p>"} for slug in slugs]
    return {"type": "in_your_setting", "value": {"heading": "Here", "settings": told}}


def seen(client, page, **asked):
    url = reverse("wagtailadmin_pages:view_draft", args=[page.pk])
    answer = client.get(url, asked)
    assert answer.status_code == 200
    return " ".join(answer.text.split())


def article_of(html):
    return html[html.index("<article") : html.index("</article>")]


def test_the_knowledge_check_is_shown_with_its_questions_and_buttons(author):
    page = draft(quiz_block(bank(TWO)))
    html = seen(author, page)
    assert "Check what you know" in html
    assert "2 questions. Take as long and try as often as you like." in html
    assert "Is it?" in html
    assert "Is it not?" in html
    for button in ("Start the questions", "Check my answers", "Save and stop for now"):
        assert re.search(rf"<button[^>]* disabled>{button}</button>", html)
    assert "once the course is given out" not in html


def test_every_kind_of_question_can_be_looked_at_and_nothing_is_kept(author):
    kept = bank(EVERY_KIND)
    page = draft(quiz_block(kept))
    html = article_of(seen(author, page))
    for question in kept.questions.select_related("current"):
        first = question.current.content.text.words.split()[0]
        assert question.current.kind in set(Kind)
        assert first in html
    assert not AttemptAnswer.objects.exists()
    assert html == article_of(seen(author, page))


def test_as_many_are_shown_as_are_asked_at_a_time(author):
    html = seen(author, draft(quiz_block(bank(TWO), asks=1)))
    assert "1 question. Take as long" in html
    assert "Is it not?" not in html


def test_a_check_without_questions_says_what_to_do(author):
    no_category = quiz_block(bank(TWO))
    no_category["value"]["category"] = None
    empty = bank(TWO, category="Empty")
    empty.questions.update(put_away_at="2026-01-01T00:00Z")
    for block in (no_category, quiz_block(empty)):
        LessonPage.objects.all().delete()
        assert "There is no question in it yet." in seen(author, draft(block))


def test_the_settings_of_a_sector_come_first_for_a_learner_in_it(author):
    Sector.objects.create(slug="a-school", label="A school")
    Sector.objects.create(slug="b-police", label="Our police")
    page = draft(settings_block("a-school", "b-police"))
    labels = [str(label) for _mode, label in page.preview_modes]
    assert labels == ["As a learner", "As a learner in A school", "As a learner in Our police"]
    request = page.make_preview_request(preview_mode="b-police")
    html = " ".join(request.text.split())
    assert "Our police (yours)" in html
    assert html.index("At b-police") < html.index("At a-school")
    plain = seen(author, page)
    assert plain.index("At a-school") < plain.index("At b-police")
    assert "(yours)" not in plain
    assert "Our police" in plain


def test_a_lesson_that_names_no_sector_has_one_preview(author):
    assert [mode for mode, _label in draft().preview_modes] == [""]
    assert [mode for mode, _label in LessonPage().preview_modes] == [""]


def test_each_part_can_be_opened_and_the_sector_stays(author):
    Sector.objects.create(slug="b-police", label="Our police")
    page = draft(*body("First part", "Second part"), settings_block("b-police"))
    assert "Our police" in seen(author, page, part="3")
    answer = page.make_preview_request(preview_mode="b-police").text
    assert "?part=2&amp;mode=b-police" in answer


def test_nothing_in_a_preview_is_sent_anywhere(author):
    article = article_of(seen(author, draft(REFLECTION, quiz_block(bank(TWO)))))
    assert "What did you notice?" in article
    assert "<form" not in article


def test_the_panel_beside_the_editor_shows_the_whole_lesson(author):
    page = draft(*body("First part", "Second part"), quiz_block(bank(TWO)))
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    assert author.post(preview, form_of(author, edit)).json()["is_valid"]
    shown = author.get(preview, {"in_preview_panel": "true", "mode": ""}).text
    assert "Second part" in shown
    assert "Is it not?" in shown


def test_a_lesson_that_was_never_saved_has_a_preview(author):
    where = ["courses", "lessonpage", course().pk]
    said = form_of(author, reverse("wagtailadmin_pages:add", args=where))
    said |= {"title": "New", "slug": "new", "body-count": "2"}
    for place, kind in enumerate(("quiz", "reflection")):
        said |= {f"body-{place}-{name}": "" for name in ("deleted", "id")}
        said |= {f"body-{place}-order": place, f"body-{place}-type": kind}
    said |= {"body-0-value-heading": "Check", "body-0-value-category": ""}
    said |= {"body-1-value-question": "What did you notice?"}
    preview = reverse("wagtailadmin_pages:preview_on_add", args=where)
    assert author.post(preview, said).json()["is_valid"]
    shown = author.get(preview)
    assert shown.status_code == 200
    assert "There is no question in it yet." in shown.text
    assert "What did you notice?" in shown.text


def test_many_questions_are_read_as_fast_as_a_few(author):
    kept = [bank((TWO + b"\n") * times, category=str(times)) for times in (1, 9)]
    few, many = (queries_of(draft(quiz_block(one)).make_preview_request) for one in kept)
    assert few == many


def test_a_lesson_that_is_a_meeting_is_shown_as_one(author):
    html = seen(author, draft(*body("Bring a question."), is_met_by_session=True), part=99)
    assert "Come to one of these" in html
    assert "I have finished this lesson" not in html

"""Words enter a report when ticked, cleared by an editor, and out of enough who wrote."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry
from evaluation.actions import withdraw
from evaluation.actions.planning import StaleError
from evaluation.actions.quoting import FullError, clear_quotation, leave_out_quotation
from evaluation.actions.releasing import release_results
from evaluation.disclosure import fewest_writers
from evaluation.instrument_files import WRITTEN
from evaluation.models import Comment, Instrument, Invitation, Response, Wave
from evaluation.quotations import MOST_IN_A_REPORT, quotations_to_freeze, readable_to_editors
from evaluation.reports import report_of
from evaluation.starter import load_starter_instruments
from evaluation.striking import is_struck_from
from tests.accounts.factories import PersonFactory, user_with_role
from tests.evaluation.factories import (
    OccasionFactory,
    PlanFactory,
    file_of,
    matched_people,
    plan_asking_words,
    plan_with_quotations,
    three_statements,
    version_of,
    words,
    wrote,
)

pytestmark = pytest.mark.django_db
NOW = timezone.now()
SMALL = {"k": 5, "k_agreed_at": NOW}


@pytest.fixture
def editor(client):
    user = user_with_role("programme_lead")
    client.force_login(user)
    return user.person


def readable(plan):
    return readable_to_editors(plan, at=NOW)


def clear(comment, by, said=None, *, seen=None):
    said = said or comment.words
    return clear_quotation(comment=comment, words=said, by=by, seen=seen, at=NOW)


def one_of(plan):
    return Comment.objects.to_quote(plan).first()


def test_only_ticked_words_leave_the_answers_and_the_others_are_read_by_nobody():
    plan = plan_asking_words(words("best", "quotation"))
    wrote(plan, "Quote me.")
    wrote(plan, "Leave me.", may_be_quoted=False)
    assert [one.words for one in Comment.objects.all()] == ["Quote me."]
    answers = [response.answers for response in Response.objects.all()]
    assert sorted(answers, key=len) == [{}, {"best": "Leave me."}]


def test_words_that_were_not_ticked_go_with_whoever_takes_their_answers_back():
    plan = plan_asking_words(words("best", "quotation"))
    invitation = wrote(plan, "Leave me.", may_be_quoted=False)
    withdraw(person=invitation.person, plan=plan, at=NOW)
    assert not Response.objects.exists()


def test_an_editor_reads_them_once_twice_k_people_wrote_something():
    plan = plan_with_quotations(4, unticked=5, **SMALL)
    assert not readable(plan).exists()
    wrote(plan, "Not for a report either.", may_be_quoted=False)
    assert readable(plan).count() == 4


def test_one_person_who_writes_often_is_counted_once():
    plan = plan_with_quotations(8, **SMALL)
    person = PersonFactory()
    for _time in range(4):
        wrote(plan, "Again.", person=person)
    assert not readable(plan).exists()
    wrote(plan, "Somebody else.")
    assert readable(plan).exists()


def test_words_are_not_read_while_their_questions_are_open():
    plan = plan_with_quotations(10, **SMALL)
    Invitation.objects.update(closes_at=None)
    Comment.objects.update(month=NOW.date().replace(day=1))
    assert not readable(plan).exists()


@pytest.mark.parametrize(
    ("said", "known", "each", "people"),
    [
        (20, 0, [1] * 30, 20),
        (20, 3, [1] * 30, 23),
        (20, 0, [10, 5, 5, 1], 3),
        (0, 7, [1, 1], 7),
        (-2, 7, [1], 7),
        (9, 0, [2, 2], 2),
    ],
)
def test_writers_are_counted_at_the_very_least(said, known, each, people):
    assert fewest_writers(said, known, each) == people


@pytest.mark.parametrize(
    ("kept", "stands"),
    [
        ("I will ask Dr Webb at Mill Lane first.", True),
        ("I will ask […] first.", True),
        ("I will ask [...] at […] first.", True),
        ("[…] ask […]", True),
        ("I will\nask […]\nfirst.", True),
        ("I will ask first.", False),
        ("I will always ask […] first.", False),
        ("[…] first. […] ask […]", False),
        ("I will ask Dr Webb at Mill Lane first. I will ask […]", False),
        ("I will ask Dr Webb at Mill […] Mill Lane first.", False),
        ("[…]", False),
        ("", False),
    ],
)
def test_an_editor_strikes_out_and_changes_nothing_else(kept, stands):
    assert is_struck_from("I will ask Dr Webb at  Mill Lane first.", kept) is stands


@pytest.fixture
def plan_with_change():
    """Ten people matched, and ten of whom each ticked their words two months later."""
    three, quote = version_of(three_statements()), version_of(file_of([words("best", "quotation")]))
    asks = {Wave.PRE: [three], Wave.POST: [three], Wave.FOLLOW_UP: [quote]}
    plan = PlanFactory(asks=asks, **SMALL)
    matched_people(OccasionFactory(plan=plan), 10)
    for _person in range(10):
        wrote(plan, "The day with Dr Webb.", wave=Wave.FOLLOW_UP)
    return plan


def test_a_report_holds_what_was_cleared_as_it_was_cleared_and_for_good(editor, plan_with_change):
    comment = clear(one_of(plan_with_change), editor, "The day with [...].")
    release = release_results(by=editor, plan=plan_with_change)
    [part] = [one for one in report_of(release).parts if one.heading == "In their own words"]
    said = " ".join(part.sentences)
    assert "“The day with […].”" in said
    assert "Dr Webb" not in said
    leave_out_quotation(comment=comment, by=editor, seen=comment.cleared_at, at=NOW)
    release.refresh_from_db()
    assert [one["words"] for one in release.quotations] == ["The day with […]."]
    assert quotations_to_freeze(plan_with_change) == []


def test_a_report_without_a_cleared_word_has_no_part_for_them(editor, plan_with_change):
    release = release_results(by=editor, plan=plan_with_change)
    assert "In their own words" not in [part.heading for part in report_of(release).parts]


def test_nothing_enters_a_report_uncleared_or_out_of_too_few(editor):
    plan = plan_with_quotations(10, **SMALL)
    assert quotations_to_freeze(plan) == []
    clear(one_of(plan), editor)
    assert len(quotations_to_freeze(plan)) == 1
    plan.k = 10
    assert quotations_to_freeze(plan) == []


def test_of_two_editors_the_second_is_told(editor):
    plan = plan_with_quotations(10, **SMALL)
    comment = one_of(plan)
    clear(comment, editor)
    other = user_with_role("programme_lead").person
    with pytest.raises(StaleError):
        leave_out_quotation(comment=comment, by=other, seen=None, at=NOW)
    assert one_of(plan).cleared_at


def test_a_report_holds_six_and_says_so(editor, client):
    plan = plan_with_quotations(10, **SMALL)
    *some, last = Comment.objects.to_quote(plan)[: MOST_IN_A_REPORT + 1]
    for comment in some:
        clear(comment, editor)
    with pytest.raises(FullError):
        clear(last, editor)
    address = reverse("evaluation:quotation", args=[plan.uuid, last.pk])
    html = client.post(address, {"words": last.words, "seen": ""}, follow=True).content.decode()
    assert "Leave one of them out first." in html


@pytest.mark.parametrize("role", ["evaluator", "facilitator", "administrator", "commissioner"])
def test_no_other_role_reads_or_clears_them(client, role):
    plan = plan_with_quotations(10, **SMALL)
    user, comment = user_with_role(role), one_of(plan)
    client.force_login(user)
    for name, args in (("quotations", [plan.uuid]), ("quotation", [plan.uuid, comment.pk])):
        assert client.get(reverse(f"evaluation:{name}", args=args)).status_code == 403
    with pytest.raises(PermissionDenied):
        clear(comment, user.person)


def test_clearing_on_the_page_strikes_out_and_is_written_in_the_trail(editor, client):
    plan = plan_with_quotations(10, **SMALL)
    comment = one_of(plan)
    address = reverse("evaluation:quotation", args=[plan.uuid, comment.pk])
    assert comment.words in client.get(address).content.decode()
    changed = client.post(address, {"words": "It was splendid.", "seen": ""})
    assert "These are not the words that were written." in changed.content.decode()
    assert "It was splendid." in changed.content.decode()
    kept = comment.words.replace("Dr Webb", "[...]")
    client.post(address, {"words": kept, "seen": ""})
    comment.refresh_from_db()
    assert comment.quoted == comment.words.replace("Dr Webb", "[…]")
    second = client.post(address, {"leave_out": "1", "seen": ""}, follow=True)
    assert "Somebody else has decided on these words meanwhile." in second.content.decode()
    client.post(address, {"leave_out": "1", "seen": comment.cleared_at.isoformat()})
    comment.refresh_from_db()
    assert (comment.quoted, comment.cleared_at) == ("", None)
    verbs = AuditEntry.objects.filter(target_id=str(comment.pk)).values_list("verb", flat=True)
    assert list(verbs) == ["quotation.cleared", "quotation.left_out"]


def test_words_of_another_plan_or_below_twice_k_are_not_there(editor, client):
    few, plan = plan_with_quotations(3, **SMALL), plan_with_quotations(10, **SMALL)
    for of, comment in ((few, one_of(few)), (few, one_of(plan))):
        address = reverse("evaluation:quotation", args=[of.uuid, comment.pk])
        assert client.get(address).status_code == 404


def test_what_is_listed_says_no_writer_no_day_and_no_occasion(editor, client):
    plan = plan_with_quotations(10, **SMALL)
    html = client.get(reverse("evaluation:quotations", args=[plan.uuid])).content.decode()
    main = html.partition("<main")[2].partition("</main")[0]
    assert "The best was number" in main
    assert "Understanding adversity" not in main
    assert str(NOW.year) not in main


def test_a_long_passage_is_cut_before_it_enters_a_report(editor, client):
    plan = plan_with_quotations(9, **SMALL)
    wrote(plan, "Very long. " * 60)
    comment = Comment.objects.get(words__startswith="Very long.")
    address = reverse("evaluation:quotation", args=[plan.uuid, comment.pk])
    html = client.post(address, {"words": comment.words, "seen": ""}).content.decode()
    assert "Strike out more" in html


def test_the_page_of_a_plan_leads_its_editor_to_the_words_and_nobody_else(editor, client):
    plan = PlanFactory()
    page, link = (
        reverse(f"evaluation:{name}", args=[plan.uuid]) for name in ("plan", "quotations")
    )
    assert link in client.get(page).content.decode()
    client.force_login(user_with_role("evaluator"))
    assert link not in client.get(page).content.decode()


def test_the_shipped_forms_ask_for_words_that_somebody_reads():
    load_starter_instruments()
    assert written_items("reaction") == {
        "accessible_what": "",
        "most": "facilitators",
        "least": "facilitators",
        "one_thing": "",
        "to_a_colleague": "quotation",
        "upsetting": "upsetting",
    }
    assert written_items("two-months") == {"example": "quotation"}


def written_items(slug):
    asked = Instrument.objects.get(slug=slug).current.file.asked
    return {code: item.purpose for code, item in asked.items() if item.type in WRITTEN}

"""A session is run from its kit by whoever runs it; nobody who booked reads the case before."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from accounts.actions.groups import follow_roles
from courses.models import LiveSession, SessionKit
from tests.accounts.factories import (
    EmploymentFactory,
    PersonFactory,
    RoleGrantFactory,
    UserFactory,
    user_with_role,
)
from tests.courses.kits import SessionKitFactory, case, step
from tests.courses.sessions import SessionFactory, booked
from tests.queries import queries_of

pytestmark = pytest.mark.django_db

SUMMER = datetime(2027, 6, 7, 8, 30, tzinfo=UTC)
"""Half past nine by the clock in the room."""
IN_THE_CASE = "What is known in stage"
PAGES = ("run_session", "run_close", "print_kit")


@pytest.fixture
def facilitator(client):
    user = user_with_role("facilitator")
    client.force_login(user)
    return user


@pytest.fixture
def session(facilitator):
    return SessionFactory(
        title="Round a case: before and after a birth",
        kit=SessionKitFactory(),
        starts_at=SUMMER,
        facilitators=[facilitator.person],
        support_person=PersonFactory(display_name="Margaret Lowe"),
    )


def path_of(session, name="run_session", *more):
    return reverse(f"courses:{name}", args=[session.pk, *more])


def step_page(client, session, number):
    return client.get(path_of(session, "run_step", number)).text


def test_each_step_says_where_it_stands_and_when_it_would_end(client, session):
    html = step_page(client, session, 4)
    assert "Step 4 of 8" in html
    assert "until about 10:30" in html
    assert "20 minutes, 10:10 to 10:30" in html
    assert f'href="{path_of(session, "run_step", 3)}" rel="prev"' in html
    assert path_of(session, "run_step", 5) in html


def test_stages_are_opened_one_at_a_time_and_always_ask_about_the_child(client, session):
    shown = {number: step_page(client, session, number) for number in range(1, 9)}
    opened = {number: html.count(IN_THE_CASE) for number, html in shown.items()}
    assert opened == {1: 0, 2: 0, 3: 1, 4: 1, 5: 0, 6: 1, 7: 0, 8: 0}
    assert all("What would the child say?" in shown[number] for number in (3, 4, 6))
    assert "I hear you before I see you." in shown[6]


def test_whom_to_turn_to_stands_on_every_page(client, session):
    pages = [path_of(session, name) for name in PAGES]
    pages += [path_of(session, "run_step", number) for number in range(1, 9)]
    for page in pages:
        html = client.get(page).text
        assert "Margaret Lowe" in html
        assert "Offer a choice." in html
        assert 'id="upset"' in html


def test_where_the_support_person_has_left_it_says_what_to_do(client, session):
    session.support_person.delete()
    for page in (path_of(session), path_of(session, "run_step", 3)):
        assert "Nobody is named as support person. Ask a colleague" in client.get(page).text


def test_one_page_holds_all_of_it_to_print(client, session):
    html = client.get(path_of(session, "print_kit")).text
    assert html.count(IN_THE_CASE) == 3
    for words in ("We listen to the end.", "I hear you before", "8. Close", "11:20 to 11:30"):
        assert words in html


@pytest.mark.parametrize("number", [0, 9, 10**12])
def test_a_step_that_is_not_there_leads_to_the_beginning(client, session, number):
    answer = client.get(path_of(session, "run_step", number))
    assert answer.url == path_of(session)


def test_words_saved_since_are_the_words_that_are_shown(client, session):
    SessionKit.objects.update(plan=[step("Arrive and agree", 15)])
    html = step_page(client, session, 1)
    assert "Arrive and agree" in html
    assert "Step 1 of 1" in html
    assert client.get(path_of(session, "run_step", 3)).url == path_of(session)


def test_a_stage_that_was_taken_out_of_the_case_breaks_no_page(client, session):
    SessionKit.objects.update(case=[case(stages=1)])
    assert "Step 6 of 8" in step_page(client, session, 6)
    SessionKit.objects.update(case=[])
    assert "What would the child say?" not in step_page(client, session, 3)
    assert client.get(path_of(session, "print_kit")).status_code == 200


def test_a_session_without_a_kit_says_so_and_where_to_choose_one(client, session):
    LiveSession.objects.update(kit=None)
    html = client.get(path_of(session)).text
    assert "This session has no kit." in html
    assert path_of(session, "change_session") in html
    assert client.get(path_of(session, "run_step", 1)).url == path_of(session)
    for name in ("run_close", "print_kit"):
        assert client.get(path_of(session, name)).status_code == 200


def test_it_can_be_run_once_it_has_begun_and_leads_to_the_list(client, session):
    list_of = path_of(session, "attendance")
    assert list_of not in client.get(path_of(session)).text
    LiveSession.objects.update(starts_at=timezone.now() - timedelta(minutes=10))
    for page in (path_of(session), path_of(session, "run_step", 2), path_of(session, "run_close")):
        assert list_of in client.get(page).text
    assert path_of(session) in client.get(path_of(session, "session_people")).text
    assert path_of(session) in client.get(list_of).text


@pytest.mark.parametrize(
    ("name", "number", "said"), [("run_step", [3], "?at=3"), ("run_close", [], "?at=end")]
)
def test_from_the_list_one_comes_back_to_the_step_one_was_at(client, session, name, number, said):
    LiveSession.objects.update(starts_at=timezone.now() - timedelta(minutes=10))
    here = path_of(session, name, *number)
    to_list = path_of(session, "attendance") + said
    assert f'href="{to_list}"' in client.get(here).text
    guest = path_of(session, "add_guest") + said
    saved = [client.post(to_list, {"q": ""}), client.post(guest, {"name": "Jo Webb"})]
    dropped = reverse("courses:drop_guest", args=[session.attendances.get().pk]) + said
    assert dropped in client.get(to_list).text
    saved.append(client.post(dropped))
    assert {answer.url for answer in saved} == {to_list}
    for answer in (client.get(to_list), client.post(to_list, {"find": "1", "q": "x"})):
        assert f'href="{here}"' in answer.text
        assert guest in answer.text


@pytest.mark.parametrize("said", ["", "?at=", "?at=-1", "?at=//example.org", "?at=" + "9" * 40])
def test_an_address_that_says_no_step_leads_to_the_first_page(client, session, said):
    LiveSession.objects.update(starts_at=timezone.now() - timedelta(minutes=10))
    html = client.get(path_of(session, "attendance") + said).text
    assert f'href="{path_of(session)}"' in html
    assert "?at=" not in html


def test_a_plan_that_does_not_fill_the_session_says_when_it_would_end(client, session):
    words = "By this plan it would end at"
    assert words not in client.get(path_of(session)).text
    LiveSession.objects.update(minutes=90)
    assert f"{words} 11:30. The session ends at 11:00." in client.get(path_of(session)).text


def test_nothing_that_was_cancelled_is_begun(client, session):
    LiveSession.objects.update(state=LiveSession.State.CANCELLED, cancelled_because="Snow.")
    html = client.get(path_of(session)).text
    assert "Snow." in html
    assert ">Begin<" not in html


@pytest.mark.parametrize("role", [None, "champion", "programme_lead", "organisation_lead"])
def test_whoever_booked_reads_nothing_of_the_kit(client, session, role):
    reader = user_with_role(role) if role else UserFactory()
    LiveSession.objects.update(starts_at=timezone.now() + timedelta(days=3))
    session.refresh_from_db()
    booked(session, person=reader.person, at=timezone.now())
    client.force_login(reader)
    for path in (*(path_of(session, name) for name in PAGES), path_of(session, "run_step", 3)):
        assert client.get(path).status_code == 403
    for path in (path_of(session, "session"), "/", reverse("courses:sessions")):
        html = client.get(path).text
        assert IN_THE_CASE not in html
        assert session.kit.title not in html


def test_a_colleague_who_takes_part_meets_the_case_in_the_room(client, session):
    LiveSession.objects.update(starts_at=timezone.now() + timedelta(days=3))
    session.refresh_from_db()
    colleague = user_with_role("trainer")
    booked(session, person=colleague.person, at=timezone.now())
    client.force_login(colleague)
    for path in (*(path_of(session, name) for name in PAGES), path_of(session, "run_step", 3)):
        answer = client.get(path, follow=True)
        assert answer.redirect_chain == [(path_of(session, "session"), 302)]
        assert "its case waits for you in the room" in answer.text
        assert IN_THE_CASE not in answer.text
    session.facilitations.create(person=colleague.person)
    assert IN_THE_CASE in step_page(client, session, 3)


def test_whoever_may_run_any_session_runs_this_one_and_who_runs_only_their_own_does_not(
    client, session
):
    client.force_login(user_with_role("trainer"))
    assert client.get(path_of(session)).status_code == 200
    client.force_login(facilitator_at_one_organisation())
    assert client.get(path_of(session)).status_code == 404


def facilitator_at_one_organisation():
    user = EmploymentFactory(person=UserFactory().person).person.user
    place = user.person.employments.get().organisation
    RoleGrantFactory(person=user.person, role="facilitator", organisation=place)
    follow_roles(user.person)
    return user


def test_a_long_plan_asks_the_database_no_more_than_a_short_one(client, session):
    def asked():
        return [queries_of(lambda name=name: client.get(path_of(session, name))) for name in PAGES]

    before = asked()
    SessionKit.objects.update(plan=[step(f"Step {number}", 5) for number in range(40)])
    assert asked() == before


def facts(session, **said):
    given = {
        "kind": "case",
        "title": session.title,
        "day": "2027-06-07",
        "hour": "09:30",
        "minutes": 120,
        "place": "Mill Lane",
        "capacity": 20,
        "claim_hours": 24,
        "kit": session.kit_id or "",
        "facilitators": [one.pk for one in session.facilitators],
        "support_person": session.support_person_id,
    }
    return given | said


@pytest.mark.parametrize(
    ("typed", "kept"), [("", "It mentions birth, with no detail."), ("Our own words.",) * 2]
)
def test_what_the_kit_mentions_stands_where_nothing_else_does(client, session, typed, kept):
    path = path_of(session, "change_session")
    client.post(path, facts(session, mentions=typed))
    assert LiveSession.objects.get().mentions == kept


def test_a_kit_put_aside_stays_with_its_sessions_and_is_not_offered_again(client, session):
    SessionKit.objects.update(is_active=False)
    client.post(path_of(session, "change_session"), facts(session, title="Changed"))
    assert LiveSession.objects.get().kit == session.kit
    assert session.kit.title not in client.get(reverse("courses:plan_session")).text


@pytest.fixture
def writer(client):
    user = user_with_role("trainer")
    client.force_login(user)
    return user


STEPS = [("Arrive", None), ("First", 1), ("Second", 2)]


def typed(*, steps=STEPS, stages=2, child="<p>I am here.</p>"):
    """What the editor of a kit sends."""
    told = [
        {"heading": f"Stage {one}", "text": rich_text("<p>Known.</p>"), "questions": listed([])}
        for one in range(1, stages + 1)
    ]
    study = {
        "heading": "Amira",
        "origin": "Made up.",
        "stages": listed(told),
        "child": rich_text(child),
    }
    rows = [
        {"title": title, "minutes": 10, "what_to_do": rich_text("<p>Do it.</p>"), "stage": stage}
        for title, stage in steps
    ]
    return nested_form_data(
        {
            "title": "Amira",
            "age_band": "",
            "theme": "",
            "mentions": "",
            "plan": streamfield([("step", {**row, "stage": row["stage"] or ""}) for row in rows]),
            "case": streamfield([("case_study", study)] if stages else []),
            "agreement": "We listen.",
            "care": "Slow down.",
            "handouts": streamfield([]),
            "is_active": "on",
        }
    )


def listed(values):
    rows = {str(i): {"value": one, "deleted": "", "order": str(i)} for i, one in enumerate(values)}
    return {"count": str(len(values)), **rows}


ADD = "wagtailsnippets_courses_sessionkit:add"


def test_a_new_kit_begins_with_two_hours_round_a_case_of_three_stages():
    kit = SessionKit(title="Ours", case=[case()])
    kit.full_clean()
    steps = kit.steps_from(SUMMER)
    assert [one.minutes for one in steps] == [10, 10, 20, 20, 10, 20, 20, 10]
    assert [one.number for one in steps if one.stage] == [3, 4, 6]
    assert steps[-1].ends_at - SUMMER == timedelta(hours=2)


@pytest.mark.usefixtures("writer")
def test_a_trainer_writes_a_kit(client):
    assert "Arrive and agree" in client.get(reverse(ADD)).text
    answer = client.post(reverse(ADD), typed())
    assert answer.status_code == 302
    kit = SessionKit.objects.get()
    assert [one.stage and one.stage["heading"] for one in kit.steps_from(SUMMER)] == [
        None,
        "Stage 1",
        "Stage 2",
    ]


@pytest.mark.usefixtures("writer")
def test_a_kit_without_a_case_is_kept_too(client):
    client.post(reverse(ADD), typed(steps=[("Arrive", None)], stages=0))
    assert SessionKit.objects.get().case_study is None


@pytest.mark.usefixtures("writer")
@pytest.mark.parametrize("child", ["", "<p> </p>"])
def test_a_case_that_leaves_out_the_child_is_not_kept(client, child):
    answer = client.post(reverse(ADD), typed(child=child))
    assert "Write what the child would say." in answer.text
    assert "Each stage of the case" not in answer.text
    assert not SessionKit.objects.exists()


@pytest.mark.usefixtures("writer")
@pytest.mark.parametrize(
    ("steps", "stages", "words"),
    [
        (STEPS[:2], 2, "opened by one step, in this order: 1, 2."),
        (STEPS[::-1], 2, "opened by one step, in this order: 1, 2."),
        ([*STEPS, ("Again", 2)], 2, "opened by one step, in this order: 1, 2."),
        (STEPS, 0, "leave the stage empty in every step"),
    ],
)
def test_a_plan_that_does_not_fit_the_case_is_told_in_a_sentence(client, steps, stages, words):
    answer = client.post(reverse(ADD), typed(steps=steps, stages=stages))
    assert words in answer.text
    assert not SessionKit.objects.exists()


@pytest.mark.parametrize(
    ("role", "answer"), [("trainer", 200), ("administrator", 200), ("programme_lead", 302)]
)
def test_trainers_and_administrators_alone_edit_kits(client, role, answer):
    kit = SessionKitFactory()
    client.force_login(user_with_role(role))
    url = reverse("wagtailsnippets_courses_sessionkit:edit", args=[kit.pk])
    assert client.get(url).status_code == answer


def test_a_kit_that_a_session_has_cannot_be_deleted(client, session):
    client.force_login(UserFactory(is_superuser=True))
    url = reverse("wagtailsnippets_courses_sessionkit:delete", args=[session.kit_id])
    assert client.get(url).status_code == 200
    assert client.post(url).status_code < 500
    assert SessionKit.objects.exists()


def test_handouts_are_there_to_take(client, session):
    document = get_document_model().objects.create(title="A page for notes", file="notes.txt")
    block = {"type": "download", "value": {"document": document.pk, "about": ""}}
    SessionKit.objects.update(handouts=[block])
    for name in ("run_session", "print_kit"):
        assert "A page for notes" in client.get(path_of(session, name)).text

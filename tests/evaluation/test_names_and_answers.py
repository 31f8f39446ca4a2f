"""Whoever sees names reads no answers, and whoever reads answers sees no names: door by door."""

import io
from datetime import timedelta
from itertools import chain
from uuid import uuid4
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from wagtail.snippets.models import get_snippet_models

from accounts.rights import SHOWS_NAMES, Right
from accounts.roles import ROLES
from evaluation.actions.releasing import make_release
from evaluation.models import Export, Wave
from tests.accounts.factories import PersonFactory, user_with_role
from tests.evaluation.factories import (
    OccasionFactory,
    PlanFactory,
    answer_as,
    file_of,
    likert,
    version_of,
)
from tests.evaluation.packs import made, store_in
from tests.urls_matrix import (
    APPS,
    ELSEWHERE,
    every_row,
    reader_beside,
    routes,
    rows_of,
    set_scene,
)

pytestmark = pytest.mark.django_db

SEE_NAMES = [role.code for role in ROLES if role.rights & SHOWS_NAMES]
READ_FIGURES = {role.code for role in ROLES if Right.SEE_RELEASED_RESULTS in role.rights}
ANSWERS = {"participant", "response", "score", "comment", "accesscode", "equalitytally"}
"""Models that hold answers, or lead to them. Who was asked stands beside a name."""
NAME, WORDS = "Zelda Quince", "a heron by the canal"
PEOPLE = 12
NEITHER = ("practitioner", "commissioner")
"""They see no names by their office, and no answers."""


def of_their_office(row):
    """Whether evaluators find there what nobody else does who sees no names."""
    return row.answers["evaluator"] not in {row.answers[code] for code in NEITHER}


def let_in(row, code):
    return row.answers[code] in {200, ELSEWHERE, 405}


def is_everybodys(row):
    return any(let_in(row, code) for code in NEITHER)


def test_evaluators_find_beyond_what_everybody_does_released_figures_and_rows_alone():
    """So no list of people, no roster and no message desk can be opened to them unseen."""
    theirs = [row for row in every_row() if of_their_office(row)]
    assert {row.name.partition(":")[0] for row in theirs} == {"evaluation"}
    others = [
        (str(row), code)
        for row in theirs
        for code in {role.code for role in ROLES} - READ_FIGURES
        if let_in(row, code) and not is_everybodys(row)
    ]
    assert others == []


def test_each_page_with_names_is_shut_to_evaluators():
    shut = [
        row
        for row in every_row()
        if any(let_in(row, code) for code in SEE_NAMES) and not is_everybodys(row)
    ]
    assert len({row.name for row in shut}) > 100
    released = {row for row in shut if row.name.startswith("evaluation:")}
    opened = [str(row) for row in set(shut) - released if let_in(row, "evaluator")]
    assert opened == []


@pytest.mark.parametrize("code", SEE_NAMES)
def test_each_address_of_rows_is_shut_to_every_role_that_sees_names(code):
    rows = [row for row in every_row() if of_their_office(row)]
    of_rows = [row for row in rows if row.answers["evaluator"] != row.answers["programme_lead"]]
    assert {row.name for row in of_rows} >= {"evaluation:rows", "evaluation:download_rows"}
    assert {row.answers[code] for row in of_rows} == {403}


@pytest.mark.parametrize("app", APPS)
def test_what_an_evaluator_sends_does_no_more_than_what_anybody_sends(app):
    """Addresses with a button alone answer 405 to a look, whoever may press it."""
    scene, wrong = set_scene(), []
    for row in rows_of(app):
        if {row.answers[code] for code in ("evaluator", "practitioner")} != {405}:
            continue
        if row.name == "evaluation:prepare":  # a release, for which the right is asked
            continue
        answers = []
        for code in ("practitioner", "evaluator"):
            client, path = scene.enter(row, code)
            answers.append(client.post(path).status_code)
        if answers[0] != answers[1]:
            wrong.append(f"{row}: {answers[1]} for an evaluator, {answers[0]} for anybody")
    assert not wrong, "\n".join(wrong)


@pytest.fixture
def occasion():
    """Twelve named people answered, one of them in words of their own; there is a release."""
    words = {"code": "W1", "type": "long_text", "text": "What do you see from here?"}
    items = [likert(code) for code in ("K1", "C1", "A2")]
    scale = {"code": "practice", "title": "Practice", "items": ["K1", "C1", "A2"]}
    version = version_of(
        file_of([*items, words], scales=[{**scale, "missing": {"rule": "strict"}}])
    )
    plan = PlanFactory(asks={Wave.PRE: [version], Wave.POST: [version]})
    occasion = OccasionFactory(plan=plan)
    for number in range(PEOPLE):
        person = PersonFactory(display_name=f"{NAME} {number}")
        low, high = (1, 5) if number % 2 else (3, 3)
        answer_as(person, occasion, Wave.PRE, low, low, low, WORDS)
        answer_as(person, occasion, Wave.POST, high, high, high, WORDS)
    assert make_release(plan=plan)
    return occasion


def addresses(occasion, *more):
    """Every address of the app at which something of this plan, or of what hangs on it, stands."""
    plan, person = occasion.plan, occasion.invitations.first().person
    invited = occasion.invitations.values_list("uuid", flat=True)[:2]
    ids = [plan.uuid, occasion.uuid, *invited, *more]
    tried = [(), (1,), *((one,) for one in ids)]
    tried += [(one, rest) for one in ids for rest in (1, Wave.POST, uuid4())]
    found = {reverse("people:person", args=[person.uuid]), "/", "/people/", "/required/"}
    for row in rows_of("evaluation"):
        there = set(chain.from_iterable(_reversed(row.name, args) for args in tried))
        assert there, f"{row.name}: say here what its address is made of"
        found |= there
    return sorted(found)


def _reversed(name, args):
    try:
        yield reverse(name, args=args)
    except NoReverseMatch:
        return


def content_of(response):
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if not content.startswith(b"PK"):
        return content
    with ZipFile(io.BytesIO(content)) as pack:
        return b"".join(pack.read(name) for name in pack.namelist())


def test_nothing_that_an_evaluator_opens_holds_a_name(client, occasion, settings, tmp_path):
    store_in(tmp_path, settings)
    user = user_with_role("evaluator")
    export = made(occasion.plan, by=user.person)
    client.force_login(user)
    pages = {path: client.get(path) for path in addresses(occasion, export.uuid)}
    opened = {path: content_of(page) for path, page in pages.items() if page.status_code == 200}
    assert reverse("evaluation:download_rows", args=[export.uuid]) in opened
    assert reverse("evaluation:report", args=[occasion.plan.uuid]) in opened
    named = [path for path, content in opened.items() if NAME.split()[0].encode() in content]
    assert named == []


@pytest.mark.parametrize("code", SEE_NAMES)
def test_nothing_that_a_role_with_names_opens_holds_an_answer(
    client, occasion, settings, tmp_path, code
):
    store_in(tmp_path, settings)
    export = made(occasion.plan)
    client.raise_request_exception = False
    client.force_login(reader_beside(set_scene().job, code))
    pages = {path: client.get(path) for path in addresses(occasion, export.uuid)}
    told = [path for path, page in pages.items() if WORDS.encode() in content_of(page)]
    assert told == []
    shut = [
        reverse("evaluation:rows", args=[occasion.plan.uuid]),
        reverse("evaluation:download_rows", args=[export.uuid]),
    ]
    assert {pages[path].status_code for path in shut} == {403}


@pytest.mark.parametrize("code", SEE_NAMES)
def test_no_role_with_names_asks_for_rows(client, code):
    plan = PlanFactory()
    client.force_login(reader_beside(set_scene().job, code))
    fields = {"reason": "The yearly report to the board.", "until": timezone.localdate()}
    assert client.post(reverse("evaluation:rows", args=[plan.uuid]), fields).status_code == 403
    assert not Export.objects.exists()


def test_rows_are_out_of_reach_the_minute_the_role_ends(
    client, occasion, settings, tmp_path, time_machine
):
    store_in(tmp_path, settings)
    user = user_with_role("evaluator")
    address = reverse("evaluation:download_rows", args=[made(occasion.plan, by=user.person).uuid])
    user.person.role_grants.update(ends_at=timezone.now() + timedelta(minutes=1))
    client.force_login(user)
    assert client.get(address).status_code == 200
    time_machine.move_to(timezone.now() + timedelta(minutes=1, seconds=1))
    assert client.get(address).status_code == 403


def test_the_editors_side_has_no_screen_for_answers():
    models = set(apps.get_app_config("evaluation").get_models())
    held = {model for model in models if model._meta.model_name in ANSWERS}
    assert {model._meta.model_name for model in held} == ANSWERS
    assert held.isdisjoint(get_snippet_models())
    ways = [route for name, route in routes() if any(f"/{one}/" in f"/{route}" for one in ANSWERS)]
    assert ways == []
    allowed = Permission.objects.filter(
        content_type__app_label="evaluation", content_type__model__in=ANSWERS
    ).exclude(group=None)
    assert not allowed.exists()

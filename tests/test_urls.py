"""The matrix of role and address: every door of the site, tried by everybody."""

from collections import Counter
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.cms_doors import CLOSED
from tests.urls_matrix import (
    APPS,
    AUDIENCES,
    ROLES,
    SIGN_IN,
    SIGNED_OUT,
    answer_of,
    every_row,
    reader_beside,
    routes,
    rows_of,
    set_scene,
)

CMS = "cms/"
EDITORS = ("trainer", "programme_lead", "privacy_officer", "administrator")
OTHERS = tuple(code for code in ROLES if code not in EDITORS)
DRAWN_FOR_ALL = {"/cms/jsi18n/", "/cms/sprite/"}
"""Words and pictures of Wagtail's own, the same for everybody."""
MAIN = {
    "/cms/": EDITORS,
    "/cms/pages/": ("trainer", "administrator"),
    "/cms/images/": ("trainer", "administrator"),
    "/cms/documents/": ("trainer", "administrator"),
    "/cms/account/": EDITORS,
}


def test_every_address_stands_in_the_matrix():
    """A new URL needs a row in `tests/<app>/url_rows.py`."""
    ours = {name for name, route in routes() if not route.startswith(CMS)}
    ours |= {str(door.pattern) for door in CLOSED}
    assert {row.name for row in every_row()} == ours


def test_no_case_stands_in_the_matrix_twice():
    counted = Counter((row.name, row.case) for row in every_row())
    assert [key for key, times in counted.items() if times > 1] == []


def test_every_row_speaks_of_every_audience():
    assert [str(row) for row in every_row() if set(row.answers) != set(AUDIENCES)] == []


@pytest.mark.django_db
@pytest.mark.parametrize("app", APPS)
def test_each_door_answers_each_audience_as_its_row_says(app):
    scene, wrong = set_scene(), []
    for row in rows_of(app):
        for audience in AUDIENCES:
            client, path = scene.enter(row, audience)
            answer = answer_of(client.get(path))
            if answer != row.answers[audience]:
                wrong.append(f"{row}: {answer} for {audience}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.django_db
@pytest.mark.parametrize("app", APPS)
def test_nothing_sent_by_somebody_signed_out_acts_behind_a_closed_door(app):
    scene, acted = set_scene(), []
    for row in rows_of(app):
        client, path = scene.enter(row, SIGNED_OUT)
        if row.answers[SIGNED_OUT] == 200:
            continue
        with CaptureQueriesContext(connection) as asked:
            answer = client.post(path).status_code
        if answer not in {302, 401, 403, 404, 405, 410} or any(map(writes, asked)):
            acted.append(f"{row}: {answer}")
    assert not acted, "\n".join(acted)


def writes(query):
    """Anything but the visitor's own session."""
    sql = query["sql"]
    return sql.startswith(("INSERT", "UPDATE", "DELETE")) and "django_session" not in sql


@pytest.mark.django_db
@pytest.mark.parametrize("app", APPS)
@pytest.mark.parametrize("audience", [SIGNED_OUT, "practitioner", "administrator"])
def test_an_empty_form_breaks_nothing(app, audience):
    scene, broken = set_scene(), []
    for row in rows_of(app):
        client, path = scene.enter(replace(row, arrive=row.arrive or nothing), audience)
        answer = client.post(path).status_code
        if answer >= 500:
            broken.append(f"{row}: {answer}")
    assert not broken, "\n".join(broken)


def nothing(client, reader):
    """Each form is sent by somebody new, since some of them end the session."""


def cms_addresses():
    """Those of the editors' side that take no argument; there are hundreds."""
    found = {f"/{route}" for _name, route in routes() if route.startswith(CMS)}
    plain = {path for path in found if not set(path) & set("<^($\\")}
    return sorted(path for path in plain if not is_closed(path))


def is_closed(path):
    return any(door.pattern.match(path[1:]) for door in CLOSED)


def answers_in_cms(client, paths=None):
    return {path: answer_of(client.get(path)) for path in paths or cms_addresses()}


@pytest.mark.django_db
def test_the_editors_side_asks_whoever_is_signed_out_to_sign_in(client):
    answers = answers_in_cms(client)
    assert len(answers) > 50
    asked = {path for path, answer in answers.items() if answer == SIGN_IN}
    assert set(answers) - asked == DRAWN_FOR_ALL


@pytest.mark.django_db
@pytest.mark.parametrize("role", OTHERS)
def test_the_editors_side_is_closed_to_whoever_does_not_edit(client, role):
    """Each role tries its share; together they try every address."""
    client.force_login(reader_beside(set_scene().job, role))
    answers = answers_in_cms(client, cms_addresses()[OTHERS.index(role) :: len(OTHERS)])
    assert answers
    assert {path: answer for path, answer in answers.items() if answer != 403} == {}


@pytest.mark.django_db
@pytest.mark.parametrize("role", EDITORS)
def test_each_editor_opens_what_they_edit_and_breaks_nothing(client, role):
    client.raise_request_exception = False
    client.force_login(reader_beside(set_scene().job, role))
    answers = answers_in_cms(client)
    assert {path: answer for path, answer in answers.items() if answer == 500} == {}
    opened = {path for path in MAIN if client.get(path).status_code == 200}
    assert opened == {path for path, roles in MAIN.items() if role in roles}

"""The style page shows every part, to those who may see it."""

from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command
from django.urls import reverse

from accounts.models import RoleGrant
from portal.styleguide.parts import CHAPTERS
from tests.accounts.factories import UserFactory

CHAPTER_SLUGS = [chapter.slug for chapter in CHAPTERS]


@pytest.fixture
def no_demo(settings):
    settings.DEMO = False


@pytest.mark.django_db
@pytest.mark.parametrize("slug", CHAPTER_SLUGS)
def test_each_chapter_draws_all_its_parts(client, slug):
    page = client.get(reverse("styleguide:chapter", args=[slug]))
    assert page.status_code == 200
    for part in next(c for c in CHAPTERS if c.slug == slug).parts:
        assert f'id="part-{part.slug}"' in page.text


@pytest.mark.django_db
def test_every_component_is_shown(client):
    call_command("draw_style_figures", stdout=StringIO())
    pages = [client.get(reverse("styleguide:chapter", args=[slug])) for slug in CHAPTER_SLUGS]
    drawn = {template.name for page in pages for template in page.templates}
    folder = settings.BASE_DIR / "templates/components"
    assert {f"components/{path.name}" for path in folder.glob("*.html")} - drawn == set()


@pytest.mark.django_db
@pytest.mark.usefixtures("no_demo")
@pytest.mark.parametrize(
    ("role", "status"), [("", 404), ("practitioner", 404), ("champion", 404), ("trainer", 200)]
)
def test_outside_the_demo_only_some_staff_may_look(client, role, status):
    user = UserFactory()
    if role:
        RoleGrant.objects.create(person=user.person, role=role)
    client.force_login(user)
    assert client.get(reverse("styleguide:index")).status_code == status


@pytest.mark.django_db
@pytest.mark.usefixtures("no_demo")
def test_outside_the_demo_nobody_looks_without_signing_in(client):
    assert client.get(reverse("styleguide:index")).status_code == 404


@pytest.mark.django_db
def test_no_such_chapter(client):
    assert client.get("/styleguide/nothing/").status_code == 404


@pytest.mark.django_db
def test_the_chart_is_shown_once_it_has_been_drawn(client, settings, tmp_path):
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path}},
    }
    numbers = reverse("styleguide:chapter", args=["numbers"])
    assert "No chart has been drawn yet" in client.get(numbers).text
    call_command("draw_style_figures", verbosity=0)
    page = client.get(numbers).text
    assert page.count('class="cp-chart"') == 3
    assert "Show the numbers" in page

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.imports.columns import PEOPLE, PEOPLE_REQUIRED
from accounts.imports.work import work
from accounts.models import PeopleImport, Person
from accounts.spreadsheets import read_table
from tests.accounts.factories import (
    EmploymentTypeFactory,
    OrganisationFactory,
    ProfessionFactory,
    user_with_role,
)
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
TEXT = "name,organisation,profession,how employed\n{}"
ROW = "Sam Carter{n},Wenlow Primary,Teacher,Employed\n"


@pytest.fixture(autouse=True)
def _no_second_step(settings):
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def lead(client):
    ProfessionFactory()
    EmploymentTypeFactory()
    school = OrganisationFactory(name="Wenlow Primary")
    user = user_with_role("organisation_lead", organisation=school)
    client.force_login(user)
    return user


def upload(client, text, **extra):
    file = SimpleUploadedFile("staff.csv", text.encode(), content_type="text/csv")
    return client.post("/people/lists/new/", {"kind": "people", "file": file, **extra})


def work_now(path):
    row = PeopleImport.objects.get(uuid=path.strip("/").split("/")[2])
    assert work(row.pk, at=timezone.now())
    return row


def test_a_list_is_tried_run_and_taken_back_from_its_page(client, lead):
    path = upload(client, TEXT.format(ROW.format(n=""))).url
    assert "working on 1 row" in client.get(path).content.decode()
    work_now(path)
    trial = client.get(path).content.decode()
    assert "nothing has changed" in trial
    assert "Adds this person." in trial

    client.post(f"{path}run/")
    work_now(path)
    assert "Take it back" in client.get(path).content.decode()
    assert Person.objects.filter(display_name="Sam Carter").exists()

    client.post(f"{path}undo/")
    work_now(path)
    assert "Taken back" in client.get(path).content.decode()
    assert not Person.objects.filter(display_name="Sam Carter").exists()


def test_a_file_that_cannot_be_read_is_explained_beside_the_field(client, lead):
    page = upload(client, "forename\nSam\n")
    assert "needs the headings" in str(page.context["form"].errors["file"])
    assert "larger than 2 MB" in str(upload(client, "x" * 2_000_001).context["form"].errors["file"])
    assert "empty" in str(upload(client, "").context["form"].errors["file"])
    assert not PeopleImport.objects.exists()


def test_anothers_list_is_not_found(client, lead):
    path = upload(client, TEXT.format(ROW.format(n=""))).url
    other = user_with_role("organisation_lead", organisation=OrganisationFactory())
    client.force_login(other)
    assert client.get(path).status_code == 404
    assert client.post(f"{path}run/").status_code == 404


def test_an_administrator_looks_and_does_not_press(client, lead):
    path = upload(client, TEXT.format(ROW.format(n=""))).url
    work_now(path)
    client.force_login(user_with_role("administrator"))
    assert "Do this now" not in client.get(path).content.decode()
    assert client.post(f"{path}run/").status_code == 403


def test_a_facilitator_cannot_upload_leavers(client, lead):
    client.force_login(user_with_role("facilitator", organisation=OrganisationFactory()))
    page = upload(client, TEXT.format(""), kind="leavers")
    assert "kind" in page.context["form"].errors


def test_looking_runs_nothing(client, lead):
    path = upload(client, TEXT.format(ROW.format(n=""))).url
    assert client.get(f"{path}run/").status_code == 405
    assert client.get(f"{path}undo/").status_code == 405


@pytest.mark.parametrize("kind", ["people", "leavers"])
def test_a_template_can_be_downloaded(client, lead, kind):
    page = client.get(f"/people/lists/template/{kind}/")
    assert page.headers["Content-Disposition"] == f'attachment; filename="{kind}.csv"'
    if kind == "people":
        table = read_table(page.content, columns=PEOPLE, required=PEOPLE_REQUIRED)
        assert table.columns == tuple(PEOPLE)
    assert client.get("/people/lists/template/other/").status_code == 404


def queries(client, path):
    with CaptureQueriesContext(connection) as caught:
        assert client.get(path).status_code == 200
    return len(caught)


def test_pages_ask_as_much_for_many_rows_as_for_one(client, lead):
    one = upload(client, TEXT.format(ROW.format(n=""))).url
    work_now(one)
    client.get(one)
    few = queries(client, one), queries(client, "/people/lists/")
    many = upload(client, TEXT.format("".join(ROW.format(n=n) for n in range(20)))).url
    work_now(many)
    assert (queries(client, many), queries(client, "/people/lists/")) == few


def test_reading_a_long_list_asks_no_more_than_a_short_one(lead, client):
    def plan_queries(count):
        path = upload(client, TEXT.format("".join(ROW.format(n=n) for n in range(count)))).url
        row = PeopleImport.objects.get(uuid=path.strip("/").split("/")[2])
        with CaptureQueriesContext(connection) as caught:
            work(row.pk, at=timezone.now())
        return len(caught)

    assert plan_queries(100) == plan_queries(2)


def test_the_page_of_lists_asks_as_much_for_many_as_for_one(lead, client):
    upload(client, TEXT.format(ROW.format(n="")))
    one = queries_of(lambda: client.get("/people/lists/"))
    for n in range(4):
        upload(client, TEXT.format(ROW.format(n=n)))
    assert PeopleImport.objects.count() == 5
    assert queries_of(lambda: client.get("/people/lists/")) == one

"""The certificate as a PDF, read back by another program than wrote it."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from accounts.papers.writing import printable
from courses.models import Certificate, Release
from tests.accounts.factories import PersonFactory, UserFactory
from tests.courses.test_certificates import finished

pytestmark = pytest.mark.django_db
HOSTILE = [
    "#panic()",
    "*bold* $x$ `y`",
    "= [ ] { } \\ #{1+1} @a <b> // /*",
    '"; #sys #read("/etc")',
]


@pytest.fixture
def owner(client):
    user = UserFactory(person=PersonFactory(display_name="Mererid Hale"))
    client.force_login(user)
    return user.person


def download(client, given):
    return client.get(reverse("courses:certificate_pdf", args=[given.code]))


def read(response):
    return PdfReader(BytesIO(response.content), strict=True)


def text_of(reader):
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def titled(owner, title, **facts):
    given = finished(owner)
    Release.objects.update(title=title, **facts)
    return given


def test_it_says_what_was_learnt_when_for_how_long_and_by_whom(client, owner):
    given = titled(
        owner,
        "Understanding adversity",
        level="Aware",
        outcomes=["Explain what adversity is", "Notice strengths"],
        self_directed_minutes=90,
        participatory_minutes=60,
    )
    page = text_of(read(download(client, given)))
    for words in (
        "Understanding adversity",
        "Mererid Hale",
        "Finished: 4 November 2026",
        "Self-directed: 1 hour 30 minutes",
        "Participatory: 1 hour",
        "Release: 1",
        "Level: Aware",
        "Explain what adversity is",
        "Notice strengths",
        given.code_in_groups,
        "testserver/certificates/check/",
        "CPD record",
    ):
        assert words in page
    assert "accredited" not in page.lower()


def test_it_is_tagged_and_has_a_title_and_a_language(client, owner):
    reader = read(download(client, finished(owner, title="Being there")))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]["/K"]
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == "Being there"
    assert b"pdfuaid:part" in root["/Metadata"].get_data()


@pytest.mark.parametrize("title", HOSTILE)
def test_nothing_that_people_wrote_is_run(client, owner, title):
    given = titled(owner, title, outcomes=[title], level=title)
    owner.display_name = title
    owner.save()
    reader = read(download(client, given))
    assert text_of(reader).count(" ".join(title.split())) == 4
    assert reader.metadata.title == title


@pytest.mark.parametrize("title", ["word " * 51, "x" * 255])
def test_a_long_title_stays_on_the_paper(client, owner, title):
    reader = read(download(client, titled(owner, title)))
    places = []
    for page in reader.pages:
        page.extract_text(visitor_text=lambda _text, _cm, tm, _font, _size: places.append(tm[4]))
    page = text_of(reader).replace("\N{ZERO WIDTH SPACE}", "").replace(" ", "")
    assert title.replace(" ", "") in page
    assert max(places) < reader.pages[0].mediabox.width


@pytest.mark.parametrize("name", ["Олена Коваль", "李 小龙", "محمد", "a\N{ZERO WIDTH JOINER}b"])
def test_any_name_has_a_tagged_paper(client, owner, name):
    given = finished(owner)
    owner.display_name = name
    owner.save()
    reader = read(download(client, given))
    assert reader.metadata.author == name
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_signs_that_stand_for_nothing_are_left_out():
    assert printable({"a": ["x\x00\x1by", 3, ("\ufffe\ue000",)]}) == {"a": ["xy", 3, [""]]}
    assert printable("one\r\ntwo\tthree") == "one\ntwo three"


def test_a_second_download_is_the_same_file(client, owner):
    given = finished(owner)
    first, second = download(client, given), download(client, given)
    assert first.content == second.content
    assert first["Content-Disposition"] == 'attachment; filename="understanding-adversity.pdf"'
    assert "no-store" in first["Cache-Control"]


def test_it_says_when_it_ends_and_that_it_was_withdrawn(client, owner):
    given = finished(owner, certificate_months=12)
    assert "Valid until: 4 November 2027" in text_of(read(download(client, given)))
    Certificate.objects.update(withdrawn_at=given.enrolment.enrolled_at + timedelta(days=1))
    assert "Status: Withdrawn" in text_of(read(download(client, given)))


def test_nobody_downloads_anothers(client, owner):
    theirs = finished(PersonFactory())
    assert download(client, theirs).status_code == 404
    client.logout()
    assert download(client, theirs).status_code == 302

"""Banks of questions come in whole or not at all, and go out as they came."""

import base64
import json
import os
import re
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses.actions.banks import export_bank, import_bank
from courses.models import BankQuestion, QuestionCategory, QuestionFile, QuestionVersion
from courses.packages.formats import FORMATS
from tests.courses.quizzes import EVERY_KIND, TWO
from tests.courses.test_learning import NOW
from tests.resources.test_picture_files import SECRET, exif, written
from tests.worker import database_url

pytestmark = pytest.mark.django_db
FILES = Path(__file__).parent / "packages" / "files"
BROKEN = b"::One::Is it?{T#No.}\n\n::Two::Which?{=a =b ~%nonsense%c}\n"


def bring(content, **said):
    facts = {"format_name": None, "usual_category": "Imported", "by": None, "at": NOW}
    return import_bank(content=content, **{**facts, **said})


@pytest.mark.parametrize("name", sorted(FORMATS))
@pytest.mark.parametrize("path", sorted(FILES.iterdir()), ids=lambda path: path.name)
def test_what_goes_out_comes_back_the_same(path, name):
    bring(path.read_bytes())
    for category in QuestionCategory.objects.all():
        written = export_bank(category=category, format_name=name)
        package = FORMATS[name].read(written.content)
        BankQuestion.objects.update(put_away_at=NOW)
        bring(written.content)
        again = export_bank(category=category, format_name=name)
        assert FORMATS[name].read(again.content) == package
        assert again.content == written.content


def test_a_second_time_adds_nothing():
    assert bring(EVERY_KIND).questions == 6
    again = bring(EVERY_KIND)
    assert (again.questions, again.known) == (0, 6)
    assert BankQuestion.objects.count() == 6


def test_a_dry_run_keeps_nothing():
    found = bring(EVERY_KIND, dry_run=True)
    assert (found.questions, found.is_imported) == (6, False)
    assert not QuestionVersion.objects.exists()
    assert not QuestionCategory.objects.exists()


def test_one_wrong_line_keeps_all_of_it_out():
    found = bring(BROKEN)
    assert not found.is_whole
    assert found.problems[0].line == 3
    assert not BankQuestion.objects.exists()


def test_a_kind_that_cannot_be_asked_is_a_draft_and_goes_out_as_it_came():
    found = bring(b"::Think::What do you make of it?{}\n")
    assert found.drafts == 1
    assert "kept as a draft" in found.problems[0].message
    assert not BankQuestion.objects.asked().exists()
    written = export_bank(category=QuestionCategory.objects.get(), format_name="gift")
    assert b"What do you make of it?{}" in written.content


def run(*options):
    out, problems = StringIO(), StringIO()
    call_command("import_questions", *options, stdout=out, stderr=problems)
    return out.getvalue(), problems.getvalue()


def test_the_command_tells_lines_in_words(tmp_path):
    (tmp_path / "broken.gift").write_bytes(BROKEN)
    with pytest.raises(CommandError) as refusal:
        run(str(tmp_path / "broken.gift"))
    assert refusal.value.returncode == 1


def test_the_command_warns_of_a_wrong_answer_that_says_nothing(tmp_path):
    (tmp_path / "silent.gift").write_bytes(b"::One::Which?{=a ~b#No. ~c}\n")
    said, warned = run(str(tmp_path / "silent.gift"))
    assert "1 questions and 0 drafts imported" in said
    assert "silent.gift:1: warning: “One”: No feedback for the wrong answer “c”." in warned


ENDLESS = Path("/dev/zero")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("file", [str(ENDLESS), "-"])
def test_the_command_reads_no_more_than_it_takes_to_refuse(file):
    with ENDLESS.open("rb") as without_end:
        refused = subprocess.run(
            [sys.executable, "manage.py", "import_questions", file],
            cwd=settings.BASE_DIR,
            env={**os.environ, "DATABASE_URL": database_url()},
            stdin=without_end,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
    assert refused.returncode == 1
    assert "Nothing was imported" in refused.stderr


@pytest.mark.parametrize("name", ["/", ""])
def test_the_command_refuses_a_category_without_a_name(name):
    with pytest.raises(CommandError, match="Write at least one name"):
        run(str(ENDLESS), "--category", name)


@pytest.mark.django_db(transaction=True)
def test_the_command_prints_the_documented_json_and_nothing_else():
    piped = subprocess.run(
        [sys.executable, "manage.py", "import_questions", "-", "--dry-run", "--json"],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DATABASE_URL": database_url()},
        input=TWO + b"\n\n::Think::What do you make of it?{}\n",
        capture_output=True,
        check=True,
    )
    documented = Path("docs/commands.md").read_text()
    example = json.loads(re.search(r"import_questions.*?```json\n(.*?)```", documented, re.S)[1])
    assert json.loads(piped.stdout) == example


def test_a_file_that_is_not_there_ends_with_1():
    with pytest.raises(CommandError) as refusal:
        run("/nowhere.gift", "--json")
    assert refusal.value.returncode == 1


def test_bringing_in_many_asks_the_database_as_much_as_a_few():
    def queries(count):
        content = b"".join(b"::N::Is it %d?{T#No.#Yes.}\n\n" % n for n in range(count))
        with CaptureQueriesContext(connection) as log:
            bring(content, usual_category=str(count))
        return len(log)

    assert queries(3) == queries(60)


def test_the_pictures_of_a_bank_say_nothing_of_who_took_them():
    taken = written("JPEG", exif=exif()).getvalue()
    shown = base64.b64encode(taken).decode()
    content = (
        '<quiz><question type="truefalse"><name><text>One</text></name><questiontext><text>'
        '&lt;img src="@@PLUGINFILE@@/a.jpg" alt="A door"&gt;</text>'
        f'<file name="a.jpg" encoding="base64">{shown}</file></questiontext>'
        '<answer fraction="100"><text>true</text></answer>'
        '<answer fraction="0"><text>false</text></answer></question></quiz>'
    ).encode()
    assert bring(content).questions == 1
    kept = QuestionFile.objects.get().file.read()
    assert kept.startswith(b"\xff\xd8")
    assert SECRET.encode() not in kept
    assert bring(content).known == 1

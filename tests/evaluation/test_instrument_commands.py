import json
import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from evaluation.actions import import_draft, publish_version
from evaluation.instrument_files import to_document
from evaluation.instrument_reader import read_document
from evaluation.models import Instrument, ResponseSet
from evaluation.starter import load_starter_instruments
from tests.evaluation.factories import InstrumentFactory, document, file_of, likert, version_of

pytestmark = pytest.mark.django_db


def run(*words):
    out, err = StringIO(), StringIO()
    call_command(*words, stdout=out, stderr=err)
    return out.getvalue()


def refused(*words):
    out = StringIO()
    with pytest.raises(CommandError) as problem:
        call_command(*words, stdout=out, stderr=StringIO())
    assert problem.value.returncode == 1
    return out.getvalue(), str(problem.value)


def written(tmp_path, content):
    path = tmp_path / "instrument.json"
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return str(path)


def test_what_is_exported_is_read_again(tmp_path):
    load_starter_instruments()
    document = json.loads(run("export_instrument", "practice-scale", "--json"))
    assert read_document(document) == Instrument.objects.get(slug="practice-scale").current.file
    document["slug"] = "copy"
    told = json.loads(run("import_instrument", written(tmp_path, document), "--json"))
    assert told["is_imported"]
    assert list(Instrument.objects.get(slug="copy").draft.asked) == list(
        read_document(document).asked
    )


def test_the_newest_words_of_the_version_named_are_exported():
    instrument = InstrumentFactory(slug="ours")
    first = version_of(file_of([likert("A")]), instrument=instrument)
    publish_version(
        instrument=instrument, file=file_of([likert("A", text="Mended.")]), at=first.published_at
    )
    version_of(file_of([likert("B")], version=2), instrument=instrument, number=2)
    assert "Mended." in run("export_instrument", "ours", "--version", "1")
    assert json.loads(run("export_instrument", "ours"))["version"] == 2


@pytest.mark.parametrize("words", [("nobody",), ("draft",), ("asked", "--version", "7")])
def test_what_is_not_published_cannot_be_exported(words):
    InstrumentFactory(slug="draft")
    version_of(file_of([likert("A")]), instrument=InstrumentFactory(slug="asked"))
    said, problem = refused("export_instrument", *words, "--json")
    assert words[0] in json.loads(said)["problem"]
    assert words[0] in problem


NO_NUMBER = {"code": "n", "type": "number", "text": "x", "lowest": float("nan"), "highest": 1}
BROKEN = [
    b"",
    b"not json",
    b"[]",
    b"\xff\xfe",
    b'{"format": "chatr-instrument-1"}',
    b"[" * 100_000,
    json.dumps(document([likert("A"), likert("A")])).encode(),
    json.dumps(document([likert("A", text="a\x00b")])).encode(),
    json.dumps(document([likert("A", text="\ud800")])).encode(),
    json.dumps(document([likert("A", lowest=1)])).encode(),
    json.dumps(
        document(
            [{"code": "n", "type": "number", "text": "x", "lowest": float("nan"), "highest": 1}]
        )
    ).encode(),
]


@pytest.mark.parametrize("content", BROKEN, ids=range(len(BROKEN)))
def test_a_broken_file_is_told_and_nothing_of_it_is_kept(tmp_path, content):
    said, _ = refused("import_instrument", written(tmp_path, content), "--json")
    told = json.loads(said)
    assert told["problems"]
    assert not told["is_imported"]
    assert not Instrument.objects.exists()
    assert not ResponseSet.objects.exists()


def test_a_file_that_is_not_there_is_told():
    said, problem = refused("import_instrument", "/nowhere.json")
    assert said == ""
    assert "/nowhere.json" in problem


def test_a_draft_that_is_here_is_replaced_when_asked(tmp_path):
    import_draft(file=file_of([likert("A")]))
    path = written(tmp_path, to_document(file_of([likert("B")])))
    refused("import_instrument", path)
    assert "Publish it in the editor." in run("import_instrument", path, "--replace")
    assert list(Instrument.objects.get().draft.asked) == ["B"]


def documented(command):
    text = Path("docs/commands.md").read_text()
    return json.loads(re.search(rf"## {command}.*?```json\n(.*?)```", text, re.S)[1])


def test_the_export_is_as_documented():
    file = read_document(documented("export_instrument"))
    version_of(file, instrument=InstrumentFactory(slug=file.slug))
    said = json.loads(run("export_instrument", file.slug, "--json"))
    assert said == documented("export_instrument")


def test_the_report_of_an_import_is_as_documented(tmp_path):
    content = document([likert("A"), likert("A")])
    said, _ = refused("import_instrument", written(tmp_path, content), "--json")
    assert {**json.loads(said), "file": "ours.json"} == documented("import_instrument")

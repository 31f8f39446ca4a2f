"""What holds for every template: no inline style or script, no word that weighs on a reader."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings

from tests.lexicon import UNWELCOME

ROOT = Path(settings.BASE_DIR)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
PAGES = [path for path in TEMPLATES if "emails" not in path.parts]
WORDS = [
    *TEMPLATES,
    *sorted((ROOT / "templates").rglob("*.txt")),
    *sorted((ROOT / "templates").rglob("*.md")),
    *sorted((ROOT / "locale").rglob("*.po")),
]
OURS = ["accounts", "courses", "evaluation", "forums", "notifications", "portal", "resources"]
GETTEXT = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext"}
COMMENT = re.compile(r"{% comment %}.*?{% endcomment %}|{#.*?#}", re.DOTALL)


def name_of(path):
    return str(path.relative_to(ROOT))


def read(path):
    return COMMENT.sub("", path.read_text())


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_no_page_carries_a_style_or_a_script_of_its_own(path):
    text = read(path)
    assert not re.search(r"\sstyle\s*=", text), "the content security policy drops it"
    assert "<style" not in text
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", text)
    for attributes in re.findall(r"<script\b([^>]*)>", text):
        assert "src=" in attributes or 'type="application/json"' in attributes


SOURCES = [
    path
    for path in [*TEMPLATES, *(ROOT / "portal/static/portal").rglob("*.*")]
    if path.suffix in {".html", ".css", ".scss", ".js", ".svg"}
]


def test_no_merge_was_left_half_done():
    unresolved = re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE)
    assert not [name_of(path) for path in SOURCES if unresolved.search(path.read_text())]


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_no_template_calls_another_host(path):
    for attributes in re.findall(
        r"<(?:link|script|img|source|video|audio|iframe)\b([^>]*)>", read(path)
    ):
        assert not re.search(r"(?:src|href|srcset)=\"(?:https?:)?//", attributes)


@pytest.mark.parametrize(
    "path", [p for p in TEMPLATES if p.parent.name == "components"], ids=name_of
)
def test_every_component_says_first_what_it_takes(path):
    assert path.read_text().startswith("{% comment %}")


def words_in(path):
    """What Python gives to gettext."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in GETTEXT:
            yield from (each.value for each in node.args if isinstance(each, ast.Constant))


@pytest.mark.parametrize("app", OURS)
def test_no_word_in_the_code_weighs_on_a_reader(app):
    found = [
        f"{name_of(path)}: {words}"
        for path in (ROOT / app).rglob("*.py")
        for words in words_in(path)
        if any(word.pattern.search(str(words).lower()) for word in UNWELCOME)
    ]
    assert not found, "tests/lexicon.py says why and what to write instead"


@pytest.mark.parametrize("path", WORDS, ids=name_of)
def test_no_words_that_weigh_on_a_reader(path):
    text = read(path).lower()
    found = [word.text for word in UNWELCOME if word.pattern.search(text)]
    assert not found, "tests/lexicon.py says why and what to write instead"


@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        ("This carries a trigger warning.", True),
        ("Your essay is overdue", True),
        ("you failed the quiz", True),
        ("a victim of abuse", True),
        ("Keep your streak", True),
        ("Not yet. Suggested by 3 December.", False),
        ("A person who has lived through abuse", False),
        ("Failover", False),
    ],
)
def test_the_lexicon_knows_the_words(words, is_found):
    assert any(word.pattern.search(words.lower()) for word in UNWELCOME) == is_found

"""The plan of the house, held to by a machine. The ladder itself is a contract of import-linter."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.template.engine import Engine
from wagtail.coreutils import resolve_model_string
from wagtail.models import get_page_models

ROOT = Path(settings.BASE_DIR)
LADDER = [
    {"accounts"},
    {"notifications"},
    {"evaluation", "resources"},
    {"courses", "forums"},
    {"portal"},
]
LINE = {app: number for number, line in enumerate(LADDER) for app in line}
OURS = list(LINE)

ROOMS_WITH_DOORS = {"models", "querysets", "actions", "permissions", "blocks", "search", "audit"}
# docs/decisions/0007 says why another app may import each of these too.
NAMED = {
    "accounts.cells",
    "accounts.doors",
    "accounts.imports",
    "accounts.papers",
    "accounts.phrases",
    "accounts.rights",
    "accounts.roles",
    "accounts.sealing",
    "accounts.spreadsheets",
    "accounts.widgets",
    "evaluation.charts",
    "evaluation.disclosure",
    "evaluation.plan_templates",
    "evaluation.starter",
    "notifications.kinds",
    "resources.checks",
    "resources.content_notes",
    "resources.contrast",
    "resources.frame",
    "resources.gaps",
    "resources.markdown_blocks",
    "resources.picture_files",
    "resources.serving",
}
# A list of apps asks each for the same thing; a URL list includes each app's own.
WIRING = {"portal/privacy.py": "privacy", "portal/urls.py": "urls"}
# Every role's rights in the CMS are declared in one place, by the name of what they are over.
DECLARES_RIGHTS = "accounts/roles.py"
SAY_NOTHING = {"utils", "helpers", "common", "core", "misc"}
LONGEST_FUNCTION = 50

SOURCES = sorted(
    path
    for app in OURS
    for path in (ROOT / app).rglob("*.py")
    if "migrations" not in path.relative_to(ROOT).parts
)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


def name_of(path):
    return str(path.relative_to(ROOT))


def app_of(path):
    return path.relative_to(ROOT).parts[0]


@cache
def tree_of(path):
    return ast.parse(path.read_text(), filename=str(path))


def imported(tree):
    """Every module that is imported, with the names taken from it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield node.module, [alias.name for alias in node.names]
        elif isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, []


def rooms_of_others(path):
    """The rooms of other apps that a module reaches into, such as `accounts.models`."""
    for module, names in imported(tree_of(path)):
        app, _, inside = module.partition(".")
        if app not in LINE or app == app_of(path):
            continue
        rooms = [inside.split(".")[0]] if inside else names
        yield from (f"{app}.{room}" for room in rooms)


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_another_app_is_entered_by_its_doors(path):
    rooms = {
        room
        for room in rooms_of_others(path)
        if room.split(".")[1] not in ROOMS_WITH_DOORS | {WIRING.get(name_of(path))}
    }
    assert rooms - NAMED == set()


def test_each_named_module_is_there_and_is_used():
    used = {room for path in SOURCES for room in rooms_of_others(path)}
    assert used >= NAMED


WITHOUT_READY = [path for path in SOURCES if path.name != "apps.py"]


@pytest.mark.parametrize("path", WITHOUT_READY, ids=name_of)
def test_no_import_hides_in_a_function(path):
    hidden = [
        node.lineno
        for function in ast.walk(tree_of(path))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert hidden == []


def our_models():
    return [model for model in apps.get_models(include_auto_created=True) if is_ours(model)]


def is_ours(model):
    return model._meta.app_label in LINE


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_no_key_points_up_the_ladder_or_along_a_line(model):
    here = model._meta.app_label
    for field in model._meta.get_fields():
        target = field.related_model if field.is_relation and not field.auto_created else None
        if target is None or not is_ours(target):
            continue
        there = target._meta.app_label
        assert there == here or LINE[there] < LINE[here], f"{field} points up"


def by_name(term):
    return isinstance(term, str)


BY_WORDS_OF_ANOTHER = {("courses.BankQuestion", "category"), ("evaluation.Release", "plan")}


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_no_order_joins_another_table_unseen(model):
    """A key in `ordering` follows the order of the model it leads to, and of the next one."""
    for name in filter(by_name, model._meta.ordering):
        label, name = model._meta.label, name.removeprefix("-")
        if "__" in name or name == "pk" or (label, name) in BY_WORDS_OF_ANOTHER:
            continue
        field = model._meta.get_field(name)
        follows = field.is_relation and name != field.attname and field.related_model._meta.ordering
        assert not follows, f"{label} is in the order of {name}: say {name}_id"


@pytest.mark.parametrize("model", get_page_models(), ids=lambda model: model._meta.label)
def test_no_page_names_a_parent_above_itself(model):
    if not is_ours(model):
        pytest.skip("Wagtail's own")
    for parent in getattr(model, "parent_page_types", None) or []:
        named = resolve_model_string(parent, model._meta.app_label)
        assert LINE.get(named._meta.app_label, -1) <= LINE[model._meta.app_label]


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_no_text_in_the_code_names_a_model_above(model):
    """A string such as "courses.Enrolment" would dodge the contract on imports."""
    label = model._meta.label.lower()
    below = [
        path
        for path in SOURCES
        if LINE[app_of(path)] < LINE[model._meta.app_label] and name_of(path) != DECLARES_RIGHTS
    ]
    assert [name_of(path) for path in below if label in texts_of(path)] == []


@cache
def texts_of(path):
    return {
        node.value.lower()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def libraries():
    """Our template-tag libraries, with the app each belongs to."""
    found = Engine.get_default().libraries
    return {name: module.split(".")[0] for name, module in found.items()}


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_template_loads_only_tags_of_its_own_app_or_below(path):
    """Pages shared by all, the frame and its components, belong to the top line."""
    folder = path.relative_to(ROOT / "templates").parts[0]
    here = LINE.get(folder, LINE["portal"])
    for names in re.findall(r"{%\s*load ([^%]+)%}", path.read_text()):
        for library in names.split(" from ")[-1].split():
            app = libraries().get(library)
            assert app not in LINE or LINE[app] <= here, f"{library} belongs to {app}"


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_names_say_what_a_module_holds(path):
    assert SAY_NOTHING.isdisjoint([path.stem, *path.relative_to(ROOT).parts])


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_no_function_is_longer_than_a_page(path):
    functions = [
        node
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    long = [f.name for f in functions if f.end_lineno - f.lineno >= LONGEST_FUNCTION]
    assert long == []


@pytest.mark.parametrize(
    "path", [path for path in SOURCES if "actions" in path.parts[-2:][0] or path.stem == "actions"]
)
def test_an_action_knows_no_request(path):
    assert not any(
        module.startswith("django.http") or "HttpRequest" in names
        for module, names in imported(tree_of(path))
    )

"""What docker-compose.yml promises, beyond what its schema can say."""

import re

import pytest
import yaml

from tools.setup import ROOT

SERVICES = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
OURS = {"migrate", "web", "worker", "beat"}


def of_ours(name):
    return SERVICES[name].get("build") is not None


def test_every_part_is_there():
    assert set(SERVICES) == OURS | {"database", "broker", "proxy"}
    assert {name for name in SERVICES if of_ours(name)} == OURS


@pytest.mark.parametrize("name", SERVICES)
def test_it_runs_as_somebody_with_no_more_rights_than_it_needs(name):
    service = SERVICES[name]
    assert service["user"] not in {"root", "0", "0:0"}
    assert service["read_only"]
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]


@pytest.mark.parametrize("name", SERVICES)
def test_its_health_is_asked_for(name):
    health = SERVICES[name]["healthcheck"]
    assert health.get("test") or (name == "migrate" and health == {"disable": True})


@pytest.mark.parametrize("name", SERVICES)
def test_its_version_is_pinned(name):
    assert re.search(r":\d+\.\d+(\.\d+)?(-\w+)?$", SERVICES[name]["image"])


@pytest.mark.parametrize("name", ["SECRET_KEY", "PSEUDONYM_KEY", "SITE_URL", "ALLOWED_HOSTS"])
def test_it_refuses_to_start_without_what_has_no_safe_default(name):
    assert SERVICES["web"]["environment"][name] == f"${{{name}:?set {name}}}"


@pytest.mark.parametrize(
    "line", re.findall(r"^FROM (\S+)", (ROOT / "Dockerfile").read_text(), re.M)
)
def test_the_image_is_built_on_pinned_versions(line):
    assert re.search(r":\d+\.\d+", line)

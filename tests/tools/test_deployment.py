"""What docker-compose.yml promises, beyond what its schema can say."""

import re

import pytest
import yaml
from django.conf import settings

from tools.setup import ROOT

SERVICES = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
OURS = {"migrate", "web", "worker", "heavy", "beat"}


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


def test_every_queue_has_a_worker_and_what_takes_long_has_one_of_its_own():
    read = {name: queues_of(SERVICES[name]["command"]) for name in ("worker", "heavy")}
    assert read == {"worker": ["mail", "default"], "heavy": ["heavy"]}
    assert [queue.name for queue in settings.CELERY_TASK_QUEUES] == [
        *read["worker"],
        *read["heavy"],
    ]


def test_a_task_that_lives_is_never_given_to_a_second_worker():
    patience = settings.CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"]
    assert settings.CELERY_TASK_SOFT_TIME_LIMIT < settings.CELERY_TASK_TIME_LIMIT < patience


def queues_of(command):
    return command[command.index("--queues") + 1].split(",")


@pytest.mark.parametrize("name", SERVICES)
def test_its_health_is_asked_for(name):
    health = SERVICES[name]["healthcheck"]
    assert health.get("test") or (name == "migrate" and health == {"disable": True})


@pytest.mark.parametrize("name", SERVICES)
def test_its_version_is_pinned(name):
    assert re.search(r":\d+\.\d+(\.\d+)?(-\w+)?$", SERVICES[name]["image"])


@pytest.mark.parametrize(
    "name", ["SECRET_KEY", "PSEUDONYM_KEY", "REFLECTION_KEYS", "SITE_URL", "ALLOWED_HOSTS"]
)
def test_it_refuses_to_start_without_what_has_no_safe_default(name):
    assert SERVICES["web"]["environment"][name] == f"${{{name}:?set {name}}}"


@pytest.mark.parametrize(
    "line", re.findall(r"^FROM (\S+)", (ROOT / "Dockerfile").read_text(), re.M)
)
def test_the_image_is_built_on_pinned_versions(line):
    assert re.search(r":\d+\.\d+", line)

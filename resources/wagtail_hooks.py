from django.contrib import messages
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin.auth import user_has_any_page_permission
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from resources.checks import Severity, findings_for
from resources.cms.panels import WaitingPanel
from resources.cms.reports import FindingsReport, ReadAgainReport, SupportReport
from resources.cms.viewsets import RecordingViewSet, SupportGroup, WordsGroup
from resources.permissions import can_keep_support

register_snippet(RecordingViewSet)
register_snippet(SupportGroup)
register_snippet(WordsGroup)


class PageReportItem(MenuItem):
    def is_shown(self, request):
        return user_has_any_page_permission(request.user)


class SupportReportItem(MenuItem):
    def is_shown(self, request):
        return can_keep_support(request.user)


@hooks.register("register_admin_urls")
def report_urls():
    read_again, checks = ReadAgainReport.as_view, FindingsReport.as_view
    return [
        path("reports/read-again/", read_again(), name="read_again"),
        path(
            "reports/read-again/results/", read_again(results_only=True), name="read_again_results"
        ),
        path("reports/content-checks/", checks(), name="content_checks"),
        path(
            "reports/content-checks/results/",
            checks(results_only=True),
            name="content_checks_results",
        ),
        path("reports/support/", SupportReport.as_view(), name="support_to_check"),
    ]


@hooks.register("register_reports_menu_item")
def read_again_item():
    return PageReportItem(
        _("Pages to read again"), reverse("read_again"), icon_name="time", order=10
    )


@hooks.register("register_reports_menu_item")
def content_checks_item():
    return PageReportItem(
        _("Content checks"), reverse("content_checks"), icon_name="glasses", order=20
    )


@hooks.register("register_reports_menu_item")
def support_item():
    return SupportReportItem(
        _("Support to check"), reverse("support_to_check"), icon_name="help", order=30
    )


@hooks.register("construct_homepage_panels")
def add_waiting_panel(request, panels):
    panels.append(WaitingPanel())


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def say_what_to_mend(request, page):
    if not request.accepts("text/html"):
        return  # The editor kept a draft by itself; its reader would find one message for each.
    to_mend = [row for row in findings_for(page) if row.severity is Severity.MEND]
    if to_mend:
        words = ngettext(
            "There is %(n)d thing to mend on this page: %(first)s",
            "There are %(n)d things to mend on this page. The first: %(first)s",
            len(to_mend),
        )
        messages.warning(request, words % {"n": len(to_mend), "first": to_mend[0].sentence})

from django.contrib import messages
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin.auth import user_has_any_page_permission
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.snippets.models import register_snippet

from resources.checks import Severity, findings_for
from resources.cms import language_review, publishing
from resources.cms.panels import WaitingPanel
from resources.cms.reports import FindingsReport, ReadAgainReport, SupportReport
from resources.cms.viewsets import RecordingViewSet, SupportGroup, WordsGroup
from resources.permissions import can_keep_support, can_review_words

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


@hooks.register("register_admin_urls")
def language_review_urls():
    views = language_review
    return [
        path("pages/<int:page_pk>/review-copies/", views.copies, name="review_copies"),
        path("review-copies/<int:pk>/", views.one_copy, name="review_copy"),
        path("review-copies/<int:pk>/print/", views.to_print, name="review_copy_print"),
        path("review-copies/<int:pk>/outcome/", views.outcome, name="review_outcome"),
        path("review-copies/<int:pk>/link/", views.new_link, name="review_link"),
        path("review-copies/<int:pk>/end-link/", views.end_link, name="review_end_link"),
        path("review-copies/<int:pk>/close/", views.close, name="review_close"),
        path("review-comments/<int:pk>/", views.one_comment, name="review_comment"),
        path(
            "review-comments/<int:pk>/remove/", views.remove_comment, name="review_comment_remove"
        ),
    ]


@hooks.register("register_page_header_buttons")
def review_copy_button(page, user, next_url=None, **_context):
    if can_review_words(user, page):
        url = reverse("review_copies", args=[page.pk])
        yield Button(_("Review copy"), url, icon_name="group", priority=37)


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


hooks.register("before_publish_page", publishing.keep_as_draft)
hooks.register("construct_page_action_menu", publishing.offer_authors_no_publishing)
# After Wagtail's own, whose place it takes.
hooks.register("register_bulk_action", publishing.PublishNowhereInBulk, order=1)


@hooks.register("construct_admin_api")
def only_read_pages(router):
    router.register_endpoint("pages", publishing.PagesToRead)


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

"""What editors have to look at: pages to read again, pages with findings, numbers to ring."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.reports import PageReportView

from resources.checks import findings_for
from resources.models import BasePage, SafeguardingRoute, SupportContact


class ReadAgainReport(PageReportView):
    page_title = _("Pages to read again")
    header_icon = "time"
    index_url_name = "read_again"
    index_results_url_name = "read_again_results"
    results_template_name = "resources/cms/read_again.html"
    any_permission_required = ["add", "change", "publish"]
    list_export = ["title", "review_by", "responsible", "status_string"]
    export_headings = {
        "title": _("Title"),
        "review_by": _("Review by"),
        "responsible": _("Who looks after it"),
        "status_string": _("Status"),
    }

    def get_queryset(self):
        today = timezone.localdate()
        return (
            BasePage.objects.in_need_of_review(on=today)
            .select_related("responsible", "content_type")
            .order_by("review_by", "pk")
        )


class FindingsReport(PageReportView):
    page_title = _("Content checks")
    header_icon = "glasses"
    index_url_name = "content_checks"
    index_results_url_name = "content_checks_results"
    results_template_name = "resources/cms/content_checks.html"
    any_permission_required = ["add", "change", "publish"]
    paginate_by = 20
    list_export = ["title", "findings_in_words"]
    export_headings = {"title": _("Title"), "findings_in_words": _("Findings")}

    def get_queryset(self):
        return BasePage.objects.filter(depth__gt=1).order_by("-latest_revision_created_at", "pk")

    def decorate_paginated_queryset(self, object_list):
        """Each page as its editor last left it."""
        pages = [page.get_latest_revision_as_object() for page in object_list.specific()]
        for page in pages:
            page.findings = findings_for(page)
            page.findings_in_words = " ".join(str(row.sentence) for row in page.findings)
        return pages


class SupportReport(WagtailAdminTemplateMixin, TemplateView):
    page_title = _("Support to check")
    header_icon = "help"
    template_name = "resources/cms/support_report.html"

    def get_context_data(self, **kwargs):
        today = timezone.localdate()
        stale = [
            *SafeguardingRoute.objects.stale(on=today).select_related("area", "responsible"),
            *SupportContact.objects.stale(on=today).select_related("area", "responsible"),
        ]
        return super().get_context_data(
            stale=stale,
            has_default_route=SafeguardingRoute.objects.shown().filter(area=None).exists(),
            **kwargs,
        )

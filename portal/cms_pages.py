"""A new page, when the editor saved it by itself a moment before somebody pressed a button."""

from __future__ import annotations

from django.core.exceptions import BadRequest
from django.db import transaction
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views.pages.create import CreateView

from resources.models import BasePage


class CreateInTurn(CreateView):
    """Pages under one parent are made one after the other. Wagtail asks whether an address is
    free and takes it later; of two requests at once the second broke in between."""

    @transaction.atomic
    def post(self, request: HttpRequest) -> HttpResponse:
        BasePage.objects.select_for_update().get(pk=self.parent_page.pk)
        self.parent_page.refresh_from_db(fields=["path", "numchild"])
        try:
            return super().post(request)
        except MultiValueDictKeyError as missing:
            # Wagtail reads a body of blocks as if its form always arrived whole.
            raise BadRequest("A part of the form is missing.") from missing

    @cached_property
    def saved_before(self) -> BasePage | None:
        """The editor's own draft at the address that this form asks for."""
        drafts = self.parent_page.get_children().filter(owner=self.request.user, live=False)
        return drafts.filter(slug=self.form.data.get("slug")).first()

    def form_invalid(self, form: Form) -> HttpResponse:
        response = super().form_invalid(form)
        if "slug" in form.errors and self.saved_before and not self.expects_json_response:
            edit = reverse(self.edit_url_name, args=[self.saved_before.pk])
            messages.warning(
                self.request,
                _(
                    "This page was saved a moment ago. Open it and go on there. What you wrote "
                    "since is still below: copy it first."
                ),
                buttons=[messages.button(edit, _("Open it"), new_window=True)],
            )
        return response

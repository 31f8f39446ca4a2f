from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.doors import open_to
from accounts.forms.audit import AuditFilter
from accounts.models import AuditEntry, Person
from accounts.permissions import may_read_audit
from accounts.views.people import query_without_page

ENTRIES_ON_A_PAGE = 100


@open_to(may_read_audit)
def index(request: HttpRequest) -> HttpResponse:
    form = AuditFilter(request.GET)
    entries = AuditEntry.objects.narrowed(**form.chosen()).newest_first()
    page = Paginator(entries, ENTRIES_ON_A_PAGE).get_page(request.GET.get("page"))
    names = names_of(page)
    for entry in page:
        entry.actor_name = names.get(entry.actor)
        entry.target_name = names.get(entry.person_uuid)
    context = {"form": form, "page": page, "query": query_without_page(request)}
    return render(request, "accounts/audit.html", context)


def names_of(entries: Iterable[AuditEntry]) -> dict[UUID, str]:
    """The trail holds no name: it is looked up for as long as the person's record has one."""
    uuids = {uuid for entry in entries for uuid in (entry.actor, entry.person_uuid) if uuid}
    people = Person.objects.filter(uuid__in=uuids, erased_at=None)
    return dict(people.values_list("uuid", "display_name"))

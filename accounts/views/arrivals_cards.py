from __future__ import annotations

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.actions.cards import CardsAlreadyShownError, add_people_by_name, make_cards
from accounts.doors import needs
from accounts.forms.arrivals import CardsForm, NamesForm
from accounts.models import Employment, Organisation, Person, SignInCard
from accounts.rights import Right
from accounts.views.arrivals_door import page_of


@needs(Right.PRINT_CARDS)
def cards(request: HttpRequest) -> HttpResponse:
    """People with no other way in. Tick some, and print."""
    words = request.GET.get("q", "").strip()
    rows = _people(request)
    if words:
        rows = rows.matching(words)
    page = page_of(request, rows)
    form = CardsForm(people=Person.objects.none())
    return render(request, "arrivals/cards.html", {"page": page, "form": form, "words": words})


@needs(Right.PRINT_CARDS)
def add_people(request: HttpRequest) -> HttpResponse:
    person = request.user.person
    organisations = Organisation.objects.active().where(person, Right.PRINT_CARDS)
    form = NamesForm(
        request.POST if request.method == "POST" else None, organisations=organisations
    )
    if request.method == "POST" and form.is_valid():
        names = form.cleaned_data["names"]
        add_people_by_name(by=person, names=names, job=form.job(), at=timezone.now())
        messages.success(request, _("Added. Tick the people who need a card now."))
        return redirect("arrivals:cards")
    return render(request, "arrivals/add_people.html", {"form": form})


@never_cache
@require_POST
@needs(Right.PRINT_CARDS)
def print_cards(request: HttpRequest) -> HttpResponse:
    """The one time these words are shown. A second press on the same page shows nothing."""
    form = CardsForm(
        request.POST,
        people=Person.objects.may_have_card_from(request.user.person, at=timezone.now()),
    )
    if not form.is_valid():
        messages.info(request, _("Tick at least one person, then make the cards."))
        return redirect("arrivals:cards")
    try:
        made = make_cards(
            by=request.user.person,
            people=form.cleaned_data["people"],
            batch=form.cleaned_data["batch"],
            at=timezone.now(),
        )
    except CardsAlreadyShownError:
        messages.info(
            request,
            _("These cards were shown once already. If they are lost, tick the names again."),
        )
        return redirect("arrivals:cards")
    return render(request, "arrivals/printed_cards.html", {"cards": made})


def _people(request: HttpRequest):
    now = timezone.now()
    jobs = Employment.objects.current(on=timezone.localdate()).select_related("organisation")
    return (
        Person.objects.may_have_card_from(request.user.person, at=now)
        .order_by("-created_at", "pk")
        .select_related("user")
        .prefetch_related(
            Prefetch("employments", queryset=jobs, to_attr="jobs_now"),
            Prefetch(
                "sign_in_cards", queryset=SignInCard.objects.live(at=now), to_attr="live_cards"
            ),
        )
    )

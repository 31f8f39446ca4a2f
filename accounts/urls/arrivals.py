from django.urls import path

from accounts.views import (
    arrivals,
    arrivals_cards,
    arrivals_imports,
    arrivals_invitations,
    arrivals_keys,
    arrivals_requests,
)

app_name = "arrivals"

urlpatterns = [
    path("arrivals/", arrivals.arrivals, name="arrivals"),
    path("waiting/", arrivals.waiting, name="waiting"),
    path("waiting/<int:pk>/", arrivals.answer, name="answer"),
    path("requests/", arrivals_requests.requests, name="requests"),
    path("requests/<uuid:uuid>/", arrivals_requests.access_request, name="request"),
    path("invitations/", arrivals_invitations.invitations, name="invitations"),
    path("invitations/new/", arrivals_invitations.invite, name="invite"),
    path("invitations/<uuid:uuid>/", arrivals_invitations.change, name="change_invitation"),
    path("keys/", arrivals_keys.keys, name="keys"),
    path("keys/new/", arrivals_keys.new_key, name="new_key"),
    path("keys/<int:pk>/", arrivals_keys.key, name="key"),
    path("keys/<int:pk>/withdraw/", arrivals_keys.withdraw_key, name="withdraw_key"),
    path("lists/", arrivals_imports.imports, name="imports"),
    path("lists/new/", arrivals_imports.upload, name="upload"),
    path("lists/template/<slug:kind>/", arrivals_imports.template, name="import_template"),
    path("lists/<uuid:uuid>/", arrivals_imports.people_import, name="import"),
    path("lists/<uuid:uuid>/run/", arrivals_imports.run, name="run_import"),
    path("lists/<uuid:uuid>/undo/", arrivals_imports.take_back, name="undo_import"),
    path("cards/", arrivals_cards.cards, name="cards"),
    path("cards/new/", arrivals_cards.add_people, name="add_people"),
    path("cards/print/", arrivals_cards.print_cards, name="print_cards"),
]

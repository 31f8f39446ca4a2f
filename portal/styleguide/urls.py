from django.urls import path

from portal.styleguide import views

app_name = "styleguide"
urlpatterns = [
    path("", views.chapter, name="index"),
    path("<slug:slug>/", views.chapter, name="chapter"),
]

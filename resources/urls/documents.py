"""Wagtail writes links to documents under this name; the door behind it is ours."""

from django.urls import path

from resources.views import files

urlpatterns = [
    path("<int:document_id>/<str:filename>", files.document, name="wagtaildocs_serve"),
]

from django.urls import path

from courses.views import certificates, lessons

app_name = "courses"
urlpatterns = [
    path("pause/<int:pk>/<int:part>/", lessons.pause, name="pause"),
    path("certificates/", certificates.mine, name="certificates"),
    path("certificates/check/", certificates.check, name="check"),
    path("certificates/<slug:code>/", certificates.certificate, name="certificate"),
    path("certificates/<slug:code>/pdf/", certificates.pdf, name="certificate_pdf"),
    path("certificates/<slug:code>/name/", certificates.show_my_name, name="show_my_name"),
]

from django.urls import path

from courses import views

app_name = "courses"
urlpatterns = [
    path("pause/<int:pk>/<int:part>/", views.pause, name="pause"),
]

from django.urls import path

from notifications import views

app_name = "messages"
urlpatterns = [
    path("", views.messages, name="all"),
    path("<int:pk>/", views.open_message, name="open"),
    path("read/", views.mark_all_read, name="mark_all_read"),
    path("choices/", views.choices, name="choices"),
    path("stop/<str:token>/", views.stop, name="stop"),
]

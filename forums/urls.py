from django.urls import path

from forums import views

app_name = "forums"
urlpatterns = [
    path("community/", views.list_boards, name="boards"),
    path("community/<slug:slug>/", views.show_board, name="board"),
    path("community/<slug:slug>/new/", views.begin_thread, name="new_thread"),
    path("community/<slug:slug>/<int:pk>/", views.show_thread, name="thread"),
    path("queue/", views.show_queue, name="queue"),
    path("queue/<int:pk>/", views.decide_post, name="decide"),
]

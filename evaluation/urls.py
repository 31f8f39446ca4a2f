from django.urls import path

from evaluation import views

app_name = "evaluation"
urlpatterns = [
    path("surveys/<uuid:uuid>/", views.answer_survey, name="survey"),
    path("results/", views.list_results, name="results"),
    path("results/<uuid:uuid>/prepare/", views.prepare_results, name="prepare"),
    path("results/<uuid:uuid>/matched-change.csv", views.download_change, name="change"),
]

from django.urls import path

from evaluation.views import answering, mine, results

app_name = "evaluation"
urlpatterns = [
    path("surveys/", mine.list_own, name="own"),
    path("surveys/<uuid:uuid>/take-back/", mine.take_back, name="take_back"),
    path("surveys/<uuid:uuid>/", answering.answer_survey, name="survey"),
    path("surveys/<uuid:uuid>/<int:number>/", answering.answer_survey, name="survey_page"),
    path("results/", results.list_results, name="results"),
    path("results/<uuid:uuid>/prepare/", results.prepare_results, name="prepare"),
    path("results/<uuid:uuid>/figures.csv", results.download_figures, name="figures"),
]

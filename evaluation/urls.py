from django.urls import path

from evaluation.views import agreements, answering, plans, results

app_name = "evaluation"
urlpatterns = [
    path("surveys/<uuid:uuid>/", answering.answer_survey, name="survey"),
    path("surveys/<uuid:uuid>/<int:number>/", answering.answer_survey, name="survey_page"),
    path("results/", results.list_results, name="results"),
    path("results/<uuid:uuid>/prepare/", results.prepare_results, name="prepare"),
    path("results/<uuid:uuid>/figures.csv", results.download_figures, name="figures"),
    path("results/plans/", plans.list_plans, name="plans"),
    path("results/plans/new/", plans.start, name="start_plan"),
    path("results/plans/small-groups/", agreements.list_asked, name="agreements"),
    path("results/plans/small-groups/<uuid:uuid>/", agreements.answer, name="agreement"),
    path("results/plans/<uuid:uuid>/", plans.plan, name="plan"),
    path("results/plans/<uuid:uuid>/change/", plans.change, name="change_plan"),
    path("results/plans/<uuid:uuid>/small-groups/", plans.ask_small, name="ask_small_groups"),
    path("results/plans/<uuid:uuid>/<slug:wave>/", plans.moment, name="moment"),
    path("results/plans/<uuid:uuid>/<slug:wave>/drop/", plans.drop, name="drop_moment"),
]

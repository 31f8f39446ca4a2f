from django.urls import path

from evaluation.views import (
    agreements,
    answering,
    codes,
    mine,
    outside,
    plans,
    results,
    rooms,
    rows,
)

app_name = "evaluation"
urlpatterns = [
    path("surveys/", mine.list_own, name="own"),
    path("surveys/<uuid:uuid>/take-back/", mine.take_back, name="take_back"),
    path("surveys/<uuid:uuid>/", answering.answer_survey, name="survey"),
    path("surveys/<uuid:uuid>/<int:number>/", answering.answer_survey, name="survey_page"),
    path("answer/", codes.enter_code, name="code"),
    path("answer/<int:number>/", codes.answer_by_code, name="code_page"),
    path("answer/done/", codes.done, name="code_done"),
    path("surveys/rooms/", rooms.list_rooms, name="rooms"),
    path("surveys/rooms/<uuid:uuid>/", rooms.room, name="room"),
    path("surveys/rooms/<uuid:uuid>/open/", rooms.change_room, name="change_room"),
    path("surveys/rooms/<uuid:uuid>/slips/", rooms.print_slips, name="slips"),
    path("surveys/rooms/<uuid:uuid>/sheet/<slug:wave>/", rooms.print_sheet, name="sheet"),
    path("surveys/sheet/<int:number>/", rooms.key_in, name="key_in"),
    path("results/", results.list_results, name="results"),
    path("results/<uuid:uuid>/", results.show_results, name="report"),
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
    path("results/<uuid:uuid>/figures.xlsx", results.download_workbook, name="workbook"),
    path("results/<uuid:uuid>/report.pdf", results.download_report, name="paper"),
    path("results/<uuid:uuid>/rows/", rows.take_rows, name="rows"),
    path("results/outside/", outside.bring_scores, name="outside"),
    path("results/outside/template.csv", outside.template, name="outside_template"),
    path("results/outside/<uuid:uuid>/", outside.show_report, name="outside_report"),
    path(
        "results/outside/<uuid:uuid>/figures.csv", outside.download_figures, name="outside_figures"
    ),
    path(
        "results/outside/<uuid:uuid>/figures.xlsx",
        outside.download_workbook,
        name="outside_workbook",
    ),
    path("results/rows/<uuid:uuid>.zip", rows.download_rows, name="download_rows"),
]

from django.urls import path

from evaluation.views import answering, codes, mine, results, rooms, rows

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
    path("results/<uuid:uuid>/prepare/", results.prepare_results, name="prepare"),
    path("results/<uuid:uuid>/figures.csv", results.download_figures, name="figures"),
    path("results/<uuid:uuid>/rows/", rows.take_rows, name="rows"),
    path("results/rows/<uuid:uuid>.zip", rows.download_rows, name="download_rows"),
]

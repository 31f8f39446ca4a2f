from django.urls import path

from courses.views import (
    certificates,
    cpd,
    elsewhere,
    learners,
    lessons,
    quizzes,
    recognition,
    reflections,
)

app_name = "courses"
urlpatterns = [
    path("pause/<int:pk>/<int:part>/", lessons.pause, name="pause"),
    path("learning/<int:pk>/people/", learners.learners, name="learners"),
    path("lessons/<int:pk>/place/", lessons.place, name="place"),
    path("lessons/<int:pk>/reflect/<uuid:block>/", lessons.reflect, name="reflect"),
    path("lessons/<int:pk>/quiz/<uuid:block>/", quizzes.begin, name="begin_quiz"),
    path("quiz/<int:pk>/", quizzes.attempt, name="attempt"),
    path("quiz/files/<slug:digest>/", quizzes.question_file, name="question_file"),
    path("reflections/", reflections.mine, name="reflections"),
    path("reflections/download/", reflections.download, name="download_reflections"),
    path("reflections/<int:pk>/remove/", reflections.remove, name="remove_reflection"),
    path("certificates/", certificates.mine, name="certificates"),
    path("certificates/check/", certificates.check, name="check"),
    path("certificates/<slug:code>/", certificates.certificate, name="certificate"),
    path("certificates/<slug:code>/pdf/", certificates.pdf, name="certificate_pdf"),
    path("certificates/<slug:code>/name/", certificates.show_my_name, name="show_my_name"),
    path("learning-elsewhere/", elsewhere.elsewhere, name="elsewhere"),
    path("learning-elsewhere/new/", elsewhere.declare_own, name="declare_own"),
    path("learning-elsewhere/<int:pk>/finished/", elsewhere.declare, name="declare"),
    path("learning-elsewhere/own/<int:pk>/take-back/", elsewhere.take_back, name="take_back"),
    path(
        "learning-elsewhere/own/<int:pk>/evidence/",
        elsewhere.declared_evidence,
        name="declared_evidence",
    ),
    path("recognition/", recognition.waiting, name="recognitions"),
    path(
        "recognition/for-somebody/",
        recognition.ask_for_somebody,
        name="ask_recognition_for_somebody",
    ),
    path("recognition/course/<int:pk>/", recognition.ask, name="ask_recognition"),
    path("recognition/<int:pk>/", recognition.show, name="recognition"),
    path("recognition/<int:pk>/take-back/", recognition.take_back, name="take_back_request"),
    path("recognition/<int:pk>/evidence/", recognition.evidence, name="recognition_evidence"),
    path("cpd/", cpd.record, name="cpd"),
    path("cpd/pdf/", cpd.download, {"kind": "pdf"}, name="cpd_pdf"),
    path("cpd/csv/", cpd.download, {"kind": "csv"}, name="cpd_csv"),
    path("cpd/<slug:kind>/<int:pk>/", cpd.note, name="cpd_note"),
]

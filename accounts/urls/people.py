from django.urls import path

from accounts.views import agreements, audit, jobs, me, people, permissions

app_name = "people"

urlpatterns = [
    path("", people.index, name="index"),
    path("add/", people.add, name="add"),
    path("me/", me.me, name="me"),
    path("me/name/", me.name, name="my_name"),
    path("me/user-name/", me.username, name="my_username"),
    path("me/address/works-again/", me.address_works_again, name="address_works_again"),
    path("me/jobs/add/", me.add_job, name="my_job"),
    path("me/jobs/<int:pk>/leave/", me.leave_job, name="leave_job"),
    path("agreements/", agreements.mine, name="agreements"),
    path("agreements/new/", agreements.ask, name="agree"),
    path("agreements/versions/", agreements.versions, name="agreement_versions"),
    path("agreements/<int:pk>/", agreements.text, name="agreement"),
    path("agreements/<int:pk>/publish/", agreements.publish, name="publish_agreement"),
    path("permissions/", permissions.index, name="permissions"),
    path("permissions/waiting/", permissions.asked, name="asked_roles"),
    path("permissions/waiting/<int:pk>/", permissions.answer, name="answer_asked_role"),
    path("permissions/<int:pk>/end/", permissions.end, name="end_role"),
    path("audit/", audit.index, name="audit"),
    path("<uuid:uuid>/", people.person, name="person"),
    path("<uuid:uuid>/edit/", people.edit, name="edit"),
    path("<uuid:uuid>/roles/give/", permissions.give, name="give_role"),
    path("<uuid:uuid>/jobs/add/", jobs.add, name="add_job"),
    path("<uuid:uuid>/jobs/<int:pk>/correct/", jobs.correct, name="correct_job"),
    path("<uuid:uuid>/jobs/<int:pk>/change/", jobs.change, name="change_job"),
    path("<uuid:uuid>/jobs/<int:pk>/end/", jobs.end, name="end_job"),
    path("<uuid:uuid>/jobs/<int:pk>/reopen/", jobs.reopen, name="reopen_job"),
    path("<uuid:uuid>/jobs/<int:pk>/manager/", jobs.manager, name="line_manager"),
]

from django.urls import path

from notifications import webhooks
from notifications.views import desk, kindness, reading, sheet

app_name = "messages"
urlpatterns = [
    path("", reading.messages, name="all"),
    path("<int:pk>/", reading.open_message, name="open"),
    path("read/", reading.mark_all_read, name="mark_all_read"),
    path("choices/", reading.choices, name="choices"),
    path("bounces/", webhooks.bounces, name="bounces"),
    path("stop/<str:token>/", reading.stop, name="stop"),
    path("desk/", desk.desk, name="desk"),
    path("desk/list/", desk.listed, name="desk_list"),
    path("desk/tomorrow/", desk.tomorrow, name="tomorrow"),
    path("desk/again/", desk.try_all_again, name="try_all_again"),
    path("desk/<int:pk>/", desk.shown, name="desk_message"),
    path("desk/<int:pk>/again/", desk.try_again, name="try_again"),
    path("desk/<int:pk>/hold/", desk.hold_back, name="hold_back"),
    path("kindness/", kindness.kindness, name="kindness"),
    path("quiet/", kindness.quiet_times, name="quiet_times"),
    path("quiet/add/", kindness.add_quiet_time, name="add_quiet_time"),
    path("quiet/<int:pk>/", kindness.change_quiet_time, name="change_quiet_time"),
    path("quiet/<int:pk>/remove/", kindness.remove_quiet_time, name="remove_quiet_time"),
    path("sheet/", sheet.sheet, name="sheet"),
    path("sheet/handed-over/", sheet.handed_over, name="handed_over"),
]

from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.utils.urlpatterns import decorate_urlpatterns
from wagtail.views import serve

from portal import cms_doors
from portal.cms_doors import editors_only
from portal.views import health, home, learning, mailbox, merging, running

urlpatterns = [
    path("", home.home, name="home"),
    path("reach/", home.reach, name="reach"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("running/", running.running, name="running"),
    path("people/", include("accounts.urls.arrivals")),
    path("people/merge/", merging.merge, name="merge_people"),
    path("people/merge/<int:pk>/apart/", merging.keep_apart, name="keep_people_apart"),
    path("people/", include("accounts.urls.people")),
    path("join/", include("accounts.urls.joining")),
    path("account/", include("accounts.urls.signin")),
    path("learn/", serve, {"path": "learn/"}, name="learn"),
    path("learning/<int:pk>/start/", learning.start_course, name="start_course"),
    path("learning/<int:pk>/finish/", learning.finish_lesson, name="finish_lesson"),
    path("messages/", include("notifications.urls")),
    path("", include("evaluation.urls")),
    path("", include("courses.urls")),
    path("", include("forums.urls")),
    path("dev/mail/", mailbox.mailbox, name="mailbox"),
    path("dev/mail/<slug:key>/", mailbox.letter, name="letter"),
    path("dev/mail/<slug:key>/as-sent/", mailbox.letter_as_sent, name="letter_as_sent"),
    path("styleguide/", include("portal.styleguide.urls")),
    *cms_doors.CLOSED,
    path("cms/", include(decorate_urlpatterns(wagtailadmin_urls.urlpatterns, editors_only))),
    path("documents/", include("resources.urls.documents")),
    path("", include("resources.urls.site")),
    path("", include(wagtail_urls)),
]

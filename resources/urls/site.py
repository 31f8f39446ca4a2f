from django.contrib.sitemaps.views import sitemap
from django.urls import path

from resources.sitemaps import PageSitemap
from resources.views import files, review_copies, site

app_name = "resources"
urlpatterns = [
    path("support/", site.support, name="support"),
    path("worried/", site.worried, name="worried"),
    path("colours/<str:key>.css", site.colours, name="colours"),
    path("robots.txt", site.robots, name="robots"),
    path("sitemap.xml", sitemap, {"sitemaps": {"pages": PageSitemap}}, name="sitemap"),
    path("review-copy/<str:token>/", review_copies.review_copy, name="review_copy"),
    path("review-copy/<str:token>/<path:path>", review_copies.review_file, name="review_file"),
    path("pictures/<uuid:uuid>/<str:name>", files.picture, name="picture"),
    path("recordings/<uuid:uuid>/play", files.recording, name="recording"),
    path("recordings/<uuid:uuid>/captions.vtt", files.captions, name="captions"),
]

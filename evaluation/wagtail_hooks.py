from django.urls import path
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.snippets.models import register_snippet

from evaluation.cms import publishing
from evaluation.cms.buttons import buttons_of
from evaluation.cms.viewsets import EvaluationGroup
from evaluation.models import Instrument

register_snippet(EvaluationGroup)


@hooks.register("register_admin_urls")
def instrument_urls():
    return [
        path("instruments/<int:pk>/publish/", publishing.publish, name="publish_instrument"),
        path(
            "instruments/<int:pk>/preview/<int:number>/",
            publishing.preview,
            name="preview_instrument",
        ),
    ]


@hooks.register("register_snippet_listing_buttons")
def instrument_buttons(snippet, user, next_url=None):
    if isinstance(snippet, Instrument):
        yield from (Button(**one) for one in buttons_of(snippet, user))

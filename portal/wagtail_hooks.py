from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks

# Who people are is kept at /people/ and /account/, one site is all there is, and the help that
# Wagtail links to lies on other hosts.
HIDDEN = {"users", "groups", "sites", "api-tokens"}


@hooks.register("insert_global_admin_css")
def own_look():
    return format_html('<link rel="stylesheet" href="{}">', static("portal/css/cms.css"))


@hooks.register("construct_main_menu")
@hooks.register("construct_settings_menu")
@hooks.register("construct_help_menu")
def hide_side_doors(request, items):
    items[:] = [
        item
        for item in items
        if item.name not in HIDDEN and not str(getattr(item, "url", "")).startswith("https://")
    ]

from django import template

register = template.Library()


@register.filter
def elided(page):
    """The numbers to show around this page: the ends, the neighbours and an ellipsis between."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)

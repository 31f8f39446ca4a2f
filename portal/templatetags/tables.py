from django import template

register = template.Library()


@register.filter
def beside(cells, columns):
    """Each cell with its column's heading, which small screens print beside it."""
    return zip(cells, columns, strict=True)

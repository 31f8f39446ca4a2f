from django import template

from resources.checks import Finding, findings_for
from resources.models import BasePage

register = template.Library()


@register.simple_tag
def page_findings(page) -> list[Finding]:
    """What the page in the editor still needs: `{% page_findings page as findings %}`.

    Whatever else has a preview, such as the wording of a message, has the panel but no page.
    """
    return findings_for(page) if isinstance(page, BasePage) and page.pk else []

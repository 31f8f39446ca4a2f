from django import template

from resources.checks import Finding, findings_for

register = template.Library()


@register.simple_tag
def page_findings(page) -> list[Finding]:
    """What the page in the editor still needs: `{% page_findings page as findings %}`."""
    return findings_for(page) if page is not None and page.pk else []

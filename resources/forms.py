from django.db.models import Q
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm
from wagtail.admin.forms.pages import CopyForm

from accounts.models import Person
from accounts.rights import Right
from accounts.roles import ROLES

KEEPERS = [role.code for role in ROLES if role.rights & {Right.WRITE_CONTENT, Right.MANAGE_SITE}]


class OffersKeepers:
    """Offers people who write or run the site, and whoever keeps it now."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "responsible" in self.fields:
            keepers = Q(role_grants__role__in=KEEPERS) | Q(pk=self.instance.responsible_id)
            self.fields["responsible"].queryset = Person.objects.filter(keepers).distinct()


class KeptPageForm(OffersKeepers, WagtailAdminPageForm):
    def save(self, commit=True):
        """Wagtail keeps a new page as a live one before it asks whether it may be published."""
        if self.instance.pk is None:
            self.instance.live = False
        return super().save(commit=commit)


class CopyAsDraftForm(CopyForm):
    """A copy takes the newest words, which nobody may have read yet: it is never live at once."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("publish_copies", "alias"):
            self.fields.pop(name, None)


class KeptModelForm(OffersKeepers, WagtailAdminModelForm):
    pass

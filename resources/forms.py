from django.db.models import Q
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm

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
    pass


class KeptModelForm(OffersKeepers, WagtailAdminModelForm):
    pass

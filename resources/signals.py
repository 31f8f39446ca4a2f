"""A change in the CMS is seen on the next page: what was kept of it is forgotten after commit."""

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished

from accounts.models import Employment
from resources.frame import forget_areas, forget_frame
from resources.models import LegalPage, Partnership, SafeguardingRoute, SupportContact


@receiver([post_save, post_delete], sender=Partnership)
@receiver([post_save, post_delete], sender=SafeguardingRoute)
@receiver([post_save, post_delete], sender=SupportContact)
@receiver([page_published, page_unpublished, post_delete], sender=LegalPage)
def forget_what_stands_around_pages(**kwargs):
    transaction.on_commit(forget_frame)


@receiver([post_save, post_delete], sender=Employment)
def forget_where_somebody_works(instance, **kwargs):
    transaction.on_commit(lambda: forget_areas(instance.person_id))

from django.db import migrations
from wagtail.models import BootstrapLocaleField, BootstrapTranslatableModel, BootstrapTranslationKeyField


class Migration(migrations.Migration):
    """Wagtail's own tables point at the base page, so it is made before the languages it needs."""

    dependencies = [
        ("resources", "0001_base_page"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        BootstrapLocaleField("resources.BasePage"),
        BootstrapTranslationKeyField("resources.BasePage"),
        BootstrapTranslatableModel("resources.BasePage"),
    ]

import django.db.models.deletion
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('resources', '0005_standard_and_legal_pages'),
    ]

    operations = [
        migrations.CreateModel(
            name='HomePage',
            fields=[
                ('basepage_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('lead', models.TextField(max_length=400, verbose_name='lead sentence')),
                ('offers', wagtail.fields.StreamField([('offer', 3)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'label': 'Heading', 'max_length': 60}), 1: ('wagtail.blocks.TextBlock', (), {'label': 'Text', 'max_length': 240, 'rows': 3}), 2: ('wagtail.blocks.CharBlock', (), {'default': '', 'label': 'Small line', 'max_length': 160, 'required': False}), 3: ('wagtail.blocks.StructBlock', [[('heading', 0), ('text', 1), ('small', 2)]], {})}, verbose_name='three things you can do')),
                ('for_whom_heading', models.CharField(blank=True, max_length=80, verbose_name='heading')),
                ('for_whom', wagtail.fields.RichTextField(blank=True, verbose_name='who it is for')),
                ('promises_heading', models.CharField(blank=True, max_length=80, verbose_name='heading')),
                ('promises', wagtail.fields.StreamField([('promise', 0)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'max_length': 200})}, help_text='Only what the portal keeps. Each line here is held by a test or a rule.', verbose_name='promises')),
            ],
            options={
                'verbose_name': 'home page',
                'verbose_name_plural': 'home pages',
            },
            bases=('resources.basepage',),
        ),
    ]

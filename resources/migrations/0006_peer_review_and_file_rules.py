import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('resources', '0005_standard_and_legal_pages'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.AlterField(
            model_name='media',
            name='captions',
            field=models.FileField(blank=True, help_text='A WebVTT file (.vtt).', upload_to='captions', validators=[django.core.validators.FileExtensionValidator(['vtt'])], verbose_name='captions'),
        ),
        migrations.AlterField(
            model_name='media',
            name='file',
            field=models.FileField(upload_to='media', validators=[django.core.validators.FileExtensionValidator(['mp3', 'm4a', 'ogg', 'wav', 'mp4', 'webm'])], verbose_name='recording'),
        ),
        migrations.CreateModel(
            name='PeerReviewTask',
            fields=[
                ('task_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.task')),
                ('groups', models.ManyToManyField(help_text='Pages/snippets at this step in a workflow will be moderated or approved by these groups of users', to='auth.group', verbose_name='groups')),
            ],
            options={
                'verbose_name': 'review by somebody else',
                'verbose_name_plural': 'reviews by somebody else',
            },
            bases=('wagtailcore.task',),
        ),
    ]

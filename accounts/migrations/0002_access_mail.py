import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_people_organisations_and_roles'),
    ]

    operations = [
        migrations.CreateModel(
            name='AccessMail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('template', models.CharField(editable=False, max_length=60)),
                ('sealed', models.TextField(editable=False)),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('sent', 'Sent'), ('skipped', 'Too late to send')], default='waiting', editable=False, max_length=8)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('expires_at', models.DateTimeField(editable=False)),
                ('sent_at', models.DateTimeField(editable=False, null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('claim', models.UUIDField(editable=False, null=True)),
                ('lease_ends_at', models.DateTimeField(editable=False, null=True)),
            ],
            options={
                'verbose_name': 'access mail',
                'verbose_name_plural': 'access mail',
                'indexes': [models.Index(fields=['state', 'created_at'], name='access_mail_waiting')],
            },
        ),
    ]

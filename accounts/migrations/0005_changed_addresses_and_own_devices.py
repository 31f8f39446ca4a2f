import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0004_ways_to_join'),
        ('mfa', '0003_authenticator_type_uniq'),
    ]

    operations = [
        migrations.CreateModel(
            name='AddressChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('old', models.EmailField(editable=False, max_length=254, verbose_name='old address')),
                ('new', models.EmailField(editable=False, max_length=254, verbose_name='new address')),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('token_mac', models.CharField(editable=False, max_length=64, unique=True)),
                ('undone_at', models.DateTimeField(editable=False, null=True)),
                ('changed_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.person')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='address_changes', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'change of address',
                'verbose_name_plural': 'changes of address',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='OwnDevice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('session_key', models.CharField(db_index=True, editable=False, max_length=40)),
                ('named_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('until', models.DateTimeField(editable=False, verbose_name='until')),
                ('passkey', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='own_devices', to='mfa.authenticator')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='own_devices', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'own device',
                'verbose_name_plural': 'own devices',
                'ordering': ['pk'],
            },
        ),
    ]

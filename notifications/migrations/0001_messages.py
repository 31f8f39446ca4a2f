import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_people_organisations_and_roles'),
    ]

    operations = [
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(editable=False, max_length=200, unique=True, verbose_name='unique key')),
                ('kind', models.CharField(editable=False, max_length=60, verbose_name='kind')),
                ('address', models.EmailField(blank=True, help_text='Empty for a person.', max_length=254, verbose_name='to an address without an account')),
                ('channel', models.CharField(choices=[('email', 'E-mail')], default='email', editable=False, max_length=10, verbose_name='by')),
                ('template', models.CharField(editable=False, max_length=60, verbose_name='template')),
                ('context', models.JSONField(default=dict, help_text='Ids and short words, never a text.', verbose_name='what it is about')),
                ('reason', models.CharField(max_length=300, verbose_name='why the reader gets it')),
                ('due_at', models.DateTimeField(verbose_name='due')),
                ('expires_at', models.DateTimeField(blank=True, null=True, verbose_name='too late after')),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('claimed', 'Being sent'), ('sent', 'Sent'), ('skipped', 'Not sent'), ('failed', 'Could not be sent'), ('cancelled', 'Withdrawn')], default='waiting', max_length=10, verbose_name='state')),
                ('why', models.CharField(blank=True, choices=[('not_wanted', 'No longer wanted'), ('too_late', 'Too late'), ('no_address', 'No e-mail address'), ('gone', 'The person is no longer here'), ('unknown_kind', 'Nothing here sends this kind any more'), ('unreachable', 'The mail server did not take it'), ('broken', 'It could not be written')], max_length=20, verbose_name='why it ended so')),
                ('tries', models.PositiveSmallIntegerField(default=0, verbose_name='tries')),
                ('try_at', models.DateTimeField(editable=False, verbose_name='next try')),
                ('claim_token', models.UUIDField(editable=False, null=True)),
                ('lease_ends_at', models.DateTimeField(editable=False, null=True)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='asked for')),
                ('ended_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='ended')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='accounts.person', verbose_name='to')),
            ],
            options={
                'verbose_name': 'message',
                'verbose_name_plural': 'messages',
                'ordering': ['-due_at', '-pk'],
                'indexes': [models.Index(fields=['state', 'try_at'], name='message_state_try'), models.Index(fields=['person', '-due_at'], name='message_person_due')],
                'constraints': [models.CheckConstraint(condition=models.Q(('person', None), ('address', ''), _connector='XOR'), name='message_to_one_reader'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'claimed'), _negated=True), models.Q(('claim_token__isnull', False), ('lease_ends_at__isnull', False)), _connector='OR'), name='message_claim_has_lease')],
            },
        ),
    ]

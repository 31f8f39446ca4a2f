import accounts.phrases
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_headcounts_agreements_and_contacts'),
    ]

    operations = [
        migrations.CreateModel(
            name='AccessRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail address')),
                ('display_name', models.CharField(max_length=120, verbose_name='name')),
                ('workplace', models.CharField(blank=True, max_length=160, verbose_name='where, in their words')),
                ('role_in_words', models.CharField(max_length=120, verbose_name='what they do')),
                ('why', models.TextField(blank=True, max_length=600, verbose_name='why')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='asked')),
                ('outcome', models.CharField(blank=True, choices=[('approved', 'Approved'), ('declined', 'Declined')], editable=False, max_length=8, verbose_name='outcome')),
                ('decided_at', models.DateTimeField(editable=False, null=True, verbose_name='decided')),
                ('reason', models.TextField(blank=True, editable=False, max_length=600, verbose_name='reason')),
            ],
            options={
                'verbose_name': 'request to join',
                'verbose_name_plural': 'requests to join',
                'ordering': ['made_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='AddressCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('email', models.EmailField(editable=False, max_length=254, verbose_name='e-mail address')),
                ('code_mac', models.CharField(blank=True, editable=False, max_length=64)),
                ('tries', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('sent_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('proved_at', models.DateTimeField(editable=False, null=True)),
                ('spent_at', models.DateTimeField(editable=False, null=True)),
            ],
            options={
                'verbose_name': 'address check',
                'verbose_name_plural': 'address checks',
            },
        ),
        migrations.CreateModel(
            name='EnrolmentKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(default=accounts.phrases.new_key, editable=False, max_length=10, unique=True, verbose_name='code')),
                ('purpose', models.CharField(blank=True, help_text='Only you and other leads see this.', max_length=80, verbose_name='what it is for')),
                ('limit', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(500)], verbose_name='how many people may use it')),
                ('expires_at', models.DateTimeField(verbose_name='runs out')),
                ('confirms', models.BooleanField(default=False, verbose_name='people who use it are confirmed at once')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='made')),
                ('revoked_at', models.DateTimeField(editable=False, null=True, verbose_name='withdrawn')),
            ],
            options={
                'verbose_name': 'enrolment key',
                'verbose_name_plural': 'enrolment keys',
                'ordering': ['-made_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='EnrolmentKeyUse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('used_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='used')),
            ],
            options={
                'verbose_name': 'use of an enrolment key',
                'verbose_name_plural': 'uses of enrolment keys',
                'ordering': ['-used_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='ImportChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(editable=False, verbose_name='row')),
                ('kind', models.CharField(editable=False, max_length=20)),
                ('object_id', models.BigIntegerField(editable=False)),
                ('before', models.JSONField(editable=False, null=True)),
                ('after', models.JSONField(editable=False)),
                ('kept_because', models.CharField(blank=True, editable=False, max_length=200)),
            ],
            options={
                'verbose_name': 'change by an import',
                'verbose_name_plural': 'changes by an import',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='ImportRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_trial', models.BooleanField(default=True, editable=False)),
                ('number', models.PositiveIntegerField(editable=False, verbose_name='row')),
                ('outcome', models.CharField(choices=[('new', 'Added'), ('changed', 'Changed'), ('same', 'Nothing to change'), ('problem', 'Left out')], editable=False, max_length=7, verbose_name='outcome')),
                ('notes', models.JSONField(default=list, editable=False)),
            ],
            options={
                'verbose_name': 'row of an import',
                'verbose_name_plural': 'rows of an import',
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail address')),
                ('display_name', models.CharField(blank=True, max_length=120, verbose_name='name')),
                ('confirms', models.BooleanField(default=False, help_text='The sender may confirm people there, so nobody needs to look again.', verbose_name='confirmed when they accept')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='made')),
                ('sent_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='last sent')),
                ('expires_at', models.DateTimeField(verbose_name='runs out')),
                ('accepted_at', models.DateTimeField(editable=False, null=True, verbose_name='accepted')),
                ('revoked_at', models.DateTimeField(editable=False, null=True, verbose_name='withdrawn')),
            ],
            options={
                'verbose_name': 'invitation',
                'verbose_name_plural': 'invitations',
                'ordering': ['-made_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='PeopleImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('people', 'People who work here'), ('leavers', 'People who have left')], max_length=8, verbose_name='kind')),
                ('file_name', models.CharField(editable=False, max_length=120, verbose_name='file')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='uploaded')),
                ('rows', models.JSONField(default=list, editable=False)),
                ('left_out', models.JSONField(default=list, editable=False, verbose_name='columns left out')),
                ('send_invitations', models.BooleanField(default=False, verbose_name='send invitations')),
                ('state', models.CharField(choices=[('to_check', 'Waiting to be checked'), ('checked', 'Checked'), ('to_run', 'Waiting to be run'), ('done', 'Done'), ('to_undo', 'Waiting to be undone'), ('undone', 'Undone')], default='to_check', editable=False, max_length=8, verbose_name='state')),
                ('claim', models.UUIDField(editable=False, null=True)),
                ('lease_ends_at', models.DateTimeField(editable=False, null=True)),
                ('total', models.PositiveIntegerField(default=0, editable=False, verbose_name='rows')),
                ('looked_at', models.PositiveIntegerField(default=0, editable=False, verbose_name='rows looked at')),
                ('run_at', models.DateTimeField(editable=False, null=True, verbose_name='run')),
                ('undone_at', models.DateTimeField(editable=False, null=True, verbose_name='undone')),
            ],
            options={
                'verbose_name': 'import of people',
                'verbose_name_plural': 'imports of people',
                'ordering': ['-made_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='RecordClaim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('proof', models.CharField(choices=[('card', "They typed the phrase of the other record's card"), ('invitation', 'They opened an invitation sent for the other record'), ('lead', 'A lead says so')], max_length=10, verbose_name='because')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='asked')),
                ('outcome', models.CharField(blank=True, choices=[('merged', 'Joined'), ('declined', 'Kept apart')], editable=False, max_length=8, verbose_name='outcome')),
                ('settled_at', models.DateTimeField(editable=False, null=True, verbose_name='settled')),
            ],
            options={
                'verbose_name': 'claim of a record',
                'verbose_name_plural': 'claims of records',
                'ordering': ['made_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='SignInCard',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('batch', models.UUIDField(editable=False, help_text='One press of “Make the cards”: pressing again shows nothing twice.')),
                ('phrase_hash', models.CharField(editable=False, max_length=128)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='made')),
                ('expires_at', models.DateTimeField(verbose_name='runs out')),
                ('used_at', models.DateTimeField(editable=False, null=True, verbose_name='used')),
                ('revoked_at', models.DateTimeField(editable=False, null=True, verbose_name='replaced or withdrawn')),
            ],
            options={
                'verbose_name': 'sign-in card',
                'verbose_name_plural': 'sign-in cards',
                'ordering': ['-made_at', '-pk'],
            },
        ),
        migrations.AddField(
            model_name='employment',
            name='declined_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='declined'),
        ),
        migrations.AddField(
            model_name='employment',
            name='declined_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.person'),
        ),
        migrations.AddField(
            model_name='employment',
            name='staff_number',
            field=models.CharField(blank=True, help_text="Only finds the same person again in the organisation's next list.", max_length=40, verbose_name='staff number'),
        ),
        migrations.AddConstraint(
            model_name='employment',
            constraint=models.CheckConstraint(condition=models.Q(('confirmed_at', None), ('declined_at', None), _connector='OR'), name='employment_not_both_confirmed_and_declined'),
        ),
        migrations.AddField(
            model_name='accessrequest',
            name='decided_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.person'),
        ),
        migrations.AddField(
            model_name='accessrequest',
            name='organisation',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='access_requests', to='accounts.organisation', verbose_name='where'),
        ),
        migrations.AddField(
            model_name='enrolmentkey',
            name='employment_type',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='accounts.employmenttype', verbose_name='how they work'),
        ),
        migrations.AddField(
            model_name='enrolmentkey',
            name='made_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.person', verbose_name='made by'),
        ),
        migrations.AddField(
            model_name='enrolmentkey',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='enrolment_keys', to='accounts.organisation', verbose_name='organisation'),
        ),
        migrations.AddField(
            model_name='enrolmentkey',
            name='profession',
            field=models.ForeignKey(blank=True, help_text='Leave empty if people with different roles will use it.', null=True, on_delete=django.db.models.deletion.PROTECT, to='accounts.profession', verbose_name='role'),
        ),
        migrations.AddField(
            model_name='enrolmentkeyuse',
            name='key',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='uses', to='accounts.enrolmentkey'),
        ),
        migrations.AddField(
            model_name='enrolmentkeyuse',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='key_uses', to='accounts.person'),
        ),
        migrations.AddField(
            model_name='invitation',
            name='accepted_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.person'),
        ),
        migrations.AddField(
            model_name='invitation',
            name='employment_type',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='accounts.employmenttype', verbose_name='how'),
        ),
        migrations.AddField(
            model_name='invitation',
            name='invited_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.person', verbose_name='invited by'),
        ),
        migrations.AddField(
            model_name='invitation',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='accounts.organisation', verbose_name='organisation'),
        ),
        migrations.AddField(
            model_name='invitation',
            name='person',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='accounts.person', verbose_name='for this person'),
        ),
        migrations.AddField(
            model_name='invitation',
            name='profession',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='accounts.profession', verbose_name='role'),
        ),
        migrations.AddField(
            model_name='invitation',
            name='revoked_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.person'),
        ),
        migrations.AddField(
            model_name='peopleimport',
            name='made_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='people_imports', to='accounts.person', verbose_name='uploaded by'),
        ),
        migrations.AddField(
            model_name='importrow',
            name='people_import',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='accounts.peopleimport'),
        ),
        migrations.AddField(
            model_name='importchange',
            name='people_import',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='accounts.peopleimport'),
        ),
        migrations.AddField(
            model_name='recordclaim',
            name='made_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.person', verbose_name='asked by'),
        ),
        migrations.AddField(
            model_name='recordclaim',
            name='other',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='claimed_in', to='accounts.person', verbose_name='joins it'),
        ),
        migrations.AddField(
            model_name='recordclaim',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='claims', to='accounts.person', verbose_name='keeps'),
        ),
        migrations.AddField(
            model_name='recordclaim',
            name='settled_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.person'),
        ),
        migrations.AddField(
            model_name='signincard',
            name='made_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.person', verbose_name='made by'),
        ),
        migrations.AddField(
            model_name='signincard',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sign_in_cards', to='accounts.person'),
        ),
        migrations.AddConstraint(
            model_name='accessrequest',
            constraint=models.UniqueConstraint(models.F('email'), condition=models.Q(('decided_at', None)), name='one_open_request_per_address'),
        ),
        migrations.AddConstraint(
            model_name='enrolmentkeyuse',
            constraint=models.UniqueConstraint(fields=('key', 'person'), name='one_use_per_key_and_person'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower('email'), models.F('organisation'), condition=models.Q(('accepted_at', None), ('revoked_at', None)), name='one_open_invitation_per_address_and_place'),
        ),
        migrations.AddConstraint(
            model_name='importrow',
            constraint=models.UniqueConstraint(fields=('people_import', 'is_trial', 'number'), name='one_report_per_row'),
        ),
        migrations.AddConstraint(
            model_name='recordclaim',
            constraint=models.CheckConstraint(condition=models.Q(('person', models.F('other')), _negated=True), name='nobody_claims_themselves'),
        ),
        migrations.AddConstraint(
            model_name='recordclaim',
            constraint=models.UniqueConstraint(condition=models.Q(('settled_at', None)), fields=('person', 'other'), name='one_open_claim_per_pair'),
        ),
        migrations.AddIndex(
            model_name='signincard',
            index=models.Index(fields=['batch'], name='card_batch'),
        ),
        migrations.AddConstraint(
            model_name='signincard',
            constraint=models.UniqueConstraint(condition=models.Q(('revoked_at', None), ('used_at', None)), fields=('person',), name='one_live_card_per_person'),
        ),
    ]

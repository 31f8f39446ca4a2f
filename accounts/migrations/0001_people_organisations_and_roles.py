import django.contrib.auth.validators
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='AgeBand',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=60, unique=True, verbose_name='short name')),
                ('label', models.CharField(max_length=120, verbose_name='label')),
                ('translations', models.JSONField(blank=True, default=dict, help_text='For example {"cy": "Bydwraig"}.', verbose_name='labels in other languages')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('is_active', models.BooleanField(default=True, verbose_name='offered for new records')),
            ],
            options={
                'verbose_name': 'age band',
                'verbose_name_plural': 'age bands',
                'ordering': ['order', 'label'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='AuditEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, editable=False)),
                ('actor', models.UUIDField(db_index=True, editable=False, null=True, verbose_name='who')),
                ('verb', models.CharField(editable=False, max_length=60, verbose_name='what')),
                ('target_kind', models.CharField(editable=False, max_length=60)),
                ('target_id', models.CharField(db_index=True, editable=False, max_length=64)),
                ('reason_code', models.CharField(blank=True, editable=False, max_length=60, verbose_name='why')),
            ],
            options={
                'verbose_name': 'audit entry',
                'verbose_name_plural': 'audit trail',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='EmploymentType',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=60, unique=True, verbose_name='short name')),
                ('label', models.CharField(max_length=120, verbose_name='label')),
                ('translations', models.JSONField(blank=True, default=dict, help_text='For example {"cy": "Bydwraig"}.', verbose_name='labels in other languages')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('is_active', models.BooleanField(default=True, verbose_name='offered for new records')),
            ],
            options={
                'verbose_name': 'employment type',
                'verbose_name_plural': 'employment types',
                'ordering': ['order', 'label'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='LevelSet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=60, unique=True, verbose_name='short name')),
                ('label', models.CharField(max_length=120, verbose_name='label')),
                ('translations', models.JSONField(blank=True, default=dict, help_text='For example {"cy": "Bydwraig"}.', verbose_name='labels in other languages')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('is_active', models.BooleanField(default=True, verbose_name='offered for new records')),
                ('is_cumulative', models.BooleanField(default=True, help_text='Leave empty for a spectrum, where levels are different and not higher.', verbose_name='each level includes the ones before it')),
            ],
            options={
                'verbose_name': 'set of practice levels',
                'verbose_name_plural': 'sets of practice levels',
                'ordering': ['order', 'label'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='OrganisationType',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=60, unique=True, verbose_name='short name')),
                ('label', models.CharField(max_length=120, verbose_name='label')),
                ('translations', models.JSONField(blank=True, default=dict, help_text='For example {"cy": "Bydwraig"}.', verbose_name='labels in other languages')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('is_active', models.BooleanField(default=True, verbose_name='offered for new records')),
            ],
            options={
                'verbose_name': 'organisation type',
                'verbose_name_plural': 'organisation types',
                'ordering': ['order', 'label'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Profession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=60, unique=True, verbose_name='short name')),
                ('label', models.CharField(max_length=120, verbose_name='label')),
                ('translations', models.JSONField(blank=True, default=dict, help_text='For example {"cy": "Bydwraig"}.', verbose_name='labels in other languages')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('is_active', models.BooleanField(default=True, verbose_name='offered for new records')),
            ],
            options={
                'verbose_name': 'profession',
                'verbose_name_plural': 'professions',
                'ordering': ['sector__order', 'order', 'label'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Sector',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=60, unique=True, verbose_name='short name')),
                ('label', models.CharField(max_length=120, verbose_name='label')),
                ('translations', models.JSONField(blank=True, default=dict, help_text='For example {"cy": "Bydwraig"}.', verbose_name='labels in other languages')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('is_active', models.BooleanField(default=True, verbose_name='offered for new records')),
            ],
            options={
                'verbose_name': 'sector',
                'verbose_name_plural': 'sectors',
                'ordering': ['order', 'label'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Level',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=60, unique=True, verbose_name='short name')),
                ('label', models.CharField(max_length=120, verbose_name='label')),
                ('translations', models.JSONField(blank=True, default=dict, help_text='For example {"cy": "Bydwraig"}.', verbose_name='labels in other languages')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('is_active', models.BooleanField(default=True, verbose_name='offered for new records')),
                ('plain_description', models.TextField(blank=True, verbose_name='what it means, in plain words')),
                ('level_set', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='levels', to='accounts.levelset')),
            ],
            options={
                'verbose_name': 'practice level',
                'verbose_name_plural': 'practice levels',
                'ordering': ['level_set__order', 'order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Locality',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('kind', models.CharField(choices=[('lsoa', 'LSOA'), ('ward', 'Ward'), ('la', 'Local authority')], max_length=4, verbose_name='kind')),
                ('code', models.CharField(max_length=9, validators=[django.core.validators.RegexValidator('^[A-Z]\\d{2}\\d{6}$', 'A GSS code has nine characters: a letter and eight digits, such as E08000027.')], verbose_name='code')),
                ('vintage', models.PositiveSmallIntegerField(help_text='For LSOAs the census year, 2011 or 2021.', verbose_name='edition of the codes')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='accounts.locality', verbose_name='lies in')),
            ],
            options={
                'verbose_name': 'locality',
                'verbose_name_plural': 'localities',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='public id')),
                ('name', models.CharField(max_length=160, unique=True, verbose_name='name')),
                ('lineage', models.CharField(db_index=True, editable=False, max_length=255)),
                ('ods_code', models.CharField(blank=True, max_length=9, null=True, validators=[django.core.validators.RegexValidator('^[A-Z0-9]{1,9}$', 'An ODS code has one to nine capital letters or digits.')], verbose_name='ODS code')),
                ('gss_code', models.CharField(blank=True, max_length=9, null=True, validators=[django.core.validators.RegexValidator('^[A-Z]\\d{2}\\d{6}$', 'A GSS code has nine characters: a letter and eight digits, such as E08000027.')], verbose_name='GSS code')),
                ('urn', models.CharField(blank=True, max_length=6, null=True, validators=[django.core.validators.RegexValidator('^\\d{6}$', "A school's URN has six digits.")], verbose_name='school URN')),
                ('ukprn', models.CharField(blank=True, max_length=8, null=True, validators=[django.core.validators.RegexValidator('^\\d{8}$', 'A UKPRN has eight digits.')], verbose_name='UKPRN')),
                ('charity_number', models.CharField(blank=True, max_length=12, null=True, validators=[django.core.validators.RegexValidator('^(SC\\d{6}|NIC\\d{6}|\\d{6,7}(-\\d{1,4})?)$', 'A charity number has six or seven digits; Scottish ones begin with SC.')], verbose_name='charity number')),
                ('contact_name', models.CharField(blank=True, max_length=120, verbose_name='who to contact')),
                ('contact_email', models.EmailField(blank=True, max_length=254, verbose_name='contact e-mail')),
                ('contact_phone', models.CharField(blank=True, max_length=40, verbose_name='contact phone')),
                ('is_active', models.BooleanField(default=True, verbose_name='takes part now')),
                ('locality', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.locality', verbose_name='area')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='accounts.organisation', verbose_name='part of')),
                ('type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='organisations', to='accounts.organisationtype', verbose_name='type')),
            ],
            options={
                'verbose_name': 'organisation',
                'verbose_name_plural': 'organisations',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='EmailDomain',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('domain', models.CharField(max_length=120, validators=[django.core.validators.RegexValidator('^[a-z0-9-]+(\\.[a-z0-9-]+)+$', 'Write it like nhs.net, in small letters.')], verbose_name='e-mail domain')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='email_domains', to='accounts.organisation')),
            ],
            options={
                'verbose_name': 'e-mail domain',
                'verbose_name_plural': 'e-mail domains',
                'ordering': ['domain'],
            },
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='public id')),
                ('display_name', models.CharField(max_length=120, verbose_name='name')),
                ('pronouns', models.CharField(blank=True, max_length=40, verbose_name='pronouns')),
                ('email', models.EmailField(blank=True, help_text='Where messages go. Leave empty if there is none.', max_length=254, verbose_name='e-mail address')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='added')),
                ('erased_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='erased')),
                ('merged_into', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged_from', to='accounts.person', verbose_name='merged into')),
            ],
            options={
                'verbose_name': 'person',
                'verbose_name_plural': 'people',
                'ordering': ['display_name', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('username', models.CharField(error_messages={'unique': 'That user name is taken. Please choose another.'}, max_length=150, unique=True, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()], verbose_name='user name')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail address')),
                ('is_active', models.BooleanField(default=True, verbose_name='may sign in')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='login made')),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='user', to='accounts.person')),
            ],
            options={
                'verbose_name': 'login',
                'verbose_name_plural': 'logins',
            },
        ),
        migrations.CreateModel(
            name='Employment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(verbose_name='from')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='last day')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='confirmed')),
                ('employment_type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='employments', to='accounts.employmenttype', verbose_name='how')),
                ('level_expected', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.level', verbose_name='practice level expected')),
                ('locality', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='employments', to='accounts.locality', verbose_name='workplace area')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='employments', to='accounts.organisation')),
                ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.person', verbose_name='confirmed by')),
                ('line_manager', models.ForeignKey(blank=True, help_text='Used only to invite, to assign and to keep breakout groups apart.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='manages', to='accounts.person', verbose_name='line manager')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='employments', to='accounts.person')),
                ('profession', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='employments', to='accounts.profession', verbose_name='role')),
            ],
            options={
                'verbose_name': 'employment',
                'verbose_name_plural': 'employments',
                'ordering': ['-starts_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='RoleGrant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('practitioner', 'Practitioner'), ('trainer', 'Trainer'), ('champion', 'Champion'), ('programme_lead', 'Programme lead'), ('organisation_lead', 'Organisation lead'), ('facilitator', 'Facilitator'), ('commissioner', 'Commissioner or sponsor'), ('evaluator', 'Evaluator'), ('safeguarding_lead', 'Safeguarding lead'), ('privacy_officer', 'Privacy officer'), ('administrator', 'Administrator')], max_length=30, verbose_name='role')),
                ('starts_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='from')),
                ('ends_at', models.DateTimeField(blank=True, null=True, verbose_name='until')),
                ('granted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.person', verbose_name='granted by')),
                ('organisation', models.ForeignKey(blank=True, help_text='Leave empty for the whole partnership.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='role_grants', to='accounts.organisation', verbose_name='where')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='role_grants', to='accounts.person')),
            ],
            options={
                'verbose_name': 'role grant',
                'verbose_name_plural': 'role grants',
                'ordering': ['-starts_at'],
            },
        ),
        migrations.AddField(
            model_name='profession',
            name='sector',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='professions', to='accounts.sector'),
        ),
        migrations.CreateModel(
            name='LevelCrosswalk',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('equivalent', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.level')),
                ('level', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='crosswalks', to='accounts.level')),
            ],
            options={
                'verbose_name': 'level crosswalk',
                'verbose_name_plural': 'level crosswalks',
                'constraints': [models.UniqueConstraint(fields=('level', 'equivalent'), name='one_crosswalk_per_pair')],
            },
        ),
        migrations.AddConstraint(
            model_name='locality',
            constraint=models.UniqueConstraint(fields=('code', 'vintage'), name='one_locality_per_code'),
        ),
        migrations.AddConstraint(
            model_name='emaildomain',
            constraint=models.UniqueConstraint(fields=('organisation', 'domain'), name='one_domain_row_per_organisation'),
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(django.db.models.functions.text.Lower('email'), name='person_email_lower'),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower('email'), condition=models.Q(('email', ''), _negated=True), name='one_login_per_email'),
        ),
        migrations.AddConstraint(
            model_name='employment',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='employment_ends_after_it_starts'),
        ),
        migrations.AddConstraint(
            model_name='employment',
            constraint=models.UniqueConstraint(fields=('person', 'organisation', 'profession', 'starts_on'), name='one_employment_per_start'),
        ),
        migrations.AddIndex(
            model_name='rolegrant',
            index=models.Index(fields=['person', 'ends_at'], name='grant_person_end'),
        ),
        migrations.AddConstraint(
            model_name='rolegrant',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at', None), ('ends_at__gte', models.F('starts_at')), _connector='OR'), name='grant_ends_after_it_starts'),
        ),
    ]

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import modelcluster.fields
import wagtail.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_access_mail'),
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='Agreement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('agreed_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='agreed')),
            ],
            options={
                'verbose_name': 'agreement',
                'verbose_name_plural': 'agreements',
                'ordering': ['-agreed_at'],
            },
        ),
        migrations.CreateModel(
            name='AgreementText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('privacy', 'Privacy notice'), ('terms', 'Terms of use'), ('charter', 'Community charter')], max_length=8, verbose_name='kind')),
                ('version', models.PositiveSmallIntegerField(editable=False, help_text='Given when it is published.', null=True, verbose_name='version')),
                ('change_note', models.CharField(blank=True, help_text='One sentence for people who agreed to the version before.', max_length=200, verbose_name='what is new')),
                ('text', wagtail.fields.RichTextField(verbose_name='text')),
                ('published_at', models.DateTimeField(editable=False, null=True, verbose_name='published')),
            ],
            options={
                'verbose_name': 'agreement text',
                'verbose_name_plural': 'agreement texts',
                'ordering': ['kind', '-version'],
            },
        ),
        migrations.CreateModel(
            name='Headcount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('counted_on', models.DateField(verbose_name='counted on')),
                ('source', models.CharField(help_text='Where the number comes from.', max_length=120, verbose_name='source')),
                ('people', models.PositiveIntegerField(verbose_name='people')),
            ],
            options={
                'verbose_name': 'headcount',
                'verbose_name_plural': 'headcounts',
                'ordering': ['-counted_on', 'organisation__name', 'profession__order'],
            },
        ),
        migrations.CreateModel(
            name='OrganisationContact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(choices=[('general', 'Anything'), ('training', 'Training and development'), ('data', 'Data protection')], default='general', max_length=8, verbose_name='about')),
                ('name', models.CharField(max_length=120, verbose_name='name or team')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail address')),
                ('phone', models.CharField(blank=True, max_length=40, verbose_name='phone')),
            ],
            options={
                'verbose_name': 'contact',
                'verbose_name_plural': 'contacts',
                'ordering': ['purpose', 'name'],
            },
        ),
        migrations.RemoveField(
            model_name='organisation',
            name='contact_email',
        ),
        migrations.RemoveField(
            model_name='organisation',
            name='contact_name',
        ),
        migrations.RemoveField(
            model_name='organisation',
            name='contact_phone',
        ),
        migrations.AddField(
            model_name='person',
            name='has_merged_email',
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name='rolegrant',
            name='employment',
            field=models.ForeignKey(blank=True, help_text='The role ends with the job. Leave empty if it does not hang on a job.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='role_grants', to='accounts.employment', verbose_name='held through this job'),
        ),
        migrations.AddField(
            model_name='user',
            name='came_with_merge',
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name='user',
            name='roles_change_at',
            field=models.DateTimeField(db_index=True, editable=False, null=True),
        ),
        migrations.AlterField(
            model_name='ageband',
            name='translations',
            field=models.JSONField(blank=True, default=dict, verbose_name='in other languages'),
        ),
        migrations.AlterField(
            model_name='emaildomain',
            name='organisation',
            field=modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='email_domains', to='accounts.organisation'),
        ),
        migrations.AlterField(
            model_name='employmenttype',
            name='translations',
            field=models.JSONField(blank=True, default=dict, verbose_name='in other languages'),
        ),
        migrations.AlterField(
            model_name='level',
            name='translations',
            field=models.JSONField(blank=True, default=dict, verbose_name='in other languages'),
        ),
        migrations.AlterField(
            model_name='levelset',
            name='translations',
            field=models.JSONField(blank=True, default=dict, verbose_name='in other languages'),
        ),
        migrations.AlterField(
            model_name='locality',
            name='vintage',
            field=models.PositiveSmallIntegerField(help_text='For LSOAs the census year, such as 2021.', verbose_name='edition of the codes'),
        ),
        migrations.AlterField(
            model_name='organisationtype',
            name='translations',
            field=models.JSONField(blank=True, default=dict, verbose_name='in other languages'),
        ),
        migrations.AlterField(
            model_name='profession',
            name='translations',
            field=models.JSONField(blank=True, default=dict, verbose_name='in other languages'),
        ),
        migrations.AlterField(
            model_name='sector',
            name='translations',
            field=models.JSONField(blank=True, default=dict, verbose_name='in other languages'),
        ),
        migrations.AlterField(
            model_name='user',
            name='username',
            field=models.CharField(error_messages={'unique': 'That user name is taken. Please choose another.'}, max_length=150, unique=True, validators=[django.core.validators.MinLengthValidator(3), django.core.validators.RegexValidator('^[\\w.+-]+\\Z', 'Use letters, digits, full stops, hyphens and underscores.')], verbose_name='user name'),
        ),
        migrations.AddConstraint(
            model_name='employment',
            constraint=models.CheckConstraint(condition=models.Q(('line_manager', models.F('person')), _negated=True), name='nobody_manages_themselves'),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower('username'), name='one_login_per_username', violation_error_message='That user name is taken. Please choose another.'),
        ),
        migrations.AddField(
            model_name='agreement',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='agreements', to='accounts.person'),
        ),
        migrations.AddConstraint(
            model_name='agreementtext',
            constraint=models.UniqueConstraint(fields=('kind', 'version'), name='one_text_per_version'),
        ),
        migrations.AddConstraint(
            model_name='agreementtext',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('published_at', None), ('version', None)), models.Q(('published_at__isnull', False), ('version__isnull', False)), _connector='OR'), name='a_published_text_has_a_version'),
        ),
        migrations.AddField(
            model_name='agreement',
            name='text',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreements', to='accounts.agreementtext'),
        ),
        migrations.AddField(
            model_name='headcount',
            name='locality',
            field=models.ForeignKey(blank=True, help_text='Leave empty for the whole organisation.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='headcounts', to='accounts.locality', verbose_name='workplace area'),
        ),
        migrations.AddField(
            model_name='headcount',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='headcounts', to='accounts.organisation', verbose_name='organisation'),
        ),
        migrations.AddField(
            model_name='headcount',
            name='profession',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='headcounts', to='accounts.profession', verbose_name='profession'),
        ),
        migrations.AddField(
            model_name='organisationcontact',
            name='organisation',
            field=modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='contacts', to='accounts.organisation'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.UniqueConstraint(fields=('person', 'text'), name='one_agreement_per_text'),
        ),
        migrations.AddConstraint(
            model_name='headcount',
            constraint=models.UniqueConstraint(fields=('organisation', 'profession', 'locality', 'counted_on', 'source'), name='one_headcount_per_combination', violation_error_message='This number is there already: same organisation, profession, area, day and source. Change that one.'),
        ),
        migrations.AddConstraint(
            model_name='headcount',
            constraint=models.UniqueConstraint(condition=models.Q(('locality', None)), fields=('organisation', 'profession', 'counted_on', 'source'), name='one_headcount_per_whole_organisation', violation_error_message='This number is there already: same organisation, profession, day and source. Change that one.'),
        ),
    ]

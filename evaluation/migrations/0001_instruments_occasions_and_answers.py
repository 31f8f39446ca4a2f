import django.db.models.deletion
import django.utils.timezone
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_people_organisations_and_roles'),
    ]

    operations = [
        migrations.CreateModel(
            name='Instrument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=60, unique=True, verbose_name='short name')),
                ('title', models.CharField(max_length=120, verbose_name='title')),
                ('intro', models.TextField(verbose_name='what it asks and why')),
                ('who_sees', models.TextField(verbose_name='who sees the answers')),
                ('minutes', models.PositiveSmallIntegerField(default=1, verbose_name='minutes it takes')),
                ('least_answered', models.PositiveSmallIntegerField(default=1, help_text='With fewer answered items there is no score.', verbose_name='answers a score needs')),
            ],
            options={
                'verbose_name': 'instrument',
                'verbose_name_plural': 'instruments',
                'ordering': ['title'],
            },
        ),
        migrations.CreateModel(
            name='ResponseOption',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('code', models.SmallIntegerField(help_text='What is stored and scored.', verbose_name='code')),
                ('label', models.CharField(max_length=120, verbose_name='label')),
                ('is_scored', models.BooleanField(default=True, help_text='Not for answers such as “not sure”.', verbose_name='counts towards a score')),
            ],
            options={
                'verbose_name': 'response option',
                'verbose_name_plural': 'response options',
                'ordering': ['order', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ResponseSet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=60, unique=True, verbose_name='short name')),
                ('label', models.CharField(max_length=120, verbose_name='label')),
            ],
            options={
                'verbose_name': 'response set',
                'verbose_name_plural': 'response sets',
                'ordering': ['label'],
            },
        ),
        migrations.CreateModel(
            name='Item',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('code', models.SlugField(max_length=20, verbose_name='code')),
                ('text', models.CharField(max_length=300, verbose_name='statement')),
                ('is_reversed', models.BooleanField(default=False, help_text='Agreeing counts low.', verbose_name='reversed')),
                ('instrument', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='evaluation.instrument')),
                ('response_set', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='evaluation.responseset', verbose_name='answers')),
            ],
            options={
                'verbose_name': 'item',
                'verbose_name_plural': 'items',
                'ordering': ['order', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Occasion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='public id')),
                ('key', models.CharField(max_length=120, unique=True, verbose_name='key')),
                ('label', models.CharField(max_length=200, verbose_name='label')),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='opened')),
                ('instrument', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='occasions', to='evaluation.instrument')),
            ],
            options={
                'verbose_name': 'occasion',
                'verbose_name_plural': 'occasions',
                'ordering': ['label', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Response',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('wave', models.CharField(choices=[('pre', 'Before'), ('post', 'After')], max_length=10, verbose_name='wave')),
                ('pseudonym', models.CharField(db_index=True, editable=False, max_length=64, verbose_name='pseudonym')),
                ('answered_on', models.DateField(verbose_name='day')),
                ('is_complete', models.BooleanField(default=False, verbose_name='sent')),
                ('occasion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='responses', to='evaluation.occasion')),
            ],
            options={
                'verbose_name': 'response',
                'verbose_name_plural': 'responses',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='evaluation.item')),
                ('response', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='evaluation.response')),
                ('option', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='evaluation.responseoption')),
            ],
            options={
                'verbose_name': 'answer',
                'verbose_name_plural': 'answers',
                'ordering': ['pk'],
            },
        ),
        migrations.AddField(
            model_name='responseoption',
            name='response_set',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='options', to='evaluation.responseset'),
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='public id')),
                ('wave', models.CharField(choices=[('pre', 'Before'), ('post', 'After')], max_length=10, verbose_name='wave')),
                ('opens_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='opens')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='survey_invitations', to='accounts.person')),
                ('occasion', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='evaluation.occasion')),
            ],
            options={
                'verbose_name': 'invitation',
                'verbose_name_plural': 'invitations',
                'ordering': ['opens_at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('person', 'occasion', 'wave'), name='one_invitation_per_wave')],
            },
        ),
        migrations.CreateModel(
            name='Release',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='public id')),
                ('number', models.PositiveSmallIntegerField(verbose_name='number')),
                ('released_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='released')),
                ('n_matched', models.PositiveIntegerField(verbose_name='matched people')),
                ('pre_mean', models.FloatField(verbose_name='mean before')),
                ('pre_sd', models.FloatField(verbose_name='standard deviation before')),
                ('post_mean', models.FloatField(verbose_name='mean after')),
                ('post_sd', models.FloatField(verbose_name='standard deviation after')),
                ('mean_diff', models.FloatField(verbose_name='mean difference')),
                ('sd_diff', models.FloatField(verbose_name='standard deviation of the differences')),
                ('occasion', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='releases', to='evaluation.occasion')),
            ],
            options={
                'verbose_name': 'release',
                'verbose_name_plural': 'releases',
                'ordering': ['occasion', '-number'],
                'constraints': [models.UniqueConstraint(fields=('occasion', 'number'), name='one_release_per_number')],
            },
        ),
        migrations.AddConstraint(
            model_name='response',
            constraint=models.UniqueConstraint(fields=('occasion', 'wave', 'pseudonym'), name='one_response_per_wave'),
        ),
        migrations.AddConstraint(
            model_name='answer',
            constraint=models.UniqueConstraint(fields=('response', 'item'), name='one_answer_per_item'),
        ),
        migrations.AddConstraint(
            model_name='responseoption',
            constraint=models.UniqueConstraint(fields=('response_set', 'code'), name='one_option_per_code'),
        ),
        migrations.AddConstraint(
            model_name='item',
            constraint=models.UniqueConstraint(fields=('instrument', 'code'), name='one_item_per_code'),
        ),
    ]

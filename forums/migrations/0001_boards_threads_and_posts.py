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
            name='Board',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=60, unique=True, verbose_name='short name')),
                ('title', models.CharField(max_length=80, verbose_name='title')),
                ('intro', models.CharField(max_length=240, verbose_name='what it is for')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('is_open', models.BooleanField(default=True, verbose_name='open for new threads')),
            ],
            options={
                'verbose_name': 'board',
                'verbose_name_plural': 'boards',
                'ordering': ['order', 'title'],
            },
        ),
        migrations.CreateModel(
            name='Thread',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=140, verbose_name='title')),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='opened')),
                ('last_number', models.PositiveIntegerField(default=0, editable=False)),
                ('last_post_at', models.DateTimeField(db_index=True, editable=False, null=True, verbose_name='last published post')),
                ('board', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='threads', to='forums.board')),
                ('opened_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='threads_opened', to='accounts.person', verbose_name='opened by')),
            ],
            options={
                'verbose_name': 'thread',
                'verbose_name_plural': 'threads',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='Post',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(editable=False, verbose_name='number')),
                ('body', models.TextField(verbose_name='text')),
                ('state', models.CharField(choices=[('held', 'Waiting for a champion'), ('published', 'Published')], max_length=10, verbose_name='state')),
                ('submission', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('written_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='written')),
                ('published_at', models.DateTimeField(editable=False, null=True, verbose_name='published')),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='posts', to='accounts.person', verbose_name='author')),
                ('decided_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.person', verbose_name='decided by')),
                ('thread', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='posts', to='forums.thread')),
            ],
            options={
                'verbose_name': 'post',
                'verbose_name_plural': 'posts',
                'ordering': ['thread_id', 'number'],
            },
        ),
        migrations.AddIndex(
            model_name='thread',
            index=models.Index(fields=['board', '-last_post_at'], name='thread_board_latest'),
        ),
        migrations.AddIndex(
            model_name='post',
            index=models.Index(fields=['state', 'written_at'], name='post_state_written'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.UniqueConstraint(fields=('thread', 'number'), name='one_post_per_number'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'held'), ('published_at__isnull', False), _connector='OR'), name='published_post_has_its_moment'),
        ),
    ]

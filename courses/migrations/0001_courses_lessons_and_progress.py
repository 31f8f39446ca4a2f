import django.db.models.deletion
import django.utils.timezone
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_people_organisations_and_roles'),
        ('resources', '0005_standard_and_legal_pages'),
    ]

    operations = [
        migrations.CreateModel(
            name='LessonPage',
            fields=[
                ('basepage_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('minutes', models.PositiveSmallIntegerField(default=10, help_text='Ten to fifteen fit between two visits.', verbose_name='minutes it takes')),
                ('body', wagtail.fields.StreamField([('text', 0), ('heading', 3), ('details', 6), ('link_list', 14), ('table', 20), ('key_fact', 25), ('quote', 29), ('panel', 30), ('dos', 36), ('picture', 39), ('recording', 42), ('download', 45), ('support', 50), ('pause', 52)], blank=True, block_lookup={0: ('resources.blocks.text.TextBlock', (), {'group': 'Words'}), 1: ('wagtail.blocks.CharBlock', (), {'label': 'Heading', 'max_length': 120}), 2: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('2', 'Part'), ('3', 'Part of a part')], 'label': 'Level'}), 3: ('wagtail.blocks.StructBlock', [[('text', 1), ('level', 2)]], {'group': 'Words'}), 4: ('wagtail.blocks.CharBlock', (), {'label': 'Words to open it', 'max_length': 120}), 5: ('resources.blocks.text.TextBlock', (), {}), 6: ('wagtail.blocks.StructBlock', [[('summary', 4), ('text', 5)]], {'group': 'Words'}), 7: ('wagtail.blocks.CharBlock', (), {'default': '', 'label': 'Heading', 'max_length': 120, 'required': False}), 8: ('wagtail.blocks.CharBlock', (), {'label': 'Words of the link', 'max_length': 160}), 9: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Page of this site', 'required': False}), 10: ('wagtail.blocks.URLBlock', (), {'label': 'Or a web address', 'required': False}), 11: ('wagtail.blocks.CharBlock', (), {'default': '', 'label': 'What is there', 'max_length': 240, 'required': False}), 12: ('wagtail.blocks.StructBlock', [[('text', 8), ('page', 9), ('url', 10), ('about', 11)]], {}), 13: ('wagtail.blocks.ListBlock', (12,), {'label': 'Links', 'min_num': 1}), 14: ('wagtail.blocks.StructBlock', [[('heading', 7), ('links', 13)]], {'group': 'Words'}), 15: ('wagtail.blocks.CharBlock', (), {'help_text': 'Read out first by a screen reader and shown above the table.', 'label': 'What the table shows', 'max_length': 200}), 16: ('wagtail.blocks.BooleanBlock', (), {'default': True, 'label': 'The first column names each row', 'required': False}), 17: ('wagtail.blocks.CharBlock', (), {'label': 'Words', 'required': False}), 18: ('wagtail.blocks.CharBlock', (), {'label': 'Number', 'required': False}), 19: ('wagtail.contrib.typed_table_block.blocks.TypedTableBlock', [[('text', 17), ('number', 18)]], {'label': 'Table'}), 20: ('wagtail.blocks.StructBlock', [[('caption', 15), ('rows_have_headings', 16), ('table', 19)]], {'group': 'Words'}), 21: ('wagtail.blocks.TextBlock', (), {'label': 'One claim', 'max_length': 400, 'rows': 3}), 22: ('wagtail.blocks.CharBlock', (), {'help_text': 'Author, year and where it was published.', 'label': 'Where it comes from', 'max_length': 300}), 23: ('wagtail.blocks.URLBlock', (), {'label': 'Where to read it', 'required': False}), 24: ('wagtail.blocks.TextBlock', (), {'default': '', 'help_text': 'Who was studied, how, and what it cannot show.', 'label': 'How strong this evidence is', 'max_length': 600, 'required': False, 'rows': 3}), 25: ('wagtail.blocks.StructBlock', [[('claim', 21), ('citation', 22), ('url', 23), ('strength', 24)]], {'group': 'Emphasis'}), 26: ('wagtail.blocks.TextBlock', (), {'label': 'Their words', 'max_length': 600, 'rows': 3}), 27: ('wagtail.blocks.CharBlock', (), {'help_text': 'Named as they wished to be named, for example “A parent in Wenlow”.', 'label': 'Who said it', 'max_length': 160}), 28: ('wagtail.blocks.BooleanBlock', (), {'label': 'They agreed to these words being here, or they are published', 'required': True}), 29: ('wagtail.blocks.StructBlock', [[('words', 26), ('who', 27), ('has_consent', 28)]], {'group': 'Emphasis'}), 30: ('wagtail.blocks.StructBlock', [[('heading', 1), ('text', 5)]], {'group': 'Emphasis'}), 31: ('wagtail.blocks.CharBlock', (), {'default': 'Do', 'label': 'Heading of the first list'}), 32: ('wagtail.blocks.CharBlock', (), {'max_length': 240}), 33: ('wagtail.blocks.ListBlock', (32,), {'label': 'Do', 'min_num': 1}), 34: ('wagtail.blocks.CharBlock', (), {'default': 'Try not to', 'label': 'Heading of the second list'}), 35: ('wagtail.blocks.ListBlock', (32,), {'label': 'Try not to', 'min_num': 1}), 36: ('wagtail.blocks.StructBlock', [[('do_heading', 31), ('dos', 33), ('dont_heading', 34), ('donts', 35)]], {'group': 'Emphasis'}), 37: ('wagtail.images.blocks.ImageBlock', [], {'label': 'Picture'}), 38: ('wagtail.blocks.CharBlock', (), {'default': '', 'label': 'Caption', 'max_length': 240, 'required': False}), 39: ('wagtail.blocks.StructBlock', [[('picture', 37), ('caption', 38)]], {'group': 'Pictures and files'}), 40: ('wagtail.snippets.blocks.SnippetChooserBlock', ('resources.Media',), {'label': 'Recording'}), 41: ('wagtail.blocks.TextBlock', (), {'help_text': 'Enough to decide whether to play it, read it or leave it.', 'label': 'What it is about', 'max_length': 400, 'rows': 2}), 42: ('wagtail.blocks.StructBlock', [[('recording', 40), ('about', 41)]], {'group': 'Pictures and files'}), 43: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'Document'}), 44: ('wagtail.blocks.CharBlock', (), {'default': '', 'label': 'What it is for', 'max_length': 240, 'required': False}), 45: ('wagtail.blocks.StructBlock', [[('document', 43), ('about', 44)]], {'group': 'Pictures and files'}), 46: ('wagtail.blocks.CharBlock', (), {'default': 'If this is close to home', 'label': 'Heading'}), 47: ('wagtail.blocks.TextBlock', (), {'default': 'That is common, and it is not a weakness. You can pause, or talk to someone.', 'label': 'Text', 'rows': 2}), 48: ('wagtail.snippets.blocks.SnippetChooserBlock', ('resources.SupportContact',), {}), 49: ('wagtail.blocks.ListBlock', (48,), {'default': [], 'help_text': 'Empty shows the usual contacts.', 'label': 'Contacts'}), 50: ('wagtail.blocks.StructBlock', [[('heading', 46), ('text', 47), ('contacts', 49)]], {'group': 'Care'}), 51: ('wagtail.blocks.CharBlock', (), {'default': 'This is a good place to stop for a while. We keep your place.', 'label': 'Text', 'max_length': 200}), 52: ('wagtail.blocks.StructBlock', [[('text', 51)]], {'group': 'Care'})}, help_text='Each heading of a part begins a new page, so that people can stop there.', verbose_name='content')),
            ],
            options={
                'verbose_name': 'lesson',
                'verbose_name_plural': 'lessons',
            },
            bases=('resources.basepage',),
        ),
        migrations.CreateModel(
            name='ProgrammeIndexPage',
            fields=[
                ('basepage_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('lead', models.CharField(blank=True, max_length=300, verbose_name='lead sentence')),
            ],
            options={
                'verbose_name': 'programme',
                'verbose_name_plural': 'programmes',
            },
            bases=('resources.basepage',),
        ),
        migrations.CreateModel(
            name='CoursePage',
            fields=[
                ('basepage_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('lead', models.CharField(help_text='What somebody will understand or do.', max_length=300, verbose_name='lead sentence')),
                ('audience', models.CharField(default='Every role', max_length=160, verbose_name='who it is for')),
                ('self_directed_minutes', models.PositiveSmallIntegerField(help_text='Time to read, watch and think alone.', verbose_name='self-directed minutes')),
                ('participatory_minutes', models.PositiveSmallIntegerField(default=0, help_text='Time spent learning with others.', verbose_name='participatory minutes')),
                ('level', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.level', verbose_name='practice level')),
            ],
            options={
                'verbose_name': 'course',
                'verbose_name_plural': 'courses',
            },
            bases=('resources.basepage',),
        ),
        migrations.CreateModel(
            name='Enrolment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('enrolled_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='enrolled')),
                ('completed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='finished')),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enrolments', to='courses.coursepage')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='enrolments', to='accounts.person')),
            ],
            options={
                'verbose_name': 'enrolment',
                'verbose_name_plural': 'enrolments',
                'ordering': ['-enrolled_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='LessonProgress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.PositiveSmallIntegerField(default=1, verbose_name='part')),
                ('begun_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='begun')),
                ('seen_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='open last')),
                ('completed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='finished')),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='progress', to='courses.enrolment')),
                ('lesson', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='progress', to='courses.lessonpage')),
            ],
            options={
                'verbose_name': 'progress',
                'verbose_name_plural': 'progress',
                'ordering': ['pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='enrolment',
            constraint=models.UniqueConstraint(fields=('person', 'course'), name='one_enrolment_per_person_and_course'),
        ),
        migrations.AddConstraint(
            model_name='lessonprogress',
            constraint=models.UniqueConstraint(fields=('enrolment', 'lesson'), name='one_progress_per_lesson'),
        ),
    ]

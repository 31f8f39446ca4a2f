from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('evaluation', '0001_instruments_occasions_and_answers'),
    ]

    operations = [
        migrations.AddField(
            model_name='invitation',
            name='closed_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='closed'),
        ),
        migrations.AddField(
            model_name='invitation',
            name='closed_because',
            field=models.CharField(blank=True, max_length=40, verbose_name='why it closed'),
        ),
    ]

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False  # an index of a large table is built beside its writers

    dependencies = [("archive", "0003_ingestions")]

    operations = [
        AddIndexConcurrently(
            model_name="article",
            index=models.Index(
                fields=["source", "governing_set_id", "copyright_notice"], name="article_by_group"
            ),
        )
    ]

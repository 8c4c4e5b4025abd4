from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("archive", "0014_full_copies_have_a_text_until_they_end"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="article",
            index=models.Index(fields=["-captured_at", "id"], name="article_newest_first"),
        ),
        RemoveIndexConcurrently(
            model_name="article",
            name="article_by_capture",
        ),
    ]

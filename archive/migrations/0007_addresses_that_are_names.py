from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("archive", "0006_feeds_revisions_copies_withdrawals")]

    operations = [
        ValidateConstraint(model_name="article", name="article_address_is_http_or_a_name"),
    ]

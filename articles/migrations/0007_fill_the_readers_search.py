"""Index what has been published already."""

from django.db import migrations

from articles.full_text.index import BATCH, store_revisions


def fill(apps, schema_editor):
    """Index every revision that was ever put before readers, BATCH at a time."""
    publications = apps.get_model("articles", "Publication").objects.exclude(revision=None)
    wanted = sorted(set(publications.values_list("revision_id", flat=True)))
    for first in range(0, len(wanted), BATCH):
        store_revisions(
            wanted[first : first + BATCH],
            revision_model=apps.get_model("articles", "Revision"),
            text_model=apps.get_model("articles", "SearchText"),
        )


class Migration(migrations.Migration):
    dependencies = [("articles", "0006_the_readers_search")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]

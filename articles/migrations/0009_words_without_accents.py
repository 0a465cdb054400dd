"""On SQLite, words that stand without accents where PostgreSQL has stems."""

from django.db import migrations

from articles.full_text import engines

BATCH = 5_000


def renew(apps, schema_editor):
    """Store the words that are there once more, which writes what the engine now keeps of them."""
    connection = schema_editor.connection
    if connection.vendor != "sqlite":
        return
    rows = apps.get_model("articles", "SearchWord").objects.order_by("pk")
    words = list(rows.values_list("language", "word", "latin"))
    for first in range(0, len(words), BATCH):
        engines.choose(connection).store_words(connection, words[first : first + BATCH])


class Migration(migrations.Migration):
    dependencies = [("articles", "0008_lead_images_of_revisions")]

    operations = [migrations.RunPython(renew, migrations.RunPython.noop)]

"""The readers' search: what it looks through, and the index of the database's own engine."""

import articles.models.full_text
import django.db.models.deletion
from django.db import migrations, models

from articles.full_text import engines


def prepare(apps, schema_editor):
    engines.choose(schema_editor.connection).prepare(schema_editor.connection)


def drop(apps, schema_editor):
    """Indices go with their tables; FTS5's table is one of its own."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE IF EXISTS articles_searchindex")


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0005_the_reader_s_site"),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchText",
            fields=[
                (
                    "revision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="search_text",
                        serialize=False,
                        to="articles.revision",
                    ),
                ),
                ("title", models.TextField(blank=True)),
                ("lead", models.TextField(blank=True)),
                ("body", models.TextField(blank=True)),
                ("notes", models.TextField(blank=True)),
                ("heading_words", articles.models.full_text.VectorField(blank=True)),
                ("all_words", articles.models.full_text.VectorField(blank=True)),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="search_texts",
                        to="articles.languageversion",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("language", models.CharField(max_length=10)),
                ("word", models.CharField(max_length=60)),
                ("stem", models.CharField(max_length=60)),
                ("latin", models.CharField(max_length=80)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["language", "stem"], name="search_word_by_stem"),
                    models.Index(fields=["latin"], name="search_word_by_latin"),
                ],
                "constraints": [models.UniqueConstraint(fields=("language", "word"), name="search_word_once")],
            },
        ),
        migrations.RunPython(prepare, drop),
    ]

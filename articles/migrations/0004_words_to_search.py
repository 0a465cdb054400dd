"""Fill the words the desk's search looks through from the texts there are."""

from django.db import migrations

from journal.text.folding import fold_text
from journal.text.plain import to_text

FIELDS = ("title", "subtitle", "standfirst", "body")
BATCH = 100


def fill_words(apps, schema_editor):
    """Write one row for each version, BATCH at a time, language by language: three queries a batch."""
    versions = apps.get_model("articles", "LanguageVersion").objects.order_by("pk")
    notes = apps.get_model("articles", "Footnote").objects.order_by("pk")
    searchable = apps.get_model("articles", "Searchable").objects
    searchable.all().delete()
    for language in sorted(set(versions.values_list("language", flat=True))):
        columns = [f"article__{name}_{language}" for name in FIELDS]
        column = f"text_{language}"
        last = 0
        while True:
            rows = list(
                versions.filter(language=language, pk__gt=last).values_list("pk", "article_id", *columns)[:BATCH]
            )
            if not rows:
                break
            last = rows[-1][0]
            cited: dict[int, list[str]] = {}
            of_these = notes.filter(article__in=[row[1] for row in rows]).exclude(**{column: ""})
            for article, html in of_these.values_list("article_id", column):
                cited.setdefault(article, []).append(to_text(html or ""))
            searchable.bulk_create(
                apps.get_model("articles", "Searchable")(
                    version_id=pk, words=_join([*texts, to_text(body or ""), *cited.get(article, ())])
                )
                for pk, article, *texts, body in rows
            )


def _join(texts):
    return "\n".join(filter(None, (fold_text(text or "") for text in texts)))


class Migration(migrations.Migration):
    dependencies = [("articles", "0003_the_desk")]

    operations = [migrations.RunPython(fill_words, migrations.RunPython.noop)]

"""Freeze in each revision the image that stood above its text: pages have worked it out from the words about images."""

import re

from django.db import migrations

BATCH = 500
_SHOWN = re.compile(r'<figure\b[^>]*\bdata-image="([1-9][0-9]{0,17})"')


def freeze_lead_images(apps, schema_editor):
    """Fill `Revision.lead_image` by the rule pages have followed. Two queries for BATCH revisions that describe images,
    one more for those of them with a lead image."""
    Revision = apps.get_model("articles", "Revision")
    rows = Revision.objects.filter(lead_image=None).exclude(images={}).order_by("pk")
    there = set(apps.get_model("articles", "Image").objects.values_list("pk", flat=True))
    last = 0
    while True:
        batch = list(rows.filter(pk__gt=last).select_related("version__article").only(*COLUMNS)[:BATCH])
        if not batch:
            return
        last = batch[-1].pk
        led = []
        for revision in batch:
            lead = find_lead_image(revision.images, revision.body, revision.version.article.lead_image_id)
            if lead in there:
                revision.lead_image_id = lead
                led.append(revision)
        Revision.objects.bulk_update(led, ["lead_image"])


COLUMNS = ("images", "body", "version__article__lead_image")


def find_lead_image(images, body, chosen):
    """Return the image a revision describes and its text does not show; where there is none, the one the piece has
    now, if the revision describes it."""
    shown = _SHOWN.findall(body)
    apart = [int(number) for number in images if number not in shown]
    return apart[0] if apart else chosen if str(chosen) in images else None


class Migration(migrations.Migration):
    dependencies = [("articles", "0007_fill_the_readers_search")]

    operations = [migrations.RunPython(freeze_lead_images, migrations.RunPython.noop)]

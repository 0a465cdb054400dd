"""A translation as it stands, seen from the source it is made from."""

from dataclasses import replace

from articles.images import shown_images
from articles.models import Article, Image, LanguageVersion
from articles.revisions import Content, working_content
from journal.columns import columns, read


def read_present(version: LanguageVersion, source: Content) -> Content:
    """Return the working text of a translation, with what is said in its language of every image of the source: an
    image may have been described for another piece. Four queries."""
    working = working_content(version)
    missing = [int(pk) for pk in source.images if pk not in working.images]
    if not missing:
        return working
    rows = Image.objects.only(*columns(["alt", "caption"], version.language)).filter(pk__in=missing)
    images = {str(row.pk): {name: read(row, name, version.language) for name in ("alt", "caption")} for row in rows}
    return replace(working, images={**working.images, **images})


def list_shown_images(version: LanguageVersion, body: str) -> set[str]:
    """Return the ids of the images that `body` shows and of the lead image. One query."""
    lead = Article.objects.values_list("lead_image_id", flat=True).get(pk=version.article_id)
    return {str(number) for number in (*shown_images(body), *([lead] if lead else ()))}

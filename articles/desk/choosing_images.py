"""Images to put into a text: those the person may see, with the words said of them in the languages they may read."""

from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath
from typing import Any

from articles import rights
from articles.desk.choosing_pieces import fold
from articles.image_uses import readable_languages, visible_images
from articles.images import thumbnail_address
from articles.models import Image
from journal.columns import columns, read

ON_A_PAGE = 24
MOST_IMAGES = 5_000
"""The newest images that are searched by their words."""

_PLAIN = ("pk", "file", "width", "height", "widths", "name", "credit")


def find_images(user: rights.Person, search: str, *, page: int, language: str) -> tuple[list[dict[str, Any]], bool]:
    """Return one page of the images whose words hold every word of the search, newest first, and whether more follow.

    Words are the file's name, the credit, alternative texts and captions; case is ignored in every script. One query,
    five for members for assigned pieces only.
    """
    languages = readable_languages(user)
    rows = visible_images(user).only(*_PLAIN, *_texts(languages)).order_by("-pk")
    start, stop = (page - 1) * ON_A_PAGE, page * ON_A_PAGE + 1
    words = fold(search).split()
    if words:
        found = [image for image in rows[:MOST_IMAGES] if _is_described(image, words, languages)][start:stop]
    else:
        found = list(rows[start:stop])
    return [_describe(image, language, languages) for image in found[:ON_A_PAGE]], len(found) > ON_A_PAGE


def show_images(user: rights.Person, ids: Iterable[int], *, language: str) -> list[dict[str, Any]]:
    """Return those of `ids` the person may see, in the order asked for. As many queries as `find_images`."""
    wanted = list(dict.fromkeys(ids))
    languages = readable_languages(user)
    rows = visible_images(user).filter(pk__in=wanted).only(*_PLAIN, *_texts(languages))
    images = {image.pk: image for image in rows}
    return [_describe(images[number], language, languages) for number in wanted if number in images]


def _texts(languages: Sequence[str]) -> list[str]:
    return [name for code in languages for name in columns(["alt", "caption"], code)]


def _is_described(image: Image, words: list[str], languages: list[str]) -> bool:
    """Whether every folded word stands somewhere in what is said of the image."""
    said = [image.name, image.credit, PurePosixPath(image.file.name or "").name]
    said += [read(image, field, code) for code in languages for field in ("alt", "caption")]
    text = fold(" ".join(said))
    return all(word in text for word in words)


def _describe(image: Image, language: str, languages: list[str]) -> dict[str, Any]:
    return {
        "id": image.pk,
        "label": image.name or PurePosixPath(image.file.name or "").name,
        "alt": read(image, "alt", language) if language in languages else "",
        "credit": image.credit,
        "thumbnail": thumbnail_address(image),
        "width": image.width,
        "height": image.height,
    }

"""Problems of the images a text shows."""

from collections.abc import Collection

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles.images import shown_images
from articles.models import Image, Revision
from articles.problems.fault import Fault, Place
from articles.revisions import Content

MESSAGES = {
    "missing": _("The text shows image {number}, which does not exist."),
    "alt": _("Image {number} has no alternative text."),
    "caption": _("The source has a caption for image {number}, this text does not."),
    "credit": _("Image {number} has no credit; it cannot be published without."),
    "licence": _("Image {number} has no licence; it cannot be published without."),
}


def find_image_faults(content: Content, source: Revision | None, waived: Collection[str]) -> list[Fault]:
    """Return the faults of the images a text shows, the lead image first. One query where it shows any."""
    in_body = shown_images(content.body)
    numbers = list(dict.fromkeys([*(int(key) for key in content.images if int(key) not in in_body), *in_body]))
    if not numbers:
        return []
    rights = {pk: (credit, licence) for pk, credit, licence in _read_rights(numbers)}
    faults = []
    for number in numbers:
        if number not in rights:
            faults.append(_report(number, "missing", Place("body")))
            continue
        words = content.images.get(str(number), {})
        if not words.get("alt"):
            is_waived = f"image:{number}:alt" in waived
            faults.append(_report(number, "alt", Place(f"image:{number}:alt"), waivable=True, waived=is_waived))
        if source and source.images.get(str(number), {}).get("caption") and not words.get("caption"):
            is_waived = f"image:{number}:caption" in waived
            place = Place(f"image:{number}:caption")
            faults.append(_report(number, "caption", place, waivable=True, waived=is_waived, is_advice=True))
        given = zip(("credit", "licence"), rights[number], strict=True)
        faults += [_report(number, name, blocks_only_publishing=True) for name, words in given if not words]
    return faults


def _read_rights(numbers: list[int]) -> list[tuple[int, str, str]]:
    return list(Image.objects.filter(pk__in=numbers).values_list("pk", "credit", "licence"))


def _report(number: int, problem: str, place: Place | None = None, *, waivable: bool = False, **flags: bool) -> Fault:
    message = format_lazy(MESSAGES[problem], number=number)
    return Fault(f"image:{number}:{problem}", message, waivable, "images", place=place, **flags)

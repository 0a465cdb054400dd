"""Where images are shown: which an assigned-only member may see, which pieces hold one, and whether one may go."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from articles import rights
from articles.choices import Right, Stage
from articles.images import file_names, remove_files, shown_images
from articles.models import Article, Image, LanguageVersion, Publication, Revision
from articles.refusals import NotAllowed, NotPossible
from authors.models import Author
from journal.columns import column
from journal.languages import CODES

OPEN_STAGES = (Stage.PLANNED, Stage.DRAFT, Stage.RETURNED)
"""Stages in which whoever writes a text may still change what it says."""


@dataclass(frozen=True)
class Uses:
    """Where one image is shown."""

    texts: frozenset[tuple[int, str]] = frozenset()
    """(article, language) of the working texts whose body shows it."""
    leads: frozenset[int] = frozenset()
    """The articles whose lead image it is."""
    revised: frozenset[int] = frozenset()
    """The versions one of whose revisions shows it."""

    def __bool__(self) -> bool:
        return bool(self.texts or self.leads or self.revised)

    def versions(self) -> Q:
        """Return the condition on versions that show it, in their working text or in a revision."""
        condition = Q(pk__in=self.revised) | Q(article__in=self.leads)
        for article, language in self.texts:
            condition |= Q(article=article, language=language)
        return condition


def find_uses(image: Image) -> Uses:
    """Return where an image is shown. Two queries; they look through all texts, some seconds in a very large journal,
    so ask for one image at a time."""
    marker = f'data-image="{image.pk}"'
    bodies = [column("body", code) for code in CODES]
    holds = Q(lead_image=image.pk)
    for name in bodies:
        holds |= Q(**{f"{name}__contains": marker})
    texts, leads = set(), set()
    for row in QuerySet(Article).filter(holds).values("pk", "lead_image_id", *bodies):
        if row["lead_image_id"] == image.pk:
            leads.add(row["pk"])
        shown = (code for code in CODES if image.pk in shown_images(row[column("body", code)] or ""))
        texts |= {(row["pk"], code) for code in shown}
    frozen = Q(images__has_key=str(image.pk)) | Q(body__contains=marker) | Q(lead_image=image.pk)
    revised = QuerySet(Revision).filter(frozen).values_list("version_id", flat=True).distinct()
    return Uses(frozenset(texts), frozenset(leads), frozenset(revised))


def is_published(image: Image) -> bool:
    """Whether a text that shows the image has been published, or is to be. One query, as slow as `find_uses`."""
    shows = Q(revision__images__has_key=str(image.pk)) | Q(revision__body__contains=f'data-image="{image.pk}"')
    shows |= Q(revision__lead_image=image.pk)
    return Publication.objects.filter(shows, cancelled_at=None).exists()


def closed_languages(uses: Uses) -> set[str]:
    """Return the languages in which a text that shows the image is in review or further: what is said of the image
    there changes with the text, on its own screen. One query."""
    versions = LanguageVersion.objects.filter(uses.versions()).exclude(stage__in=OPEN_STAGES)
    return set(versions.values_list("language", flat=True)) if uses else set()


def visible_images(user: rights.Person) -> QuerySet[Image]:
    """Return the images the person may see: all for members, and for those who are members for assigned pieces only
    those that these pieces and their sources show, or that they have uploaded. No query for the former, three else."""
    if rights.sees_all(user):
        return Image.objects.all()
    if not rights.memberships(user):
        return Image.objects.none()
    return Image.objects.filter(Q(pk__in=_images_of(rights.visible_versions(user))) | Q(by=user))


def readable_languages(user: rights.Person) -> tuple[str, ...]:
    """Return the languages in which the person may read what is said of images. One query for members for assigned
    pieces only, none for others."""
    if rights.sees_all(user):
        return CODES
    seen = set(rights.visible_versions(user).order_by().values_list("language", flat=True))
    return tuple(code for code in CODES if code in seen)


def may_describe_all(user: rights.Person) -> bool:
    """Whether the person keeps credit and licence of images: an editor of all originals in some language."""
    return bool(rights.languages_with(user, Right.EDIT))


def described_languages(user: rights.Person) -> set[str]:
    """Return the languages in which the person may write alternative text and caption beside any piece. Assigned-only
    members do so on the screens of their pieces."""
    return {code for right in (Right.EDIT, Right.TRANSLATE) for code in rights.languages_with(user, right)}


def remove_image(image: Image, *, by: rights.Person) -> None:
    """Delete an image and, once that is committed, its files, unless another row names them.

    NotAllowed unless the person keeps images; NotPossible while a text, a lead image or any revision shows it.
    """
    if not may_describe_all(by):
        raise NotAllowed
    with transaction.atomic():
        held = Image.objects.select_for_update().filter(pk=image.pk).first()
        if held is None:
            return
        if find_uses(held):
            raise NotPossible(_("A text, or an earlier state of one, shows this image. It cannot be deleted."))
        names = file_names(held)
        held.delete()
        transaction.on_commit(lambda: _remove_unless_named(names))


def _remove_unless_named(names: list[str]) -> None:
    still = set(Image.objects.filter(file__in=names).values_list("file", flat=True))
    still |= set(Author.objects.filter(portrait__in=names).values_list("portrait", flat=True))
    if names and names[0] not in still:  # else its copies are another row's, too
        remove_files(name for name in names if name not in still)


def _images_of(versions: Iterable[LanguageVersion]) -> set[int]:
    """Return the numbers of the images that versions show, in working text or in a revision. Two queries."""
    rows = {(row.pk, row.article_id, row.language) for row in versions}
    languages = {(article, language) for _pk, article, language in rows}
    numbers: set[int] = set()
    bodies = [column("body", code) for code in sorted({language for _article, language in languages})]
    articles = QuerySet(Article).filter(pk__in={article for article, _language in languages})
    for row in articles.values("pk", "lead_image_id", *bodies):
        numbers |= {row["lead_image_id"]} if row["lead_image_id"] else set()
        for article, language in languages:
            if article == row["pk"]:
                numbers |= set(shown_images(row[column("body", language)] or ""))
    frozen = QuerySet(Revision).filter(version__in={pk for pk, *_rest in rows})
    for images, lead in frozen.values_list("images", "lead_image_id"):
        numbers |= {int(number) for number in images} | ({lead} if lead else set())
    return numbers

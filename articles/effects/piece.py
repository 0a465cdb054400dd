"""What is done to the whole piece by way of its original: the shelf, and correcting the original language.

`articles.workflow` holds every version of the article before any of these begins.
"""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from articles import rights
from articles.choices import Right
from articles.effects.details import Details
from articles.models import Article, Footnote, Image, LanguageVersion, Publication
from articles.models.article import TEXT_FIELDS
from articles.refusals import Invalid, NotAllowed, NotPossible
from articles.searching import store_words
from articles.texts import find_shown_images
from journal.columns import columns, read, write
from journal.languages import CODES

IMAGE_FIELDS = ("alt", "caption")


def shelve(version: LanguageVersion, *, by: rights.Person, at: datetime, comment: str) -> Details:
    """Put the piece on the shelf: nobody works on it, and what readers see stays. NotPossible while something of it
    is scheduled, because it would go out by itself."""
    if Publication.objects.pending(at=at).filter(version__article=version.article_id).exists():
        raise NotPossible(_("Something of this piece is scheduled. Cancel the schedule first."))
    Article.objects.filter(pk=version.article_id).update(shelved=True)
    return {}


def unshelve(version: LanguageVersion, *, by: rights.Person, at: datetime, comment: str) -> Details:
    """Take the piece from the shelf: everything is as it was before."""
    Article.objects.filter(pk=version.article_id).update(shelved=False)
    return {}


def relabel(version: LanguageVersion, *, by: rights.Person, at: datetime, comment: str, language: str = "") -> Details:
    """Correct the language the original is said to be written in: its texts, notes and words about images come to the
    columns of `language`, unchanged.

    Invalid for a language the journal does not write or the article has a version in; NotAllowed without the right to
    edit there; NotPossible once anything of the article is published or scheduled. Revisions, comments and translations
    stay. An assignee or reviewer without the right in the new language is emptied. The log of the version goes with it,
    so that it can be found by the language. About fifteen queries, two a note and an image.
    """
    former = version.language
    if language not in CODES:
        raise Invalid(_("The journal does not write this language."), field="language")
    if LanguageVersion.objects.filter(article=version.article_id, language=language).exists():
        raise Invalid(_("There is a version in this language already."), field="language")
    if Publication.objects.filter(version__article=version.article_id, cancelled_at=None).exists():
        raise NotPossible(_("Something of this piece has been published or scheduled; its language stays."))
    shown = find_shown_images(version)
    version.language = language
    if not rights.may(by, Right.EDIT, version):
        raise NotAllowed
    _move_texts(version, former)
    store_words(version)
    _copy_words_about_images(shown, former, language)
    Article.objects.filter(pk=version.article_id).update(original_language=language)
    version.log.update(language=language)
    version.deliveries.update(language=language)
    emptied = {
        field: None
        for field, right in (("assignee", Right.EDIT), ("reviewer", Right.REVIEW))
        if getattr(version, field) and not rights.holds(getattr(version, field), right, language)
    }
    return {"columns": {"language": language, **emptied}, "from": former, "to": language, "emptied": sorted(emptied)}


def _move_texts(version: LanguageVersion, former: str) -> None:
    """Move the article's texts and the texts of its notes from the columns of one language to those of another."""
    article = Article.objects.only("pk", *columns(TEXT_FIELDS, former)).get(pk=version.article_id)
    write(article, {name: read(article, name, former) for name in TEXT_FIELDS}, version.language)
    write(article, dict.fromkeys(TEXT_FIELDS, ""), former)
    names = columns(["text"], former)
    notes = Footnote.objects.select_for_update(no_key=True).filter(article_id=version.article_id).order_by("pk")
    for note in notes.only("pk", "added_in", *names):
        if text := read(note, "text", former):
            write(note, {"text": text}, version.language)
            write(note, {"text": ""}, former)
    Footnote.objects.filter(article_id=version.article_id, added_in=former).update(added_in=version.language)


def _copy_words_about_images(numbers: list[int], former: str, language: str) -> None:
    """Copy what is said of the images where nothing is said in the new language yet; other pieces may show them too."""
    names = [*columns(IMAGE_FIELDS, former), *columns(IMAGE_FIELDS, language)]
    held = Image.objects.select_for_update(no_key=True).filter(pk__in=numbers).order_by("pk")
    for image in held.only("pk", *names):
        said = {name: read(image, name, former) for name in IMAGE_FIELDS if not read(image, name, language)}
        write(image, {name: text for name, text in said.items() if text}, language)

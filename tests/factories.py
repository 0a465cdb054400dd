"""People and pieces for the tests, made through the acts. Plain functions; everything by keyword; nothing random.

Whoever is not named is the chief editor, who may do everything; whenever is not named is the morning of 2 March 2026.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from io import BytesIO
from itertools import count

import PIL.Image

from articles import images, workflow
from articles.choices import Act, Right
from articles.models import Article, Image, LanguageVersion, Membership
from journal import columns
from journal.languages import CODES
from journal.models import User

MORNING = datetime(2026, 3, 2, 9, tzinfo=UTC)

_numbers = count(1)


def create_user(
    *,
    username: str = "",
    memberships: Iterable[tuple[str, str] | tuple[str, str, bool]] = (),
    is_staff: bool = True,
    is_active: bool = True,
    is_superuser: bool = False,
    **fields: str,
) -> User:
    """Create a member of staff. A membership is (right, language) or (right, language, assigned only); the language ""
    stands for all. The password is `password`, unless another is given."""
    user = User(
        username=username or f"person-{next(_numbers)}",
        is_staff=is_staff,
        is_active=is_active,
        is_superuser=is_superuser,
    )
    user.set_password(fields.pop("password", "password"))
    for name, value in fields.items():
        setattr(user, name, value)
    user.save()
    for right, language, *rest in memberships:
        Membership.objects.create(
            user=user, right=Right(right), language=language, assigned_only=bool(rest and rest[0])
        )
    return user


def find_chief() -> User:
    """Return the chief editor, created at the first call."""
    chief = User.objects.filter(username="chief").first()
    return chief or create_user(username="chief", is_superuser=True)


def make_texts(language: str, *, word: str = "first", body: str = "") -> dict[str, str]:
    """Return a complete text in a language; `word` tells one state of it from another."""
    return {
        "title": f"Title {language} {word}",
        "subtitle": f"Subtitle {language} {word}",
        "standfirst": f"Standfirst {language} {word}",
        "body": body or f"<p>Body {language} {word}.</p>",
    }


def create_article(
    *,
    language: str = "hy",
    working_title: str = "A piece",
    texts: Mapping[str, str] | None = None,
    notes: Mapping[str, Mapping[str, str]] | None = None,
    by: User | None = None,
    at: datetime = MORNING,
) -> Article:
    """Create an article whose original is a draft with a complete text (`texts={}`: with none yet)."""
    original = workflow.begin(language=language, working_title=working_title, by=by or find_chief(), at=at)
    if texts is None or texts or notes:
        write_text(original, texts=make_texts(language) if texts is None else texts, notes=notes, by=by, at=at)
    return original.article


def find_version(article: Article, language: str = "") -> LanguageVersion:
    """Return the version in a language as the database has it now; without a language, the original."""
    return LanguageVersion.objects.get(article=article, language=language or article.original_language)


def create_version(
    article: Article,
    language: str,
    *,
    source: LanguageVersion | None = None,
    assignee: User | None = None,
    reviewer: User | None = None,
    by: User | None = None,
    at: datetime = MORNING,
) -> LanguageVersion:
    """Plan a translation, from the original or from `source`."""
    return workflow.plan(
        article,
        language,
        translated_from=source,
        assignee=assignee,
        reviewer=reviewer,
        by=by or find_chief(),
        at=at,
    )


def write_text(
    version: LanguageVersion,
    *,
    texts: Mapping[str, str] | None = None,
    notes: Mapping[str, Mapping[str, str]] | None = None,
    word: str = "first",
    remove_notes: tuple[str, ...] = (),
    source_revision: int | None = None,
    by: User | None = None,
    at: datetime = MORNING,
) -> LanguageVersion:
    """Save a text (`texts`, or the complete one of `word`) over whatever the version holds now."""
    version = LanguageVersion.objects.get(pk=version.pk)
    return workflow.apply(
        version,
        Act.SAVE,
        by=by or find_chief(),
        at=at,
        edit_number=version.edit_number,
        texts=dict(make_texts(version.language, word=word) if texts is None else texts),
        notes={key: dict(note) for key, note in (notes or {}).items()},
        remove_notes=remove_notes,
        source_revision=source_revision,
    )


def release(
    version: LanguageVersion, *, significance: str = "substantive", by: User | None = None, at: datetime = MORNING
) -> LanguageVersion:
    """Release the working text for translation."""
    return workflow.apply(version, Act.RELEASE, by=by or find_chief(), at=at, significance=significance)


def submit(
    version: LanguageVersion, *, source_revision: int | None = None, by: User | None = None, at: datetime = MORNING
) -> LanguageVersion:
    """Submit the text; a translation is brought up to the newest released revision unless another is named."""
    if not version.is_original and source_revision is None:
        source_revision = newest_released_number(version.translated_from)
    return workflow.apply(version, Act.SUBMIT, by=by or find_chief(), at=at, source_revision=source_revision)


def publish(
    version: LanguageVersion,
    *,
    significance: str = "substantive",
    correction: str = "",
    by: User | None = None,
    at: datetime = MORNING,
) -> LanguageVersion:
    """Publish the working text."""
    given = {"significance": significance, "correction": correction}
    return workflow.apply(version, Act.PUBLISH, by=by or find_chief(), at=at, **given)


def create_published(
    *,
    languages: Iterable[str] = ("hy", "en", "de", "ru"),
    working_title: str = "A piece",
    word: str = "first",
    by: User | None = None,
    at: datetime = MORNING,
) -> Article:
    """Create an article published in `languages`, the first of which is the original."""
    first, *others = languages
    texts = make_texts(first, word=word)
    article = create_article(language=first, working_title=working_title, texts=texts, by=by, at=at)
    publish(find_version(article), by=by, at=at)
    for language in others:
        publish(write_text(create_version(article, language, by=by, at=at), word=word, by=by, at=at), by=by, at=at)
    return article


def change_original(
    article: Article, *, word: str, significance: str, by: User | None = None, at: datetime = MORNING
) -> LanguageVersion:
    """Change the text of the original and release it; readers see nothing of it."""
    return release(write_text(find_version(article), word=word, by=by, at=at), significance=significance, by=by, at=at)


def create_image(
    *,
    name: str = "harbour.jpg",
    size: tuple[int, int] = (600, 400),
    colour: str = "steelblue",
    kind: str = "JPEG",
    credit: str = "Photo: Ani",
    licence: str = "CC BY 4.0",
    alt: Mapping[str, str] | None = None,
    caption: Mapping[str, str] | None = None,
    by: User | None = None,
    at: datetime = MORNING,
) -> Image:
    """Upload an image in one colour; `alt` and `caption` by language."""
    file = BytesIO()
    PIL.Image.new("RGB", size, colour).save(file, kind)
    given = {"credit": credit, "licence": licence}
    image = images.take_image(file.getvalue(), name=name, by=by or find_chief(), at=at, **given)
    for field, words in (("alt", alt or {}), ("caption", caption or {})):
        for language, text in words.items():
            columns.write(image, {field: text}, language)
    return image


def newest_released_number(version: LanguageVersion | None) -> int:
    """Return the number of the newest released revision, 0 for none."""
    rows = version.revisions.exclude(released_at=None).order_by("-number") if version else ()
    return next((row.number for row in rows), 0)


def list_other_languages(language: str) -> tuple[str, ...]:
    """Return every language of the table but one."""
    return tuple(code for code in CODES if code != language)

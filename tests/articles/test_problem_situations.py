"""Notes, images and credits in every situation and every language, judged a second time in plain words.

The rows are written as they are, many at once: the checks only read.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

import pytest

from articles.choices import CreditRole, NoteKind, Stage
from articles.models import Article, Credit, Footnote, Image, LanguageVersion, Revision
from articles.problems.finding import find_credit_faults
from articles.problems.images import find_image_faults
from articles.problems.notes import find_note_faults
from articles.revisions import working_content
from authors.models import Author
from journal.columns import column
from journal.languages import CODES
from tests.factories import create_article, find_version

pytestmark = pytest.mark.django_db

FEWEST = 20
PARITY = ("no-note", "not-cited", "lacks", "extra")
OF_IMAGES = ("alt", "caption", "credit", "licence")


class Tally:
    """Counts for each check and language what must be reported and what must not, and keeps what was judged wrongly."""

    def __init__(self) -> None:
        self.times: Counter[tuple[str, str, bool]] = Counter()
        self.wrong: list[tuple[object, ...]] = []

    def add(self, language: str, subject: object, checks: Iterable[str], expected: set[str], found: set[str]) -> None:
        if expected != found:
            self.wrong.append((language, subject, expected, found))
        for check in checks:
            self.times[check, language, check in expected] += 1

    def conclude(self, checks: Iterable[str]) -> None:
        assert self.wrong == []
        pairs = product(checks, CODES, (True, False))
        assert [(each, self.times[each]) for each in pairs if self.times[each] < FEWEST] == []


@dataclass(frozen=True)
class Row:
    """A note of the article."""

    key: str
    kind: str
    added_in: str
    written_in: tuple[str, ...]


def lay_markers(keys: Iterable[str]) -> str:
    return "<p>A" + "".join(f'<sup data-note="{key}"></sup>' for key in keys) + "b.</p>"


def test_notes_are_held_to_the_source_in_every_language() -> None:
    """Rows of all languages lie in one table; a note one language has written is no note in another."""
    article = create_article()
    triples = list(product(NoteKind.values, CODES, (CODES[::2], CODES[1::2])))
    rows = [Row(f"k{number}", *triple) for number, triple in enumerate(triples)]
    Footnote.objects.bulk_create(
        Footnote(
            article=article,
            key=row.key,
            kind=row.kind,
            added_in=row.added_in,
            **{column("text", language): f"<p>{language} 17.</p>" for language in row.written_in},
        )
        for row in rows
    )
    tally = Tally()
    for language, (here, there), turn in product(CODES, product(range(3), (None, 0, 1, 2)), (1, -1)):
        keys = [row.key for row in rows][::turn]
        was = dict(zip(NoteKind.values, NoteKind.values[::turn], strict=True))
        version = LanguageVersion(article=article, language=language)
        source = None
        if there is not None:
            told = {row.key: {"kind": was[row.kind], "added_in": row.added_in, "html": "<p>17.</p>"} for row in rows}
            source = Revision(body=lay_markers(keys * there), notes=told if there else {})
        faults = find_note_faults(version, lay_markers(keys * here), source, frozenset())
        found: dict[str, set[str]] = {row.key: set() for row in rows}
        for fault in faults:
            check, _colon, key = fault.id.partition(":")
            found[key].add(check)
        for row in rows:
            expected = judge_note(row, was[row.kind], language, here, there)
            tally.add(language, (row, was[row.kind], here, there), PARITY, expected, found[row.key])
    tally.conclude(PARITY)


def judge_note(row: Row, was: str, language: str, here: int, there: int | None) -> set[str]:
    """Cited, it needs words in this language; written, a marker. The markers are those of the source: editor's and
    translator's notes may differ, those too that only `was` one when the source was frozen; and what this language has
    added may be more than the source has."""
    reported = set()
    if language not in row.written_in:
        reported |= {"no-note"} if here else set()
    elif not here:
        reported.add("not-cited")
    if there is not None and row.kind in ("reference", "remark"):
        if here and not there and row.added_in != language:
            reported.add("extra")
        if there and not here and was in ("reference", "remark"):
            reported.add("lacks")
    return reported


@dataclass(frozen=True)
class Picture:
    """What there is of an image; of alternative text and caption, in which languages."""

    credit: str
    licence: str
    described_in: tuple[str, ...]
    captioned_in: tuple[str, ...]
    in_source: str | None
    """Its caption in the source, None where the source does not show it."""


def test_images_are_asked_for_their_words_and_rights_in_every_language() -> None:
    halves = (CODES[::2], CODES[1::2])
    pictures = [
        Picture(*each)
        for each in product(("", "Ani"), ("", "CC0"), halves, halves, (None, "", "A house", "Two houses"))
    ]
    images = Image.objects.bulk_create(
        Image(
            credit=each.credit,
            licence=each.licence,
            **{column("alt", language): f"Alt {language}" for language in each.described_in},
            **{column("caption", language): f"Caption {language}" for language in each.captioned_in},
        )
        for each in pictures
    )
    numbers = {image.pk: each for image, each in zip(images, pictures, strict=True)}
    missing = max(numbers) + 1
    article = create_article(texts={})
    shown = {pk: {"alt": "", "caption": each.in_source} for pk, each in numbers.items() if each.in_source is not None}
    source = Revision(images={str(pk): words for pk, words in shown.items()})
    tally = Tally()
    for (number, language), (order, times), has_source in product(enumerate(CODES), ((1, 1), (-1, 2)), (True, False)):
        lead, *in_body = [*list(numbers)[number:], *list(numbers)[:number]][::order]
        gone = [] if order == 1 else [missing]
        figures = "".join(f'<figure data-image="{pk}"></figure>' for pk in [*in_body, *gone] * times)
        Article.objects.filter(pk=article.pk).update(lead_image=lead, **{column("body", language): figures})
        content = working_content(LanguageVersion(article=article, language=language))
        waived = {f"image:{pk}:{name}" for pk in in_body[::2] for name in ("alt", "caption")}
        faults = find_image_faults(content, source if has_source else None, waived)
        found: dict[int, set[str]] = {pk: set() for pk in numbers}
        for fault in faults:
            _image, number_shown, check = fault.id.split(":")
            found.setdefault(int(number_shown), set()).add(check)
        assert found.pop(missing, set()) == ({"missing"} if gone else set())
        assert {fault.id for fault in faults if fault.waived} == waived & {fault.id for fault in faults}
        for pk in (lead, *in_body):
            expected = judge_picture(numbers[pk], language, has_source=has_source)
            tally.add(language, (numbers[pk], pk == lead, has_source), OF_IMAGES, expected, found.pop(pk))
        assert not any(found.values())
    tally.conclude(OF_IMAGES)


def judge_picture(picture: Picture, language: str, *, has_source: bool) -> set[str]:
    """Each needs an alternative text in the language of the text, a credit and a licence; a caption only where the
    source has one."""
    needed = {
        "alt": language not in picture.described_in,
        "caption": has_source and bool(picture.in_source) and language not in picture.captioned_in,
        "credit": not picture.credit,
        "licence": not picture.licence,
    }
    return {check for check, is_missing in needed.items() if is_missing}


def test_credits_are_missed_in_every_language() -> None:
    """On the article a credit is for all languages, on a version for that one; an original has no translator."""
    author, translator, editor = CreditRole.AUTHOR, CreditRole.TRANSLATOR, CreditRole.TRANSLATION_EDITOR
    sets = [(), (author,), (translator,), (editor,)]
    person = Author.objects.create()
    elsewhere = create_article()
    Credit.objects.bulk_create(Credit(author=person, role=role, article=elsewhere) for role in CreditRole.values)
    Credit.objects.bulk_create(
        Credit(author=person, role=role, version=find_version(elsewhere)) for role in CreditRole.values
    )
    articles = Article.objects.bulk_create(
        Article(original_language=CODES[number // 8], working_title=str(number)) for number in range(8 * len(CODES))
    )
    originals = LanguageVersion.objects.bulk_create(
        LanguageVersion(article=article, language=article.original_language, stage=Stage.DRAFT) for article in articles
    )
    translations = LanguageVersion.objects.bulk_create(
        LanguageVersion(article_id=original.article_id, language=language, translated_from=original)
        for original in originals
        for language in CODES
        if language != original.language
    )
    places = {article.pk: number for number, article in enumerate(articles)}
    of_article = {pk: sets[number % 4] for pk, number in places.items()}
    versions = [*originals, *translations]
    of_version = {
        version.pk: sets[(places[version.article_id] // 4 + CODES.index(version.language)) % 4] for version in versions
    }
    Credit.objects.bulk_create(
        [
            *(Credit(author=person, role=role, article_id=pk) for pk, roles in of_article.items() for role in roles),
            *(Credit(author=person, role=role, version_id=pk) for pk, roles in of_version.items() for role in roles),
        ]
    )
    tally = Tally()
    for version in versions:
        waived = {"credit:author"} if version.pk % 2 else set()
        faults = find_credit_faults(version, waived)
        assert {fault.id for fault in faults if fault.waived} == waived & {fault.id for fault in faults}
        there = {*of_article[version.article_id], *of_version[version.pk]}
        needed = {"author"} if version.translated_from_id is None else {"author", "translator"}
        found = {fault.id.partition(":")[2] for fault in faults}
        tally.add(version.language, there, ("author", "translator"), needed - there, found)
    tally.conclude(("author", "translator"))

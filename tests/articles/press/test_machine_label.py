"""What a machine has made and no person has reviewed is published with a label only, and so is a correction note."""

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from lxml import etree

from articles import workflow
from articles.choices import Act, Origin
from articles.models import Article
from tests import factories
from tests.articles.press.reader import LATER, LONG_AGO, find_path, get

pytestmark = pytest.mark.django_db

LABELS = {
    "en": "This is a machine translation. No person has reviewed it.",
    "hy": "This text was written by a machine. No person has reviewed it.",
}


def write_by_machine(article: Article, language: str) -> None:
    """Save the words of the version as a machine's."""
    version = factories.find_version(article, language)
    given = {"texts": factories.make_texts(language, word="machine"), "origin": Origin.MACHINE}
    workflow.apply(version, Act.SAVE, by=factories.find_chief(), at=LONG_AGO, edit_number=version.edit_number, **given)


def read_labels(article: Article, language: str) -> list[str]:
    """Return what stands in the notices of the public page."""
    page = etree.HTML(get(find_path(article, language)).content.decode())
    return [" ".join("".join(one.itertext()).split()) for one in page.xpath("//article/*[@role='note']")]


def summarise(language: str) -> str:
    entry = etree.fromstring(get(f"/{language}/feed/").content).find("{http://www.w3.org/2005/Atom}entry")
    return entry.findtext("{http://www.w3.org/2005/Atom}summary") if entry is not None else ""


def count_queries(path: str) -> int:
    caches["press"].clear()
    with CaptureQueriesContext(connection) as queries:
        get(path)
    return len(queries)


@pytest.mark.parametrize("language", ["en", "hy"])
def test_the_label_goes_out_with_the_text_and_is_gone_after_a_person_has_approved_it(language: str) -> None:
    article = factories.create_article(language="hy", at=LONG_AGO)
    factories.release(factories.find_version(article), at=LONG_AGO)
    if language != "hy":
        factories.create_version(article, language, at=LONG_AGO)
    write_by_machine(article, language)
    factories.publish(factories.find_version(article, language), at=LONG_AGO)
    path = find_path(article, language)
    labelled = (read_labels(article, language), summarise(language), count_queries(path))
    with translation.override(language):
        label = translation.gettext(LABELS[language])
    assert labelled == ([label], f"{label} Standfirst {language} machine", 3)

    second = factories.create_user(is_superuser=True)
    version = factories.write_text(factories.find_version(article, language), word="mended", at=LATER)
    factories.submit(version, at=LATER)
    assert read_labels(article, language) == [label]  # readers see the revision that was published
    workflow.apply(version, Act.APPROVE, by=second, at=LATER)
    factories.publish(factories.find_version(article, language), at=LATER)
    gone = (read_labels(article, language), summarise(language), count_queries(path))
    assert gone == ([], f"Standfirst {language} mended", 3)


def test_readers_see_the_correction_note_of_what_they_read_as_plain_text() -> None:
    article = factories.create_published(languages=("hy", "en"), at=LONG_AGO)
    assert read_labels(article, "en") == []
    version = factories.write_text(factories.find_version(article, "en"), word="second", at=LATER)
    factories.publish(version, correction="The lake is <b>deep</b>.", at=LATER)
    assert read_labels(article, "en") == ["Correction (6 May 2020): The lake is <b>deep</b>."]
    assert (read_labels(article, "hy"), count_queries(find_path(article, "en"))) == ([], 3)

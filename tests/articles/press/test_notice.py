"""When a page tells its readers that the original has changed: the press and the acts must agree."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from articles import freshness, workflow
from articles.choices import Act, Significance
from articles.models import Article, LanguageVersion, Revision
from articles.press.article.loading import load_article
from articles.press.public import public_versions
from articles.refusals import Refused
from articles.templatetags.press_tags import machine_date
from tests.articles.press.pieces import create_piece, revise, rewrite, translate
from tests.articles.press.reader import LATER, LONG_AGO, attributes, find_path, get, texts
from tests.factories import find_chief, find_version, publish, release, submit
from tests.properties import in_proportion

HOUR = timedelta(hours=1)

STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["update", "update", "release", "catch up", "withdraw", "reinstate", "roll back", "reclassify"]
        ),
        st.sampled_from(["hy", "hy", "en", "de"]),
        st.sampled_from([Significance.MAJOR, *Significance.values]),
        st.integers(1, 4),
    ),
    min_size=1,
    max_size=10,
)


def take_step(article: Article, step: tuple[str, str, str, int], *, word: str, at: datetime) -> None:
    """Do one thing to one version, or nothing where it is refused."""
    name, language, significance, number = step
    chief, version = find_chief(), find_version(article, language)
    takes: dict[str, dict[str, Any]] = {
        "withdraw": {"reason": "Gone."},
        "reinstate": {},
        "roll back": {"revision": number},
        "reclassify": {"revision": number, "significance": significance},
    }
    try:
        if name == "update":
            revise(article, language, word=word, at=at, significance=significance)
        elif name == "release":
            release(rewrite(article, language, word=word, at=at), significance=significance, at=at)
        elif name == "catch up":
            publish(submit(rewrite(article, language, word=word, at=at), at=at), significance=significance, at=at)
        else:
            workflow.apply(version, Act(name.replace(" ", "_")), by=chief, at=at, **takes[name])
    except Refused:
        return


def told_by_the_press(article: Article, at: datetime) -> dict[str, str | None]:
    """Language of each published version to the language of the version its readers are told about."""
    versions = public_versions([article.pk], at=at).get(article.pk, [])
    pages = [load_article(article.pk, version.language, at=at) for version in versions]
    return {page.version.language: page.overtaken_by.language if page.overtaken_by else None for page in pages if page}


def told_by_the_acts(article: Article, at: datetime) -> dict[str, str | None]:
    shown = LanguageVersion.objects.filter(article=article).published(at=at)
    told = {row.language: freshness.readers_notice(Revision.objects.get(pk=row.live_id), at=at) for row in shown}
    return {language: source.language if source else None for language, source in told.items()}


@pytest.fixture
def piece(db: None) -> Article:
    """A piece in three languages, the last of them translated from the second."""
    article = create_piece(languages=("hy", "en"))
    publish(translate(article, "de", source="en", at=LONG_AGO + HOUR), at=LONG_AGO + HOUR)
    return article


@in_proportion(0.4)
@given(steps=STEPS)
def test_press_and_acts_tell_the_same_after_any_history(piece: Article, steps: list[Any]) -> None:
    with transaction.atomic():
        for index, step in enumerate(steps, start=2):
            take_step(piece, step, word=f"step {index}", at=LONG_AGO + index * HOUR)
        moments = [LONG_AGO + index * HOUR for index in range(-1, len(steps) + 2)]
        press = {at: told_by_the_press(piece, at) for at in moments}
        assert press == {at: told_by_the_acts(piece, at) for at in moments}
        transaction.set_rollback(True)  # the next history begins with the same piece


@pytest.mark.django_db
@pytest.mark.parametrize(("significance", "told"), [("typo", False), ("substantive", False), ("major", True)])
def test_a_page_links_the_original_after_a_major_change_only(significance: str, *, told: bool) -> None:
    article = create_piece(languages=("hy", "en"))
    revise(article, word="second", at=LATER, significance=significance)
    page = get(find_path(article, "en"))
    found = attributes(page, "//p[@class='notice']/a", "href", "lang", "hreflang")
    assert found == ([(find_path(article, "hy"), "hy", "hy")] if told else [])
    days = attributes(page, "//p[@class='notice']/time", "datetime")
    assert days == ([(machine_date(LATER),)] if told else [])
    assert texts(get(find_path(article, "hy")), "//p[@class='notice']") == []


@pytest.mark.django_db
def test_a_change_readers_cannot_see_is_not_mentioned() -> None:
    article = create_piece(languages=("hy", "en"))
    before = get(find_path(article, "en")).content
    release(rewrite(article, word="second", at=LATER), significance="major", at=LATER)
    assert get(find_path(article, "en")).content == before


@pytest.mark.django_db
def test_a_translation_brought_up_to_date_says_nothing_any_more() -> None:
    article = create_piece(languages=("hy", "en"))
    revise(article, word="second", at=LATER, significance="major")
    assert len(texts(get(find_path(article, "en")), "//p[@class='notice']")) == 1
    submit(rewrite(article, "en", word="second", at=LATER), at=LATER)
    assert len(texts(get(find_path(article, "en")), "//p[@class='notice']")) == 1
    publish(find_version(article, "en"), at=LATER)
    assert texts(get(find_path(article, "en")), "//p[@class='notice']") == []

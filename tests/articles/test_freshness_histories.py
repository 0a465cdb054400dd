"""The list query and the judgement of one version agree after whatever has happened, relays included."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import freshness, workflow
from articles.choices import Act, Freshness, Significance
from articles.models import Article, LanguageVersion, Revision
from articles.refusals import Refused
from journal.languages import CODES
from tests.factories import MORNING, create_article, find_chief, write_text
from tests.properties import in_proportion

STEPS = st.lists(
    st.tuples(
        st.sampled_from(["plan", "change", "release", "submit", "return", "checked", "publish", "reclassify"]),
        st.sampled_from(CODES),
        st.sampled_from(CODES),
        st.sampled_from(Significance.values),
        st.integers(1, 4),
    ),
    max_size=24,
)


def take_step(article: Article, step: tuple[str, str, str, str, int], word: str) -> None:
    """Do one thing to one version, or nothing where it is refused."""
    name, language, other, significance, number = step
    chief = find_chief()
    versions = {version.language: version for version in article.versions.all()}
    version = versions.get(language)
    if name == "plan":
        if language not in versions and other in versions:
            workflow.plan(article, language, translated_from=versions[other], by=chief, at=MORNING)
        return
    if version is None:
        return
    takes: dict[str, dict[str, Any]] = {
        "submit": {"source_revision": number},
        "return": {"comment": "More."},
        "checked": {"source_revision": number},
        "reclassify": {"revision": number, "significance": significance},
    }
    try:
        if name == "change":
            version = write_text(version, word=word)
            name = "release"
        given = takes.get(name, {"significance": significance})
        workflow.apply(version, Act(name), by=chief, at=MORNING, **given)
    except Refused:
        return


def judge_by_hand(version: LanguageVersion) -> str:
    """The rule of the design once more, over plain rows."""
    if version.translated_from is None:
        return "original"
    if version.based_on is None:
        return "not_started"
    later = [
        row.significance
        for row in Revision.objects.filter(version=version.translated_from)
        if row.number > version.based_on.number and row.released_at
    ]
    if {"substantive", "major"} & set(later):
        return "outdated"
    return "waiting" if judge_by_hand(version.translated_from) in ("outdated", "waiting") else "up_to_date"


@pytest.mark.django_db
@in_proportion(0.7)
@given(steps=STEPS)
def test_the_list_and_the_judgement_of_one_agree_after_any_history(steps: list[Any]) -> None:
    article = create_article(language="hy")
    workflow.apply(article.versions.get(), Act.RELEASE, by=find_chief(), at=MORNING)
    for index, step in enumerate(steps):
        take_step(article, step, word=f"step {index}")
    rows = freshness.annotate(LanguageVersion.objects.filter(article=article))
    listed = {row.language: row.freshness for row in rows}
    one_by_one = {row.language: freshness.judge(row) for row in article.versions.all()}
    by_hand = {row.language: judge_by_hand(row) for row in article.versions.all()}
    assert (listed, one_by_one) == (by_hand, by_hand)
    assert set(by_hand.values()) <= set(Freshness.values)

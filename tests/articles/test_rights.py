"""Who sees and may do what, and that "not yours" is nothing at all."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from articles import rights
from articles.choices import Right
from articles.models import Article, LanguageVersion
from journal.languages import CODES
from journal.models import User
from tests.factories import create_article, create_user, create_version, find_version, list_other_languages

pytestmark = pytest.mark.django_db


def create_relay(*, assignee: User | None = None) -> Article:
    """Armenian, from it German and English, Russian from the German; the Russian version assigned."""
    article = create_article(texts={})
    german = create_version(article, "de")
    create_version(article, "en")
    create_version(article, "ru", source=german, assignee=assignee)
    return article


def list_seen(user: rights.Person) -> list[tuple[int, str]]:
    """Return article and language of what a person sees; `may_see` must say the same of every version."""
    seen = set(rights.visible_versions(user))
    assert seen == {row for row in LanguageVersion.objects.all() if rights.may_see(user, row)}
    assert set(rights.visible_articles(user)) == {row.article for row in seen}
    return sorted((row.article_id, row.language) for row in seen)


def list_all() -> list[tuple[int, str]]:
    return sorted(LanguageVersion.objects.values_list("article_id", "language"))


def test_members_of_any_language_see_every_version() -> None:
    create_relay()
    for right in Right:
        assert list_seen(create_user(memberships=[(right, "ka")])) == list_all()
    assert list_seen(create_user(is_superuser=True)) == list_all()


def test_assigned_only_members_see_their_pieces_and_their_sources_up_to_the_original_and_nothing_else() -> None:
    person = create_user(memberships=[("translate", "ru", True)])
    article = create_relay(assignee=person)
    create_relay()
    assert list_seen(person) == [(article.pk, "de"), (article.pk, "hy"), (article.pk, "ru")]


def test_the_longest_relay_is_seen_up_to_its_original() -> None:
    person = create_user(memberships=[("translate", "", True)])
    article = create_article(language=CODES[0], texts={})
    source = find_version(article)
    for code in CODES[1:]:
        source = create_version(article, code, source=source, assignee=person if code == CODES[-1] else None)
    assert list_seen(person) == sorted((article.pk, code) for code in CODES)


def test_a_piece_that_stayed_assigned_to_someone_who_lost_the_right_is_not_seen() -> None:
    person = create_user(memberships=[("translate", "ru", True)])
    article = create_relay(assignee=person)
    person.memberships.update(language="ka")
    assert list_seen(User.objects.get(pk=person.pk)) == []
    person.memberships.update(language="ru", right="review")
    assert list_seen(User.objects.get(pk=person.pk)) == []
    LanguageVersion.objects.filter(article=article, language="ru").update(reviewer=person)
    assert list_seen(User.objects.get(pk=person.pk)) == [(article.pk, "de"), (article.pk, "hy"), (article.pk, "ru")]


def make_nobodies() -> dict[str, rights.Person]:
    everything = [(right, "") for right in Right.values]
    return {
        "nobody": None,
        "anonymous": AnonymousUser(),
        "without membership": create_user(),
        "inactive member": create_user(memberships=everything, is_active=False),
        "inactive chief": create_user(is_superuser=True, is_active=False),
        "member outside the staff": create_user(memberships=everything, is_staff=False),
        "chief outside the staff": create_user(is_superuser=True, is_staff=False),
    }


def test_who_is_inactive_outside_the_staff_or_not_signed_in_sees_and_may_do_nothing() -> None:
    article = create_relay()
    for name, person in make_nobodies().items():
        if isinstance(person, User):
            article.versions.update(assignee=person, reviewer=person)
        found: dict[str, Any] = {
            "seen": list_seen(person),
            "may": [row for row in article.versions.all() for right in Right if rights.may(person, right, row)],
            "languages": [rights.languages_with(person, right) for right in Right],
            "chief": rights.is_chief(person),
        }
        assert (name, found) == (name, {"seen": [], "may": [], "languages": [()] * len(Right), "chief": False})


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("right", Right)
def test_a_right_holds_in_its_language_for_itself_and_nowhere_else(right: Right, code: str) -> None:
    person = create_user(memberships=[(right, code)])
    article = create_article(language=code, texts={})
    versions = [find_version(article), *(create_version(article, other) for other in list_other_languages(code))]
    found = {(other, row.language) for other in Right for row in versions if rights.may(person, other, row)}
    assert found == {(right, code)}
    assert {other: rights.languages_with(person, other) for other in Right if rights.languages_with(person, other)} == {
        right: (code,)
    }


def test_an_assigned_only_right_begins_nothing_new() -> None:
    person = create_user(memberships=[("translate", "", True), ("translate", "de"), ("translate", "ru")])
    assert rights.languages_with(person, Right.TRANSLATE) == ("de", "ru")
    assert rights.languages_with(create_user(memberships=[("edit", "")]), Right.EDIT) == CODES
    assert rights.languages_with(create_user(is_superuser=True), Right.PUBLISH) == CODES


def test_who_is_assigned_to_write_is_not_assigned_to_review() -> None:
    person = create_user(memberships=[(right, "", True) for right in Right.values])
    version = find_version(create_article(texts={}))
    found = {}
    for role in ("", "assignee", "reviewer"):
        version.assignee_id = version.reviewer_id = None
        if role:
            setattr(version, f"{role}_id", person.pk)
        found[role] = {right.value for right in Right if rights.may(person, right, version)}
    assert found == {"": set(), "assignee": {"edit", "translate", "publish"}, "reviewer": {"review", "publish"}}


def test_memberships_are_read_once(django_assert_num_queries: Any) -> None:
    person = create_user(memberships=[("edit", "hy"), ("review", "de", True)])
    versions = list(create_relay().versions.all())
    with django_assert_num_queries(1):
        for row in versions:
            for right in Right:
                rights.may(person, right, row)
    with django_assert_num_queries(1):
        list(rights.visible_versions(person))

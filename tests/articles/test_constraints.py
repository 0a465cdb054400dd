"""What the database itself refuses, whoever writes: each constraint by its name, broken by a raw write."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction

from articles.models import (
    Article,
    Comment,
    Correction,
    Credit,
    Delivery,
    Draft,
    Footnote,
    Image,
    LanguageVersion,
    LogEntry,
    Membership,
    Notice,
    Placement,
    Publication,
    Revision,
    SearchWord,
    Topic,
    Waiver,
)
from authors.models import Author
from journal.models import Page, User
from tests.factories import (
    MORNING,
    create_article,
    create_published,
    create_user,
    create_version,
    find_chief,
    find_version,
    release,
)

pytestmark = pytest.mark.django_db


def force(model: type[models.Model], **columns: Any) -> Callable[[], object]:
    """Return a raw write to every row of a table."""
    return lambda: model._base_manager.update(**columns)


def write_base_column(model: type[models.Model], column: str) -> Callable[[], object]:
    """Return a write to a column without suffix; the field classes would not let it through."""
    sql = f'UPDATE {model._meta.db_table} SET "{column}" = %s'  # noqa: S608 - names of the models

    def write() -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql, ["Text"])

    return write


def add(model: type[models.Model], **columns: Any) -> Callable[[], object]:
    return lambda: model._base_manager.bulk_create([model(**columns)])


def make_rows() -> dict[str, Any]:
    """Make one valid row of everything."""
    article = create_published(languages=["hy", "de"])
    original, german = find_version(article), find_version(article, "de")
    author = Author.objects.create(slug="a")
    user = create_user(memberships=[("edit", "hy")])
    Footnote.objects.create(article=article, key="a1", added_in="hy")
    Topic.objects.create(slug="t")
    Image.objects.create()
    Page.objects.create(key="about")
    Placement.objects.create(article=article, language="de")
    SearchWord.objects.get_or_create(language="de", word="haus")
    credit = Credit.objects.create(author=author, article=article)
    Waiver.objects.create(version=german, problem="lacks:a1", at=MORNING, reason="x")
    Delivery.objects.create(kind="word", language="de", by=user, at=MORNING, name="a.docx", data=b"x")
    Draft.objects.create(version=german, user=user, edit_number=1, saved_at=MORNING)
    thread = Comment.objects.create(version=german, text="x", at=MORNING, resolved_at=MORNING)
    correction = Correction.objects.create(version=german, publication=original.publications.get(), opened_at=MORNING)
    Notice.objects.create(person=user, kind="assigned", key="k", at=MORNING, not_before=MORNING)
    return {
        "article": article,
        "original": original,
        "german": german,
        "credit": credit,
        "author": author,
        "user": user,
        "thread": thread,
        "correction": correction,
    }


def list_violations(rows: dict[str, Any]) -> dict[str, Callable[[], object]]:
    article, original, german, user = rows["article"], rows["original"], rows["german"], rows["user"]
    own = LanguageVersion.objects.filter(pk=german.pk)
    return {
        "article_language_known": force(Article, original_language="xx"),
        "article_base_columns_empty": write_base_column(Article, "body"),
        "article_licence_known": force(Article, licence="mine"),
        "author_base_columns_empty": write_base_column(Author, "bio"),
        "author_orcid_form": force(Author, orcid="0000-0000-0000-000\n"),
        "topic_base_columns_empty": write_base_column(Topic, "name"),
        "image_base_columns_empty": write_base_column(Image, "caption"),
        "page_base_columns_empty": write_base_column(Page, "title"),
        "page_key_known": force(Page, key="contact"),
        "credit_on_article_or_version": force(Credit, version=german),
        "credit_role_known": force(Credit, role="muse"),
        "delivery_kind_known": force(Delivery, kind="pdf"),
        "comment_only_threads_are_resolved": force(Comment, answers=rows["thread"]),
        "correction_unique_in_version": add(
            Correction, version=german, publication=rows["correction"].publication, opened_at=MORNING
        ),
        "draft_unique_for_page": add(Draft, version=german, user=user, edit_number=2, saved_at=MORNING),
        "footnote_base_columns_empty": write_base_column(Footnote, "text"),
        "footnote_key_form": force(Footnote, key="a-1"),
        "footnote_key_unique_in_article": add(Footnote, article=article, key="a1", added_in="de"),
        "footnote_kind_known": force(Footnote, kind="joke"),
        "footnote_language_known": force(Footnote, added_in="xx"),
        "log_act_known": force(LogEntry, act="sing"),
        "membership_language_known": force(Membership, language="xx"),
        "membership_right_known": force(Membership, right="sing"),
        "membership_unique": add(Membership, user=user, language="hy", right="edit"),
        "notice_state_known": force(Notice, state="lost"),
        "notice_unique_for_person": add(Notice, person=user, kind="returned", key="k", at=MORNING, not_before=MORNING),
        "placement_language_known": force(Placement, language="xx"),
        "placement_once_in_language": add(Placement, article=article, language="de"),
        "publication_cancelled_before_its_moment": force(Publication, cancelled_at=MORNING + timedelta(days=1)),
        "publication_of_own_revision": force(Publication, revision=original.revisions.get()),
        "publication_withdrawal_has_reason": force(Publication, revision=None),
        "revision_number_unique_in_version": add(Revision, version=german, number=1, made_at=MORNING),
        "revision_released_with_significance": force(Revision, significance=""),
        "search_word_once": add(SearchWord, language="de", word="haus"),
        "user_mail_known": force(User, mail="weekly"),
        "version_based_on_its_source": lambda: own.update(based_on=german.revisions.get()),
        "version_based_on_once_started": lambda: own.update(based_on=None),
        "version_based_on_only_for_translations": lambda: LanguageVersion.objects.filter(pk=original.pk).update(
            based_on=original.revisions.get()
        ),
        "version_language_known": force(LanguageVersion, language="xx"),
        "version_one_original_in_article": add(LanguageVersion, article=article, language="ru", stage="draft"),
        "version_origin_known": force(LanguageVersion, origin="unknown"),
        "version_original_never_planned": lambda: LanguageVersion.objects.filter(pk=original.pk).update(
            stage="planned"
        ),
        "version_stage_known": force(LanguageVersion, stage="lost"),
        "version_unique_in_article": add(LanguageVersion, article=article, language="de", translated_from=original),
        "waiver_unique_in_version": add(Waiver, version=german, problem="lacks:a1", at=MORNING, reason="y"),
    }


NOT_BROKEN_ALONE = {"revision_unique_with_version"}  # holds by the primary key; another constraint refers to it
UNNAMED_BY_SQLITE = {"publication_of_own_revision", "version_based_on_its_source"}  # foreign keys
NAMED_AFTER_THE_COLUMNS = "UNIQUE constraint failed"  # how SQLite reports a unique constraint


def write_and_check(write: Callable[[], object]) -> None:
    """Write, and have the database judge at once what it would judge at the end of the transaction."""
    with transaction.atomic():
        write()
        connection.check_constraints()


def test_every_constraint_of_the_models_is_broken_below() -> None:
    names = {
        constraint.name
        for label in ("journal", "authors", "articles")
        for model in apps.get_app_config(label).get_models()
        for constraint in model._meta.constraints
    }
    assert names == set(list_violations(make_rows())) | NOT_BROKEN_ALONE


def test_a_raw_write_against_a_constraint_is_refused_by_its_name() -> None:
    rows = make_rows()
    for name, violate in list_violations(rows).items():
        with pytest.raises(IntegrityError) as refusal:
            write_and_check(violate)
        message = str(refusal.value)
        if connection.vendor == "sqlite" and (name in UNNAMED_BY_SQLITE or NAMED_AFTER_THE_COLUMNS in message):
            continue
        assert name in message, (name, message)


def test_a_key_with_a_line_break_at_its_end_is_refused() -> None:
    make_rows()
    with pytest.raises(IntegrityError, match="footnote_key_form"), transaction.atomic():
        Footnote.objects.update(key="a1\n")


def test_a_revision_of_another_version_is_refused_in_a_form_too() -> None:
    rows = make_rows()
    publication = rows["german"].publications.get()
    publication.revision = rows["original"].revisions.get()
    with pytest.raises(ValidationError):
        publication.full_clean()
    publication.refresh_from_db()
    publication.full_clean()


def test_the_original_and_nothing_else_is_translated_from_nothing() -> None:
    article = create_article(language="ka")
    release(find_version(article))
    for language in ("de", "ru"):
        create_version(article, language, by=find_chief())
    create_version(article, "en", source=find_version(article, "de"))
    found = {
        row.language: row.translated_from.language if row.translated_from else None for row in article.versions.all()
    }
    assert found == {"ka": None, "de": "ka", "ru": "ka", "en": "de"}
    assert [row.language for row in LanguageVersion.objects.originals()] == [article.original_language]

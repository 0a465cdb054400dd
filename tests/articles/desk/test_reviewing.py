"""What a reviewer has changed, as the translator sees it: during the review, after it, and when writing on."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import reverse

from articles import workflow
from articles.choices import Act
from articles.desk.reviewing import find_review, list_rounds
from articles.models import LanguageVersion
from journal.models import User
from tests import factories
from tests.articles.desk.forms import facing_path, sign_in
from tests.articles.press.reader import texts
from tests.factories import MORNING, create_user

pytestmark = pytest.mark.django_db

BODY = '<h2>Kopf</h2><p>Ein Haus am See<sup data-note="k1"></sup>.</p><p>Ende.</p>'
CHANGED = '<h2>Kopf</h2><p>Ein <em>Haus</em> am Meer<sup data-note="k1"></sup>.</p><p>Neu.</p><p>Ende.</p>'


def act(version: LanguageVersion, what: Act, by: User, **given: Any) -> LanguageVersion:
    version = LanguageVersion.objects.get(pk=version.pk)
    return workflow.apply(version, what, by=by, at=MORNING, **given)


def create_submitted() -> tuple[LanguageVersion, User, User]:
    """A German translation in review, its translator, its reviewer."""
    body, notes = '<p>One<sup data-note="k1"></sup>.</p>', {"k1": {"kind": "reference", "html": "<p>Page 3.</p>"}}
    article = factories.create_article(language="ka", texts=factories.make_texts("ka", body=body), notes=notes)
    factories.release(factories.find_version(article))
    lena = create_user(memberships=[("translate", "de")], first_name="Lena")
    vera = create_user(memberships=[("review", "de")], first_name="Vera")
    german = factories.create_version(article, "de", assignee=lena)
    written = factories.make_texts("de", body=BODY)
    german = factories.write_text(german, texts=written, notes={"k1": {"html": "<p>Seite 3.</p>"}}, by=lena)
    return act(german, Act.SUBMIT, lena, source_revision=1), lena, vera


def correct(german: LanguageVersion, vera: User) -> LanguageVersion:
    given = {"title": "Title de second", "subtitle": "", "body": CHANGED}
    return factories.write_text(german, texts=given, notes={"k1": {"html": "<p>Seite 4.</p>"}}, by=vera)


FOUND = [
    ("Title", "changed", "<p>Title de <del>first</del><ins>second</ins></p>"),
    ("Subtitle", "removed", "Subtitle de first"),
    ("", "changed", "<p>Ein Haus am <del>See</del><ins>Meer</ins>.</p><ul><li>now in italics: Haus</li></ul>"),
    ("", "added", "<p>Neu.</p>"),
    ("Footnote 1", "changed", "<p>Seite <del>3</del><ins>4</ins>.</p>"),
]


def tell(german: LanguageVersion, **given: int) -> list[tuple[str, str, str]] | None:
    """Return what a review changed: what it is, how it differs, its words."""
    review = find_review(LanguageVersion.objects.get(pk=german.pk), **given)
    if review is None:
        return None
    parts = [(each.name, each.passage) for each in review.changes]
    return [(name, part.state, str(part.difference or part.html)) for name, part in parts]


def summaries(page: HttpResponse) -> list[str]:
    return texts(page, "//details[@id='review']/summary")


def test_the_translator_sees_the_changes_also_after_writing_on() -> None:
    german, lena, vera = create_submitted()
    translator, reviewer, path = sign_in(lena), sign_in(vera), facing_path(german)
    assert (tell(german), summaries(translator.get(path))) == (None, [])
    german = correct(german, vera)
    assert tell(german) == FOUND
    assert summaries(reviewer.get(path)) == ["Changed in this review so far: 5 passages"]
    german = act(german, Act.RETURN, vera, comment="Please look again.")
    factories.write_text(german, texts={"title": "Noch ein Titel"}, by=lena)
    assert tell(german) == FOUND
    page = translator.get(path)
    assert summaries(page) == ["What the reviewer changed: 5 passages"]
    (who,) = texts(page, "//details[@id='review']/p[1]")
    assert who.startswith("Vera, 2026-03-02")
    german = act(german, Act.SUBMIT, lena, source_revision=1)
    assert (tell(german), tell(german, submitted=1)) == (None, FOUND)
    german = act(german, Act.APPROVE, vera)
    german = factories.write_text(german, texts={"title": "Ganz anders"}, by=lena)
    assert [(row.submitted, row.result, len(row.saves)) for row in list_rounds(german)] == [(3, 3, 0), (1, 2, 1)]


def test_what_was_changed_and_changed_back_is_no_change() -> None:
    german, lena, vera = create_submitted()
    correct(german, vera)
    before = german.revisions.get(number=1)
    given = {name: getattr(before, name) for name in ("title", "subtitle", "body")}
    factories.write_text(german, texts=given, notes={"k1": {"html": "<p>Seite 3.</p>"}}, by=vera)
    act(german, Act.APPROVE, vera)
    assert (tell(german), german.revisions.count()) == ([], 1)
    assert summaries(sign_in(lena).get(facing_path(german))) == []


def test_each_review_has_its_page_with_the_whole_text() -> None:
    german, lena, vera = create_submitted()
    page = reverse("admin:desk_review", args=[german.pk])
    client = sign_in(lena)
    assert texts(client.get(page), "//div[@class='desk']/p")[:1] == ["Nothing has been changed in this review so far."]
    german = act(correct(german, vera), Act.RETURN, vera, comment="Please look again.")
    act(german, Act.SUBMIT, lena, source_revision=1)
    assert texts(client.get(page), "//select[@id='review-submitted']/option[@selected]")[0].startswith("revision 2, ")
    whole = client.get(f"{page}?submitted=1")
    assert texts(whole, "//div[@class='desk']/p")[0] == "5 passages differ from the submitted text."
    assert texts(whole, "//p[@class='reading-subtitle']") == ["Subtitle de first removed"]
    assert texts(whole, "//*[@class='desk-reading']/h2 | //*[@class='desk-reading']/p[last()]") == ["Kopf", "Ende."]
    assert [client.get(f"{page}?submitted={name}").status_code for name in ("9", "x", "-1")] == [404] * 3
    original = german.translated_from
    assert original is not None
    unreviewed = client.get(reverse("admin:desk_review", args=[original.pk]))
    assert texts(unreviewed, "//div[@class='desk']/p") == ["This text has not been submitted for review yet."]

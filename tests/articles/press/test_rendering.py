"""From a revision to public HTML."""

import pytest
from django.db import DatabaseError

from articles.images import shown_images
from articles.models import Rendering, Revision
from articles.press.rendering import (
    linked_articles,
    note_labels,
    render_and_keep,
    render_revision,
    resolve,
)
from articles.press.stamp import renderer
from journal.languages import CODES
from tests.articles.press.pieces import create_piece
from tests.articles.press.reader import attributes, find_path, get, texts
from tests.factories import create_article, find_version, make_texts, publish, write_text

NOTES = {"k": {"kind": "translator", "added_in": "de", "html": '<p>See <a href="article:9">that</a>.</p>'}}


def test_a_revision_is_rendered_with_notes_words_and_links() -> None:
    revision = Revision(body='<p>One <a href="article:7#note-a">two</a>.<sup data-note="k"></sup></p>', notes=NOTES)
    made = render_revision(revision, "de")
    assert (made.renderer, made.words, made.characters, made.cited_articles) == (renderer(), 2, 8, [7, 9])
    assert made.body == (
        '<p id="p-1">One <a href="article:7#note-a">two</a>.<sup><a id="noteref-k" href="#note-k"'
        f' role="doc-noteref" aria-label="{note_labels("de").noteref.format(number=1)}">1</a></sup></p>'
    )


@pytest.mark.parametrize("language", CODES)
def test_the_words_around_notes_keep_their_places_in_every_language(language: str) -> None:
    labels = note_labels(language)
    assert [label.count("{number}") for label in (labels.noteref, labels.again)] == [1, 1]
    assert labels.again.count("{mention}") == 1


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<a href="article:7">x</a>', '<a href="/7/">x</a>'),
        ('<a href="article:7#note-a">x</a>', '<a href="/7/#note-a">x</a>'),
        ('<a href="article:7" hreflang="hy" title="t">x</a>', '<a href="/7/" hreflang="hy" title="t">x</a>'),
        ('<a lang="de" href="article:7" title="&gt;">x</a>', '<a lang="de" href="/7/" title="&gt;">x</a>'),
        ('<a hreflang="de" href="article:7">x</a>', '<a hreflang="de" href="/7/">x</a>'),
        ('<a href="article:8">x <em>y</em></a>', "x <em>y</em>"),
        ('<a href="article:77">x</a>', "x"),
        ('<a href="https://example.org/?q=article:7">x</a>', '<a href="https://example.org/?q=article:7">x</a>'),
        ('<a href="#x" title="article:7">x</a>', '<a href="#x" title="article:7">x</a>'),
        ("<p>article:7</p>", "<p>article:7</p>"),
        ('<p><a href="article:8">a</a> <a href="article:7">b</a></p>', '<p>a <a href="/7/">b</a></p>'),
        ('<figure data-image="3"></figure>', "<figure>3</figure>"),
        ('<figure id="p-2" data-image="3"></figure>', '<figure id="p-2">3</figure>'),
        ('<figure id="p-2" lang="hy" data-image="4"></figure>', ""),
    ],
)
def test_what_is_live_is_put_in_when_the_page_is_made(html: str, expected: str) -> None:
    figures = {3: "<figure>3</figure>"}
    assert resolve(html, {7: "/7/"}, lambda number: figures.get(number, "")) == expected


def test_what_a_text_refers_to_is_listed_once() -> None:
    html = '<p><a href="article:7">a</a><a title="x" href="article:7#n">b</a><a href="article:3">c</a></p>'
    assert linked_articles(html) == [3, 7]
    assert shown_images('<figure data-image="3"></figure><p>x</p><figure data-image="1"></figure>') == [3, 1]


@pytest.mark.django_db
def test_a_rendering_is_kept_and_replaced_when_the_renderer_changes() -> None:
    article = create_piece(languages=("en",))
    revision = find_version(article).revisions.get()
    made = render_and_keep(revision.pk, "en")
    assert list(Rendering.objects.values_list("renderer", "body")) == [(renderer(), made.body)]
    Rendering.objects.update(renderer="old", body="old")
    assert b"en first" in get(find_path(article, "en")).content
    assert list(Rendering.objects.values_list("renderer", "body")) == [(renderer(), made.body)]


@pytest.mark.django_db
def test_readers_are_served_while_nothing_can_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    article = create_piece(languages=("en",))

    def refuse(*given: object, **named: object) -> None:
        raise DatabaseError("attempt to write a readonly database")

    monkeypatch.setattr(type(Rendering.objects), "bulk_create", refuse)
    response = get(find_path(article, "en"))
    assert (response.status_code, Rendering.objects.count()) == (200, 0)
    assert b"en first" in response.content


@pytest.mark.django_db
def test_links_to_other_pieces_lead_to_the_readers_language_or_to_the_choice_or_nowhere() -> None:
    both, other = create_piece(languages=("hy", "en")), create_piece(languages=("hy", "de"))
    hidden = create_article(language="en")
    body = "".join(
        f'<p><a href="article:{one.pk}#note-a1">{name}</a></p>'
        for one, name in ((both, "A"), (other, "B"), (hidden, "C"))
    )
    article = create_article(language="en", texts=make_texts("en", body=body))
    publish(find_version(article))
    response = get(find_path(article, "en", at=find_version(article).first_published_at))
    assert texts(response, "//div[@class='prose']/p") == ["A", "B", "C"]
    assert attributes(response, "//div[@class='prose']//a", "href") == [
        (f"{find_path(both, 'en')}#note-a1",),
        (f"/{other.pk}/#note-a1",),
    ]
    publish(write_text(hidden.versions.get()), significance="typo")
    again = get(find_path(article, "en", at=find_version(article).first_published_at))
    assert len(attributes(again, "//div[@class='prose']//a", "href")) == 3

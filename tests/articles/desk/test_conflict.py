"""A save that would overwrite: both texts part by part, each can be chosen, nothing is lost, nothing applied unseen."""

import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from articles.models import Article, Draft, LanguageVersion
from articles.revisions import working_content
from journal.columns import read
from tests import factories
from tests.articles.desk.forms import original_path, parse_form, read_form, sign_in

pytestmark = pytest.mark.django_db

ONE, TWO, THREE = "<p>One walks along the lake.</p>", "<p>Two sit by the stove.</p>", "<p>Three sing in the yard.</p>"
NEW, CITED = "<p>A new paragraph.</p>", '<p>A cited one<sup data-note="n1"></sup>.</p>'
NOTE = {"kind": "reference", "html": "<p>The note.</p>"}


def make_piece() -> tuple[Article, LanguageVersion]:
    texts = {"title": "Title", "subtitle": "Sub", "standfirst": "Stand", "body": ONE + TWO + THREE, "slug": "word"}
    article = factories.create_article(texts=texts, notes={"k1": NOTE})
    return article, factories.find_version(article)


def meet(client: Client, article: Article, theirs: dict[str, Any], **mine: str) -> HttpResponse:
    """Open the page, have somebody save `theirs`, save `mine`; return the answer."""
    values, _buttons = read_form(client, original_path(article))
    factories.write_text(factories.find_version(article), **theirs)
    return client.post(original_path(article), {**values, **mine, "act": "save"})


def list_choices(response: HttpResponse) -> dict[str, tuple[str, str]]:
    """Return the parts that differ: label to who has changed it and what is chosen."""
    return {each.label: (each.changed_by, each.chosen) for each in response.context["screen"].conflict.choices}


def test_parts_only_one_has_changed_are_chosen_and_both_are_put_together() -> None:
    article, version = make_piece()
    client, path = sign_in(factories.find_chief()), original_path(article)
    theirs = {
        "texts": {"title": "Theirs", "standfirst": "Stand of theirs", "body": ONE + TWO.replace("sit", "lie") + CITED},
        "notes": {"n1": NOTE},
    }
    mine = {"title": "Mine", "subtitle": "Sub of mine", "body": NEW + ONE.replace("lake", "river") + TWO + THREE}
    answer = meet(client, article, theirs, **mine, **{"note-0-text": "<p>The note, longer.</p>"})
    assert answer.status_code == 409
    assert list_choices(answer) == {
        "Title": ("both", "mine"),
        "Subtitle": ("mine", "mine"),
        "Standfirst": ("theirs", "theirs"),
        "Passage 1": ("mine", "mine"),
        "Passage 2": ("mine", "mine"),
        "Passage 3": ("theirs", "theirs"),
        "Passage 4": ("theirs", "theirs"),
        "Passage 5": ("theirs", "theirs"),
        "Footnote k1": ("mine", "mine"),
    }
    shown, _buttons = parse_form(answer)
    before = working_content(version)
    assert client.post(path, {**shown, "act": "save-merged"}).status_code == 303
    content = working_content(version)
    assert (content.title, content.subtitle, content.standfirst) == ("Mine", "Sub of mine", "Stand of theirs")
    assert content.body == NEW + ONE.replace("lake", "river") + TWO.replace("sit", "lie") + CITED
    assert content.notes["n1"]["html"] == NOTE["html"]
    assert read(article.footnotes.get(key="k1"), "text", "hy") == "<p>The note, longer.</p>"
    kept = version.revisions.get()
    assert (kept.title, kept.body) == (before.title, before.body)
    assert version.log.order_by("-pk")[0].act == "save"


def test_either_side_can_be_chosen_for_every_part_and_nothing_is_taken_for_another_part() -> None:
    for side in ("mine", "theirs"):
        article, version = make_piece()
        client, path = sign_in(factories.find_chief()), original_path(article)
        theirs = {"texts": {"title": "Theirs", "body": THREE + ONE}}
        answer = meet(client, article, theirs, title="Mine", body=ONE + NEW + THREE, slug="other-word")
        shown, _buttons = parse_form(answer)
        names = [name for name in shown if name.startswith("choice-")]
        chosen = {**shown, **dict.fromkeys(names, side), "act": "save-merged"}
        edited = client.post(path, {**chosen, "title": "Mine, typed after the page was shown"})
        assert (edited.status_code, working_content(version).title) == (409, "Theirs")
        assert client.post(path, chosen).status_code == 303
        content = working_content(factories.find_version(article))
        expected = {"mine": ("Mine", ONE + NEW + THREE, "other-word"), "theirs": ("Theirs", THREE + ONE, "word")}
        assert (content.title, content.body, content.slug) == expected[side]


def test_a_text_that_moves_again_while_somebody_chooses_is_shown_again() -> None:
    article, version = make_piece()
    client, path = sign_in(factories.find_chief()), original_path(article)
    shown, _buttons = parse_form(meet(client, article, {"texts": {"title": "Theirs"}}, title="Mine"))
    factories.write_text(version, texts={"subtitle": "Newer"})
    again = client.post(path, {**shown, "act": "save-merged"})
    assert (again.status_code, list_choices(again)) == (
        409,
        {"Title": ("both", "mine"), "Subtitle": ("theirs", "theirs")},
    )
    assert client.post(path, {**parse_form(again)[0], "act": "save-merged"}).status_code == 303
    content = working_content(version)
    assert (content.title, content.subtitle) == ("Mine", "Newer")


def test_words_of_a_conflict_are_kept_as_a_draft_until_they_are_saved() -> None:
    article, _version = make_piece()
    client, path = sign_in(factories.find_chief()), original_path(article)
    answer = meet(client, article, {"texts": {"title": "Theirs"}}, title="Mine")
    shown, buttons = parse_form(answer)
    assert [button for button in buttons if button in ("save-merged", "save-over", "throw-away")] == [
        "save-merged",
        "save-over",
        "throw-away",
    ]
    assert Draft.objects.get().data["title"] == ["Mine"]
    assert client.post(path, {**shown, "act": "throw-away"}).status_code == 303
    page = client.get(path)
    assert (parse_form(page)[0]["title"], "did not save it." in page.content.decode()) == ("Theirs", True)


def test_two_who_typed_the_same_are_in_no_conflict() -> None:
    article, version = make_piece()
    client, path = sign_in(factories.find_chief()), original_path(article)
    assert meet(client, article, {"texts": {"title": "Same"}}, title="Same").status_code == 303
    version.refresh_from_db()
    assert (version.edit_number, version.revisions.count()) == (2, 0)
    answer = client.get(path).content.decode()
    assert "conflict-heading" not in answer


def test_words_on_images_are_parts_like_others() -> None:
    image = factories.create_image(alt={"hy": "Alt"}, caption={"hy": "Caption"})
    figure = f'<figure data-image="{image.pk}"></figure>'
    article = factories.create_article(texts={**factories.make_texts("hy"), "body": ONE + figure})
    version = factories.find_version(article)
    client, path = sign_in(factories.find_chief()), original_path(article)
    values, _buttons = read_form(client, path)
    other, _buttons = read_form(client, path)
    name = f"image-{image.pk}"
    client.post(path, {**other, f"{name}-alt": "Alt of theirs", f"{name}-caption": "Caption of theirs", "act": "save"})
    answer = client.post(path, {**values, f"{name}-alt": "Alt of mine", "title": "Mine", "act": "save"})
    assert list_choices(answer) == {
        "Title": ("mine", "mine"),
        f"Alternative text of image {image.pk}": ("both", "mine"),
        f"Caption of image {image.pk}": ("theirs", "theirs"),
    }
    assert client.post(path, {**parse_form(answer)[0], "act": "save-merged"}).status_code == 303
    words = working_content(version).images[str(image.pk)]
    assert words == {"alt": "Alt of mine", "caption": "Caption of theirs"}


def test_the_lead_image_is_a_part_like_others() -> None:
    first, second = factories.create_image(), factories.create_image(name="second.jpg")
    article, _version = make_piece()
    client, path = sign_in(factories.find_chief()), original_path(article)
    values, _buttons = read_form(client, path)
    other, _buttons = read_form(client, path)
    client.post(path, {**other, "lead_image": str(first.pk), "act": "save"})
    untouched = client.post(path, {**values, "title": "Mine", "act": "save"})
    assert list_choices(untouched) == {"Title": ("mine", "mine"), "Lead image": ("theirs", "theirs")}
    client.post(path, {**parse_form(untouched)[0], "act": "save-merged"})
    article.refresh_from_db()
    assert article.lead_image_id == first.pk
    answer = client.post(path, {**values, "title": "Other", "lead_image": str(second.pk), "act": "save"})
    client.post(path, {**parse_form(answer)[0], "act": "save-merged"})
    article.refresh_from_db()
    assert article.lead_image_id == second.pk


def test_a_page_without_digests_or_with_forged_ones_takes_ones_own_first() -> None:
    for base in ("", "[]", "{", '{"body": 3, "title": {}}', "[" * 5_000):
        article, _version = make_piece()
        answer = meet(sign_in(factories.find_chief()), article, {"texts": {"title": "Theirs"}}, title="Mine", base=base)
        assert list_choices(answer) == {"Title": ("unknown", "mine")}


def test_nothing_in_a_comparison_is_markup_of_the_texts() -> None:
    article, _version = make_piece()
    client = sign_in(factories.find_chief())
    theirs = {"texts": {"title": "<script>a</script>", "body": "<p>&lt;img src=x onerror=a()&gt; one</p>"}}
    answer = meet(client, article, theirs, title="<b>b</b>", body="<p>&lt;img src=x onerror=a()&gt; two</p>")
    choices = "".join(str(each.mine + each.theirs) for each in answer.context["screen"].conflict.choices)
    assert re.findall(r"<(?!/?(?:p|ins|del)>)", choices) == []


def save_of_theirs(client: Client, article: Article, **typed: str) -> None:
    """Have somebody else open the page, type and save."""
    values, _buttons = read_form(client, original_path(article))
    assert client.post(original_path(article), {**values, **typed, "act": "save"}).status_code == 303


def test_who_made_the_words_is_a_part_like_others() -> None:
    article, version = make_piece()
    client, path = sign_in(factories.find_chief()), original_path(article)
    values, _buttons = read_form(client, path)
    save_of_theirs(client, article, origin="machine")
    untouched = client.post(path, {**values, "title": "Mine", "act": "save"})
    label = "Who made the words"
    assert list_choices(untouched) == {"Title": ("mine", "mine"), label: ("theirs", "theirs")}
    assert client.post(path, {**parse_form(untouched)[0], "act": "save-merged"}).status_code == 303
    version.refresh_from_db()
    assert (version.origin, article.log.order_by("-pk")[0].details["changed"]) == ("machine", ["title"])
    values, _buttons = read_form(client, path)
    factories.write_text(version, texts={"title": "Theirs"})
    touched = client.post(path, {**values, "origin": "human", "act": "save"})
    assert list_choices(touched) == {"Title": ("theirs", "theirs"), label: ("mine", "mine")}
    assert client.post(path, {**parse_form(touched)[0], "act": "save-merged"}).status_code == 303
    version.refresh_from_db()
    assert (version.origin, working_content(version).title) == ("human", "Theirs")


def test_saving_all_of_mine_leaves_words_on_images_i_have_not_touched() -> None:
    image = factories.create_image(alt={"hy": "Alt"}, caption={"hy": "Caption"})
    figure = f'<figure data-image="{image.pk}"></figure>'
    article = factories.create_article(texts={**factories.make_texts("hy"), "body": ONE + figure})
    version, name = factories.find_version(article), f"image-{image.pk}"
    client, path = sign_in(factories.find_chief()), original_path(article)
    values, _buttons = read_form(client, path)
    save_of_theirs(client, article, **{f"{name}-alt": "Alt of theirs", f"{name}-caption": "Caption of theirs"})
    answer = client.post(path, {**values, f"{name}-alt": "Alt of mine", "title": "Mine", "act": "save"})
    assert client.post(path, {**parse_form(answer)[0], "act": "save-over"}).status_code == 303
    content = working_content(version)
    assert content.images[str(image.pk)] == {"alt": "Alt of mine", "caption": "Caption of theirs"}
    assert content.title == "Mine"


def test_a_note_one_side_has_deleted_is_a_part_like_others() -> None:
    notes = {key: {"kind": "reference", "html": f"<p>Note {key}.</p>"} for key in ("k1", "k2", "k3")}
    rows = {f"note-{row}-text": f"<p>Longer {key}.</p>" for row, key in enumerate(notes)}
    gone = {f"note-{row}-DELETE": "on" for row in range(3)}
    for side in ("mine", "theirs"):
        article = factories.create_article(notes=notes)
        client, path = sign_in(factories.find_chief()), original_path(article)
        values, _buttons = read_form(client, path)
        save_of_theirs(client, article, **rows)
        answer = client.post(path, {**values, **gone, "act": "save"})
        assert list_choices(answer) == {f"Footnote {key}": ("both", "mine") for key in notes}
        shown, _buttons = parse_form(answer)
        names = [name for name in shown if name.startswith("choice-")]
        chosen = {**shown, **dict.fromkeys(names, side), "act": "save-merged"}
        assert client.post(path, chosen).status_code == 303
        left = {row.key: read(row, "text", "hy") for row in article.footnotes.all()}
        longer = {key: f"<p>Longer {key}.</p>" for key in notes}
        assert left == ({} if side == "mine" else longer)
        kept = factories.find_version(article).revisions.get()
        assert {key: note["html"] for key, note in kept.notes.items()} == (longer if side == "mine" else {})


def test_of_a_note_to_be_deleted_its_kind_can_be_kept_and_its_text_taken() -> None:
    article, _version = make_piece()
    client, path = sign_in(factories.find_chief()), original_path(article)
    values, _buttons = read_form(client, path)
    save_of_theirs(client, article, **{"note-0-text": "<p>Theirs.</p>", "note-0-kind": "remark"})
    answer = client.post(path, {**values, "note-0-DELETE": "on", "act": "save"})
    choices = {each.label: each.key for each in answer.context["screen"].conflict.choices}
    note, kind = (
        next(key for label, key in choices.items() if ("kind" in label.lower()) is is_kind) for is_kind in (False, True)
    )
    shown, _buttons = parse_form(answer)
    chosen = {**shown, f"choice-{note}": "theirs", f"choice-{kind}": "mine", "act": "save-merged"}
    assert client.post(path, chosen).status_code == 303
    kept = {row.key: (row.kind, read(row, "text", "hy")) for row in article.footnotes.all()}
    assert kept == {"k1": ("reference", "<p>Theirs.</p>")}


def test_a_note_the_others_have_deleted_stays_away_if_nothing_was_typed_into_it() -> None:
    notes = {key: {"kind": "reference", "html": f"<p>Note {key}.</p>"} for key in ("k1", "k2", "k3")}
    article = factories.create_article(notes=notes)
    client, path = sign_in(factories.find_chief()), original_path(article)
    values, _buttons = read_form(client, path)
    save_of_theirs(client, article, **{f"note-{row}-DELETE": "on" for row in range(3)}, title="Theirs")
    mine = {"note-1-text": "<p>Longer k2.</p>", "body": '<p>One<sup data-note="k3"></sup></p>'}
    answer = client.post(path, {**values, **mine, "act": "save"})
    assert client.post(path, {**parse_form(answer)[0], "act": "save-merged"}).status_code == 303
    left = {row.key: read(row, "text", "hy") for row in article.footnotes.all()}
    assert left == {"k2": "<p>Longer k2.</p>", "k3": "<p>Note k3.</p>"}


def test_a_note_written_over_stays_in_the_history_also_if_no_text_cites_it() -> None:
    article, version = make_piece()
    client, path = sign_in(factories.find_chief()), original_path(article)
    theirs = {"notes": {"k1": {"html": "<p>Theirs.</p>"}}}
    answer = meet(client, article, theirs, **{"note-0-text": "<p>Mine.</p>"})
    assert client.post(path, {**parse_form(answer)[0], "act": "save-over"}).status_code == 303
    assert read(article.footnotes.get(), "text", "hy") == "<p>Mine.</p>"
    assert version.revisions.get().notes["k1"]["html"] == "<p>Theirs.</p>"

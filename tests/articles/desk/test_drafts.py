"""Drafts at the desk: kept without touching the text, offered, restored, thrown away; and who else is there."""

import json
import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from articles import drafts, workflow
from articles.choices import Act
from articles.models import Draft, LanguageVersion
from articles.refusals import NotPossible
from articles.revisions import working_content
from tests import factories
from tests.articles.desk.forms import facing_path, original_path, parse_form, read_form, send, sign_in

pytestmark = pytest.mark.django_db


def draft_path(version: LanguageVersion) -> str:
    return f"/admin/articles/version/{version.pk}/draft/"


def tell(client: Client, version: LanguageVersion, said: object, **more: Any) -> HttpResponse:
    """Send what the script would send."""
    return client.post(draft_path(version), json.dumps(said), content_type="application/json", **more)


def keep(client: Client, version: LanguageVersion, **fields: str) -> Any:
    """Keep fields of a page, which they may name, and return the answer."""
    page = fields.pop("page", "a-page-of-hers")
    said = {"page": page, "edit_number": version.edit_number, "fields": {name: [text] for name, text in fields.items()}}
    return tell(client, version, said).json()


def describe_state(version: LanguageVersion) -> tuple[object, ...]:
    """Return everything of a version that a draft must not touch."""
    row = LanguageVersion.objects.filter(pk=version.pk).values().get()
    log = list(version.log.order_by("pk").values_list("pk", "act"))
    return row, working_content(version), log, list(version.revisions.values_list("pk"))


def test_a_draft_changes_neither_text_nor_history_nor_log() -> None:
    version = factories.find_version(factories.create_article())
    before, client = describe_state(version), sign_in(factories.find_chief())
    never = {"act": "publish", "csrfmiddlewaretoken": "x", "stage": "done"}
    said = keep(client, version, title="Typed", body="<p>Typed</p>", **never)
    draft = Draft.objects.get()
    assert describe_state(version) == before
    assert draft.data == {"turn": [""], "title": ["Typed"], "body": ["<p>Typed</p>"]}
    assert (draft.page, draft.edit_number, draft.user.username) == ("a-page-of-hers", 1, "chief")
    assert (said["edit_number"], said["closed"], said["moved"], said["others"]) == (1, False, "", [])
    assert said["kept"] == f"{timezone.localtime(draft.saved_at):%H:%M}"


def test_words_no_database_can_keep_are_kept_without_what_cannot() -> None:
    version = factories.find_version(factories.create_article())
    client = sign_in(factories.find_chief())
    raw = '{"page":"a-page-of-hers","fields":{"title":["a\\u0000b\\ud800c"],"note-0-text":["x"],"body":"no list"}}'
    assert client.post(draft_path(version), raw, content_type="application/json").status_code == 200
    assert Draft.objects.get().data == {"turn": [""], "title": ["ab?c"], "note-0-text": ["x"]}


@pytest.mark.parametrize(
    "raw", ['"x"', "[]", "{", '{"page": 1}', '{"page": "short"}', "[" * 5_000, '{"page": "a/b/c/d/e"}']
)
def test_what_no_page_would_send_is_refused(raw: str) -> None:
    version = factories.find_version(factories.create_article())
    client = sign_in(factories.find_chief())
    assert client.post(draft_path(version), raw, content_type="application/json").status_code == 400
    assert client.put(draft_path(version)).status_code == 405
    assert not Draft.objects.exists()


def test_a_field_without_a_text_is_not_kept() -> None:
    version = factories.find_version(factories.create_article())
    client = sign_in(factories.find_chief())
    fields = {"comment": [], "title": ["Typed"], "origin_was": [], "body": "no list"}
    said = {"page": "a-page-of-hers", "edit_number": version.edit_number, "fields": fields}
    assert tell(client, version, said).status_code == 200
    assert Draft.objects.get().data == {"turn": [""], "title": ["Typed"]}
    assert client.get(original_path(version.article)).status_code == 200


def test_what_arrives_late_replaces_nothing_newer() -> None:
    version = factories.find_version(factories.create_article())
    client = sign_in(factories.find_chief())
    for turn, title in ((2, "Second"), (1, "First"), (2**70, "Odd")):
        tell(client, version, {"page": "a-page-of-hers", "turn": turn, "fields": {"title": [title]}})
    assert Draft.objects.get().data["title"] == ["Second"]


def test_only_those_who_may_save_a_text_keep_drafts_of_it_and_nobody_reads_those_of_others() -> None:
    article = factories.create_article()
    factories.release(factories.find_version(article))
    lena, ivan = (factories.create_user(memberships=[("translate", code)]) for code in ("de", "ru"))
    version = factories.create_version(article, "de", assignee=lena)
    keep(sign_in(lena), version, title="Geheim")
    draft = Draft.objects.get()
    nowhere = "/admin/articles/version/999999/draft/"
    for client in (sign_in(ivan), sign_in(factories.create_user(memberships=[("review", "de")]))):
        assert tell(client, version, {"page": "another-page", "fields": {"title": ["x"]}}).status_code == 404
        assert client.get(f"{draft_path(version)}?page=another-page").status_code == 404
    for client in (sign_in(ivan), sign_in(factories.find_chief())):
        places = [f"{draft_path(version)}{draft.pk}/", f"{facing_path(version)}?draft={draft.pk}"]
        assert [client.get(place).status_code for place in places] == [404, 404]
        assert client.post(draft_path(version), {"forget": draft.pk}).status_code == 404
        assert client.post(nowhere, {"forget": draft.pk}).status_code == 404
    assert "Geheim" not in sign_in(factories.find_chief()).get(facing_path(version)).content.decode()
    assert list(Draft.objects.values_list("pk", flat=True)) == [draft.pk]


def test_words_of_a_page_are_kept_even_when_the_text_has_moved_on() -> None:
    article = factories.create_article()
    lena = factories.create_user(memberships=[("edit", "hy")])
    version = factories.find_version(article)
    client = sign_in(lena)
    keep(client, version, title="Typed")
    factories.submit(version)
    version.refresh_from_db()
    assert keep(client, version, title="Typed on")["kept"] != ""
    page = client.get(original_path(article)).content.decode()
    assert ("Look at it" in page, "Restore it" in page) == (True, False)


def test_a_draft_is_offered_restored_saved_and_gone() -> None:
    article = factories.create_article(notes={"k1": {"kind": "reference", "html": "<p>One.</p>"}})
    version = factories.find_version(article)
    client, path = sign_in(factories.find_chief()), original_path(article)
    values, _buttons = read_form(client, path)
    typed = {**values, "title": "Typed & kept", "note-0-text": "<p>One, and more.</p>"}
    keep(client, version, **typed)
    draft = Draft.objects.get()
    offered = client.get(path).content.decode()
    look = client.get(f"{draft_path(version)}{draft.pk}/").content.decode()
    restored = client.get(f"{path}?draft={draft.pk}")
    filled, _buttons = parse_form(restored)
    assert (offered.count("did not save it."), "It may still be open" in offered) == (1, True)
    assert "<ins>Typed &amp; kept</ins>" in look
    assert "Body hy first" not in look
    assert (filled["title"], filled["note-0-text"], filled["edit_number"]) == (
        typed["title"],
        typed["note-0-text"],
        values["edit_number"],
    )
    assert (filled["page"] != values["page"], filled["restored"]) == (True, str(draft.pk))
    assert "data-unsaved" in restored.content.decode()
    assert client.post(path, {**filled, "act": "save"}).status_code == 303
    assert working_content(version).title == "Typed & kept"
    assert "did not save it." not in client.get(path).content.decode()
    assert [drafts.is_closed(row) for row in Draft.objects.all()] == [True, True]


def test_a_restored_draft_of_an_older_text_meets_the_newer_one() -> None:
    article = factories.create_article()
    version = factories.find_version(article)
    client, path = sign_in(factories.find_chief()), original_path(article)
    values, _buttons = read_form(client, path)
    keep(client, version, **{**values, "title": "Typed"})
    factories.write_text(version, texts={"subtitle": "Of somebody else"})
    filled, _buttons = parse_form(client.get(f"{path}?draft={Draft.objects.get().pk}"))
    answer = client.post(path, {**filled, "act": "save"})
    chosen, buttons = parse_form(answer)
    assert (answer.status_code, "save-merged" in buttons) == (409, True)
    assert client.post(path, {**chosen, "act": "save-merged"}).status_code == 303
    content = working_content(version)
    assert (content.title, content.subtitle) == ("Typed", "Of somebody else")


def test_a_draft_that_says_what_is_stored_is_not_offered() -> None:
    article = factories.create_article()
    version = factories.find_version(article)
    client, path = sign_in(factories.find_chief()), original_path(article)
    values, _buttons = read_form(client, path)
    keep(client, version, **values)
    assert "did not save it." not in client.get(path).content.decode()
    factories.write_text(version, texts={"title": "Of somebody else"})
    assert "did not save it." not in client.get(path).content.decode()
    keep(client, version, **{**values, "comment": "Half a sentence"})
    assert "did not save it." in client.get(path).content.decode()


def test_a_draft_thrown_away_is_gone_and_words_that_arrive_late_do_not_bring_it_back() -> None:
    article = factories.create_article()
    version = factories.find_version(article)
    client = sign_in(factories.find_chief())
    keep(client, version, title="Typed")
    draft = Draft.objects.get()
    answer = client.post(draft_path(version), {"forget": draft.pk})
    assert (answer.status_code, answer["Location"]) == (303, original_path(article))
    assert keep(client, version, title="Typed before")["closed"] is True
    assert keep(client, version, page="another-page", title="Typed after")["closed"] is False
    rows = dict(Draft.objects.values_list("page", "data"))
    assert rows == {
        "a-page-of-hers": {"done": ["", ""]},
        "another-page": {"turn": [""], "title": ["Typed after"]},
    }


def test_a_restored_page_that_keeps_its_words_takes_the_place_of_the_draft() -> None:
    version = factories.find_version(factories.create_article())
    client = sign_in(factories.find_chief())
    keep(client, version, title="Typed")
    draft = Draft.objects.get()
    said = {"page": "another-page", "restored": draft.pk, "fields": {"title": ["Typed on"]}}
    tell(client, version, said)
    assert not drafts.is_closed(Draft.objects.get(pk=draft.pk))  # that page is still open
    Draft.objects.filter(pk=draft.pk).update(seen_at=None)
    tell(client, version, said)
    assert drafts.is_closed(Draft.objects.get(pk=draft.pk))


def test_who_else_is_there_and_has_saved_is_said() -> None:
    article = factories.create_article()
    version = factories.find_version(article)
    emma = factories.create_user(memberships=[("edit", "hy")], first_name="Emma")
    hers, his = sign_in(emma), sign_in(factories.find_chief())
    keep(hers, version, title="Typed")
    moment = f"{timezone.localtime(Draft.objects.get().saved_at):%H:%M}"
    tell(his, version, {"page": "one-window", "edit_number": 1})
    said = tell(his, version, {"page": "other-window", "edit_number": 1}).json()
    words = [f"Emma has this open, with words not saved yet ({moment})."]
    own = "You have this open in another window."
    assert [(each["mine"], each["has_unsaved"], each["words"]) for each in said["others"]] == [
        (True, False, own),
        (False, True, words[0]),
    ]
    tell(his, version, {"page": "one-window", "edit_number": 1, "left": True})
    assert [each["words"] for each in his.get(f"{draft_path(version)}?page=other-window").json()["others"]] == words
    Draft.objects.filter(user=emma).update(seen_at=timezone.now() - drafts.PRESENT - timedelta(seconds=1))
    page = his.get(original_path(article)).content.decode()
    assert f"Emma has words here that are not saved, since {moment}." in page
    assert own in page
    workflow.apply(version, Act.SAVE, by=emma, at=timezone.now(), edit_number=1, texts={"title": "Hers"})
    moved = his.get(f"{draft_path(version)}?page=other-window&edit_number=1").json()
    assert (moved["edit_number"], moved["moved"].startswith("Emma has saved this text")) == (2, True)


def test_what_a_refused_form_holds_is_kept_as_a_draft() -> None:
    article = factories.create_article()
    client, path = sign_in(factories.find_chief()), original_path(article)
    values, _buttons = read_form(client, path)
    refused = client.post(path, {**values, "title": "Typed", "act": "schedule"})
    assert (refused.status_code, parse_form(refused)[0]["page"]) == (422, values["page"])
    assert list(Draft.objects.values_list("page", "data__title")) == [(values["page"], ["Typed"])]


def test_old_drafts_and_pages_long_left_are_cleaned_away() -> None:
    version = factories.find_version(factories.create_article())
    now, chief = factories.MORNING, factories.find_chief()
    second = timedelta(seconds=1)
    rows = {
        "words-kept": {"data": {"title": ["x"]}, "saved_at": now - drafts.KEPT},
        "words-old": {"data": {"title": ["x"]}, "saved_at": now - drafts.KEPT - second},
        "closed-kept": {"data": {"done": ["", ""]}, "saved_at": now - drafts.CLOSED_KEPT},
        "closed-old": {"data": {"done": ["", ""]}, "saved_at": now - drafts.CLOSED_KEPT - second},
        "seen-kept": {"seen_at": now - drafts.SEEN_KEPT},
        "seen-old": {"seen_at": now - drafts.SEEN_KEPT - second},
        "left": {},
    }
    for page, fields in rows.items():
        Draft.objects.create(version=version, user=chief, page=page, edit_number=1, **fields)
    assert drafts.clean(at=now) == 4
    assert set(Draft.objects.values_list("page", flat=True)) == {"words-kept", "closed-kept", "seen-kept"}


def test_the_oldest_pages_make_room_for_new_ones() -> None:
    version = factories.find_version(factories.create_article())
    chief = factories.find_chief()
    for number in range(drafts.MOST_PAGES + 2):
        drafts.keep(version, chief, f"page-{number}", edit_number=1, fields={"title": ["x"]}, at=factories.MORNING)
    pages = list(Draft.objects.order_by("pk").values_list("page", flat=True))
    assert pages == [f"page-{number}" for number in range(2, drafts.MOST_PAGES + 2)]


def test_pages_without_words_never_push_words_out() -> None:
    version = factories.find_version(factories.create_article())
    chief, other = factories.find_chief(), factories.create_user(memberships=[("edit", "hy")])
    drafts.keep(version, chief, "a-page-of-hers", edit_number=1, fields={"title": ["x"]}, at=factories.MORNING)
    for number in range(drafts.MOST_PAGES + 2):
        drafts.see(version, chief, f"page-{number}", edit_number=1, at=factories.MORNING, is_open=True)
    assert Draft.objects.filter(data__title=["x"]).count() == 1
    assert Draft.objects.filter(saved_at=None).count() == drafts.MOST_PAGES
    for number in range(drafts.MOST_PAGES + 2):  # what is typed first is kept last
        drafts.keep(version, other, f"page-{number}", edit_number=1, fields={"title": ["x"]}, at=factories.MORNING)
        drafts.see(version, other, f"page-{number}", edit_number=1, at=factories.MORNING, is_open=False)
    drafts.see(version, chief, "page-9", edit_number=1, at=factories.MORNING, is_open=False)
    assert not Draft.objects.filter(user=chief, page="page-9").exists()
    assert Draft.objects.filter(user=other).count() == drafts.MOST_PAGES


def test_nobody_gets_the_words_of_whoever_was_signed_in_before() -> None:
    version = factories.find_version(factories.create_article())
    emma = factories.create_user(memberships=[("edit", "hy")])
    said = {"user": emma.pk, "page": "a-page-of-hers", "fields": {"title": ["Of Emma"]}}
    refused = tell(sign_in(factories.find_chief()), version, said)
    asked = sign_in(factories.find_chief()).get(f"{draft_path(version)}?page=a-page-of-hers&user={emma.pk}")
    assert [(each.status_code, each.json()["is_other"]) for each in (refused, asked)] == [(403, True)] * 2
    assert tell(sign_in(emma), version, said).status_code == 200
    assert list(Draft.objects.values_list("user__username", flat=True)) == [emma.username]


def test_a_page_without_script_counts_as_open_until_it_is_sent_or_opened_again() -> None:
    article = factories.create_article()
    version = factories.find_version(article)
    emma = factories.create_user(memberships=[("edit", "hy")], first_name="Emma")
    hers, his = sign_in(emma), sign_in(factories.find_chief())
    for _ in range(2):
        page = hers.get(original_path(article)).content.decode()
        (address,) = re.findall(r'<noscript><img src="([^"]+)"', page)
        assert hers.get(unescape(address)).status_code == 204
    assert "open in another window." not in page
    (row,) = Draft.objects.all()
    ask = f"{draft_path(version)}?page=a-page-of-his"
    assert [each["words"] for each in his.get(ask).json()["others"]] == ["Emma has this open."]
    assert drafts.list_present(version, emma, page="x", at=timezone.now() + drafts.UNHEARD) == []
    assert hers.get(f"{draft_path(version)}?page=short&here=1").status_code == 400
    assert send(hers, original_path(article), "save", title="Else").status_code == 303
    values = {**parse_form(hers.get(original_path(article)))[0], "page": row.page, "subtitle": "Else", "act": "save"}
    assert hers.post(original_path(article), values).status_code == 303
    assert his.get(ask).json()["others"] == []


def test_a_draft_of_odd_words_is_shown_and_offered() -> None:
    article = factories.create_article(notes={"k1": {"kind": "reference", "html": "<p>One.</p>"}})
    version, client = factories.find_version(article), sign_in(factories.find_chief())
    values, _buttons = read_form(client, original_path(article))
    odd = "\ufffe\u202e\U0001f600 </textarea><script>x</script>"
    tell(client, version, {"page": "odd-page", "edit_number": 10**30, "restored": 10**30, "fields": {"title": [odd]}})
    keep(client, version, **{**values, "note-0-kind": "none", "origin": "none", "title": odd, "body": f"<p>{odd}"})
    for row in Draft.objects.all():
        for place in (f"{draft_path(version)}{row.pk}/", f"{original_path(article)}?draft={row.pk}"):
            answer = client.get(place)
            assert (answer.status_code, "<script>x" in answer.content.decode()) == (200, False)


def test_a_language_is_not_dropped_with_words_somebody_has_not_saved() -> None:
    article = factories.create_article()
    factories.release(factories.find_version(article))
    version = factories.create_version(article, "de")
    client = sign_in(factories.create_user(memberships=[("translate", "de")]))
    values, _buttons = read_form(client, facing_path(version))
    for words in ("Getippt", " "):
        keep(client, version, **{**values, "standfirst": words})
        if words.strip():
            with pytest.raises(NotPossible):
                workflow.apply(version, Act.DROP, by=factories.find_chief(), at=timezone.now())
    workflow.apply(version, Act.DROP, by=factories.find_chief(), at=timezone.now())
    assert not Draft.objects.exists()


def test_a_page_offers_the_newest_drafts_and_the_older_ones_after_them() -> None:
    article = factories.create_article()
    version, chief = factories.find_version(article), factories.find_chief()
    client, path, at = sign_in(chief), original_path(article), timezone.now()
    for number in range(8):
        fields = {"title": [f"Typed {number}"]}
        moment = at - timedelta(minutes=number)
        drafts.keep(version, chief, f"page-{number}", edit_number=1, fields=fields, at=moment)
    for offered, has_more in ((5, True), (3, False)):
        page = client.get(path)
        html = page.content.decode()
        assert (html.count("did not save it."), "There are older ones." in html) == (offered, has_more)
        for offer in page.context["screen"].unsaved.shown_offers:
            client.post(draft_path(version), {"forget": offer.draft.pk})


def test_offering_drafts_costs_few_queries(django_assert_max_num_queries: Any) -> None:
    article = factories.create_article()
    client = sign_in(factories.find_chief())
    keep(client, factories.find_version(article), title="Typed")
    client.get(original_path(article))
    with django_assert_max_num_queries(55):
        client.get(original_path(article))
    assert send(client, original_path(article), "save", title="Else").status_code == 303

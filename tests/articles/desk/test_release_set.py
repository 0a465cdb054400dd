"""The publish page: several languages at once, or none; what is missing is said first."""

from datetime import datetime

import pytest
from django.http import HttpResponse
from django.utils import timezone

from articles import comments, workflow
from articles.choices import Act
from articles.models import Article, Correction, LanguageVersion, Publication
from journal.models import User
from tests import factories
from tests.articles.desk.forms import read_form, send, sign_in

pytestmark = pytest.mark.django_db


def make_piece() -> Article:
    """Make a piece whose Armenian original and German are approved; the English lacks its standfirst, the Romanian is a
    draft, the Russian not begun."""
    article = factories.create_article()
    factories.release(factories.find_version(article))
    for language in ("de", "ro"):
        factories.write_text(factories.create_version(article, language))
    factories.write_text(factories.create_version(article, "en"), texts={"title": "T", "body": "<p>B</p>"})
    factories.create_version(article, "ru")
    for language in ("hy", "de"):
        approve(factories.find_version(article, language))
    return article


def approve(version: LanguageVersion, at: datetime = factories.MORNING) -> LanguageVersion:
    """Submit a text, and have somebody else approve it."""
    factories.submit(version, at=at)
    second = User.objects.filter(username="second").first() or factories.create_user(
        username="second", is_superuser=True
    )
    return workflow.apply(version, Act.APPROVE, by=second, at=at)


def publish_path(article: Article) -> str:
    return f"/admin/articles/article/{article.pk}/publish/"


def live(article: Article) -> list[str]:
    versions = LanguageVersion.objects.published(at=timezone.now()).filter(article=article)
    return sorted(versions.values_list("language", flat=True))


def name(article: Article, language: str, field: str) -> str:
    return f"version-{factories.find_version(article, language).pk}-{field}"


def say_missing(page: HttpResponse, language: str) -> list[tuple[str, bool, list[str]]]:
    """Return what the page says is missing from a language: group, whether it blocks, sentences."""
    (row,) = (row for row in page.context["candidates"] if row.version.language == language)
    return [(str(one.name), one.blocks, [str(item.message) for item in one.items]) for one in row.missing]


def test_what_is_missing_is_said_in_groups_and_what_blocks_comes_first() -> None:
    article = make_piece()
    original, english = factories.find_version(article), factories.find_version(article, "en")
    article_link = f'<p>B<a href="article:{factories.create_article().pk}">x</a></p>'
    factories.write_text(english, texts={"body": article_link})
    LanguageVersion.objects.filter(pk=english.pk).update(origin="machine")
    comments.add(english, "Why?", by=factories.find_chief(), at=factories.MORNING)
    factories.publish(original)
    factories.change_original(article, word="second", significance="major")
    factories.publish(factories.find_version(article), correction="A name was wrong.")
    page = sign_in(factories.find_chief()).get(publish_path(article))
    assert say_missing(page, "en") == [
        ("Fields", True, ["The standfirst is missing."]),
        ("Credits", False, ["No author is credited.", "No translator is credited."]),
        (
            "Links",
            False,
            ["1 piece it links to is not published: readers will see the words without a link."],
        ),
        ("Origin", False, ["Machine-made and not reviewed by a person: readers will be told."]),
        ("Review", False, ["Not approved: publishing it now skips the review, and the log says so."]),
        ("Source", False, ["Its source has changed since the revision it follows."]),
        ("Comments", False, ["1 open comment"]),
        (
            "Correction",
            False,
            ["Հայերեն was corrected, and nobody has said yet whether this text needs it too."],
        ),
    ]
    assert f'href="/admin/articles/translation/{english.pk}/change/#problems-heading"' in page.content.decode()


def test_all_that_is_ready_goes_out_together_and_no_draft_with_it() -> None:
    article = make_piece()
    client = sign_in(factories.find_chief())
    page = client.get(publish_path(article))
    assert (page.context["ready"], page.context["unbegun"]) == (["Հայերեն", "Deutsch"], ["Русский"])
    assert send(client, publish_path(article), "publish-ready").status_code == 303
    assert live(article) == ["de", "hy"]
    assert len(set(Publication.objects.values_list("at", flat=True))) == 1
    workflow.apply(
        factories.find_version(article), Act.WITHDRAW, by=factories.find_chief(), at=timezone.now(), reason="Why"
    )
    again = send(client, publish_path(article), "publish-ready")
    assert (again.status_code, live(article)) == (422, ["de"])  # what was withdrawn does not come back by itself


def test_one_that_cannot_go_out_holds_back_all() -> None:
    article = make_piece()
    client = sign_in(factories.find_chief())
    refused = send(client, publish_path(article), "publish", **{name(article, "en", "chosen"): "on"})
    assert (refused.status_code, live(article)) == (422, [])
    assert [(name, [fault.id for fault in faults]) for name, faults in refused.context["faults"]] == [
        ("English", ["missing:standfirst"])
    ]
    factories.write_text(factories.find_version(article, "ro"), texts={"title": ""})
    again = send(client, publish_path(article), "publish", **{name(article, "en", "chosen"): "on"})
    assert [name for name, _faults in again.context["faults"]] == ["English"]  # of what was not chosen nothing is said


def test_the_significance_is_proposed_with_the_reason_and_a_person_may_choose_another() -> None:
    article = factories.create_published(languages=("hy", "de"), word="perspective")
    client = sign_in(factories.find_chief())
    factories.write_text(factories.find_version(article), texts={"body": "<p>Body hy perspectyve.</p>"})
    factories.write_text(factories.find_version(article, "de"), word="second")
    page = client.get(publish_path(article))
    told = {
        row.version.language: (row.proposal.significance, row.proposal.extent, row.form["significance"].value())
        for row in page.context["candidates"]
    }
    assert told == {
        "hy": ("typo", "1 passage has changed since revision 1", "typo"),
        "de": ("substantive", "4 passages have changed since revision 1", "substantive"),
    }
    assert client.get(page.context["candidates"][0].proposal.url).status_code == 200
    chosen = {name(article, code, "chosen"): "on" for code in ("hy", "de")}
    emptied = send(client, publish_path(article), "publish", **chosen, **{name(article, "hy", "significance"): ""})
    assert (emptied.status_code, Publication.objects.count()) == (422, 2)
    weighed = {**chosen, name(article, "hy", "significance"): "major"}
    assert send(client, publish_path(article), "publish", **weighed).status_code == 303
    newest = Publication.objects.order_by("-pk")[:2]
    assert {(row.version.language, row.revision.significance) for row in newest if row.revision} == {
        ("hy", "major"),
        ("de", "substantive"),
    }


def test_a_correction_note_is_given_for_one_language_and_asks_the_others() -> None:
    article = factories.create_published(languages=("hy", "de"))
    factories.write_text(factories.find_version(article, "de"), word="second")
    client = sign_in(factories.find_chief())
    page = client.get(publish_path(article)).content.decode()
    assert "With a note, a correction task opens in: Հայերեն." in page
    given = {name(article, "de", "chosen"): "on", name(article, "de", "correction"): "Ein Name war falsch."}
    assert send(client, publish_path(article), "publish", **given).status_code == 303
    assert list(Correction.objects.values_list("version__language", "publication__correction")) == [
        ("hy", "Ein Name war falsch.")
    ]


def test_a_release_set_is_scheduled_moved_and_cancelled_in_the_time_zone_of_the_desk() -> None:
    article = make_piece()
    client, path = sign_in(factories.find_chief()), publish_path(article)
    assert "Time zone: Europe/Berlin, now " in client.get(path).content.decode()
    for when in ("", "2027-03-28T02:30", "2027-10-31T02:30", "tomorrow", "2001-01-01T00:00"):
        assert (when, send(client, path, "schedule", when=when).status_code) == (when, 422)
    assert Publication.objects.count() == 0
    done = send(client, path, "schedule", when="2099-10-25T02:30", which="second")
    said = [str(message) for message in client.get(path).context["messages"]]
    assert (done.status_code, said) == (
        303,
        ["Scheduled for 2099-10-25 02:30 in Europe/Berlin (UTC+01:00), which is 01:30 UTC: Հայերեն, Deutsch."],
    )
    given = {name(article, "de", "chosen"): "on", name(article, "hy", "chosen"): ""}
    values, _buttons = read_form(client, path)
    moved = {key: text for key, text in {**values, **given}.items() if text or not key.endswith("chosen")}
    assert client.post(path, {**moved, "act": "schedule", "when": "2099-07-01T10:00"}).status_code == 303
    pending = Publication.objects.pending(at=timezone.now())
    assert {(row.version.language, row.at.isoformat()) for row in pending} == {
        ("hy", "2099-10-25T01:30:00+00:00"),
        ("de", "2099-07-01T08:00:00+00:00"),
    }
    cancel = f"unschedule-{factories.find_version(article, 'hy').pk}"
    values, buttons = read_form(client, path)
    assert cancel in buttons
    assert [client.post(path, {**values, "act": cancel}).status_code for _twice in range(2)] == [303, 303]
    assert [row.version.language for row in pending.all()] == ["de"]
    assert client.post(path, {**values, "act": "unschedule-999"}).status_code == 422


def test_a_page_that_is_behind_publishes_nothing_and_the_same_form_twice_once() -> None:
    article = make_piece()
    client, path = sign_in(factories.find_chief()), publish_path(article)
    values, _buttons = read_form(client, path)
    posted = {**values, "act": "publish"}
    factories.write_text(factories.find_version(article, "de"), word="second")
    assert (client.post(path, posted).status_code, live(article)) == (422, [])  # saved since
    values, _buttons = read_form(client, path)
    posted = {**values, "act": "publish"}
    assert [client.post(path, posted).status_code for _twice in range(2)] == [303, 303]
    assert (live(article), Publication.objects.count()) == (["hy"], 1)
    other = sign_in(factories.create_user(is_superuser=True))
    late = other.post(path, posted)  # published since, by somebody else
    assert (late.status_code, "has changed since you opened this page" in late.content.decode()) == (422, True)
    assert Publication.objects.count() == 1


@pytest.mark.parametrize("act", ["publish", "publish-ready", "schedule", "", "withdraw", "unschedule-1"])
def test_who_may_publish_one_language_publishes_no_other(act: str) -> None:
    article = make_piece()
    german = factories.create_user(memberships=[("publish", "de")])
    client = sign_in(german)
    versions = {row.language: row for row in LanguageVersion.objects.all()}
    forged = {
        f"version-{versions['hy'].pk}-{field}": value
        for field, value in (("chosen", "on"), ("ready", "True"), ("edit_number", "1"), ("seen", "0-0"))
    }
    forged[f"version-{versions['hy'].pk}-edit_number"] = str(versions["hy"].edit_number)
    refused = send(client, publish_path(article), act, **forged, when="2099-01-01T10:00")
    assert (refused.status_code in (403, 422), Publication.objects.count()) == (True, 0)


def test_a_version_of_another_piece_in_the_set_holds_back_the_whole_set() -> None:
    article, other = make_piece(), factories.create_article()
    path, foreign = publish_path(article), factories.find_version(other)
    forged = {f"version-{foreign.pk}-chosen": "on", f"version-{foreign.pk}-edit_number": "1"}
    refused = send(sign_in(factories.find_chief()), path, "publish", **forged)
    assert (refused.status_code, Publication.objects.count()) == (422, 0)
    german = factories.find_version(article, "de")
    client = sign_in(factories.find_chief())
    values = {**read_form(client, path)[0], f"version-{german.pk}-chosen": "on", name(article, "hy", "chosen"): "on"}
    del values[f"version-{german.pk}-edit_number"]  # one that came in half
    assert (client.post(path, {**values, "act": "publish"}).status_code, Publication.objects.count()) == (422, 0)
    translator = sign_in(factories.create_user(memberships=[("translate", "de")]))
    page = translator.get(path)
    assert (page.context["may_publish"], "publish" in read_form(translator, path)[1]) == (False, False)
    assert say_missing(page, "hy")  # what is missing is for everybody to see
    stranger = sign_in(factories.create_user(memberships=[("translate", "de", True)]))
    assert stranger.get(path).status_code == 404


def test_history_lists_every_act_and_compares_two_revisions() -> None:
    article = factories.create_published(languages=("hy",))
    factories.change_original(article, word="second", significance="major")
    version = factories.find_version(article)
    client = sign_in(factories.find_chief())
    history = client.get(f"/admin/articles/version/{version.pk}/history/")
    assert [row.number for row in history.context["revisions"]] == [2, 1]
    assert [str(entry["act"]) for entry in history.context["entries"]] == [
        "release for translation",
        "start",
        "publish",
        "save",
        "start",
    ]
    place = f"/admin/articles/version/{version.pk}/compare/"
    text = client.get(place).context["comparison"]
    assert str(text.body[0].difference) == "<p>Body hy <del>first</del><ins>second</ins>.</p>"
    for query in ("?a=1&b=1", "?a=9&b=x", "?a=" + "9" * 50):
        assert client.get(place + query).status_code == 200
    assert client.get(f"/admin/articles/version/{version.pk}/revisions/9/").status_code == 404


def test_a_significance_is_corrected_from_the_history_by_an_editor_only() -> None:
    article = factories.create_published(languages=("hy", "de"))
    factories.change_original(article, word="second", significance="major")
    version = factories.find_version(article)
    place = f"/admin/articles/version/{version.pk}/history/"
    given = {"revision": "2", "significance": "typo"}
    translator = factories.create_user(memberships=[("translate", "de")])
    assert sign_in(translator).post(place, given).status_code == 403
    assert version.revisions.get(number=2).significance == "major"
    assert sign_in(factories.find_chief()).post(place, given).status_code == 303
    assert version.revisions.get(number=2).significance == "typo"


def test_the_preview_is_for_those_who_see_the_text_and_kept_by_nobody() -> None:
    version = factories.find_version(factories.create_article())
    place = f"/admin/articles/version/{version.pk}/preview/"
    response = sign_in(User.objects.get(username="chief")).get(place)
    assert (response.status_code, response["X-Robots-Tag"], "no-store" in response["Cache-Control"]) == (
        200,
        "noindex",
        True,
    )
    assert "Title hy first" in response.content.decode()

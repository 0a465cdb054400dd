"""The publish page: several languages at once, or none; what is missing is said first."""

import pytest
from django.utils import timezone

from articles.models import Article, LanguageVersion, Publication
from journal.models import User
from tests import factories
from tests.articles.desk.forms import read_form, send, sign_in

pytestmark = pytest.mark.django_db


def make_piece() -> Article:
    """Make a piece whose German and English are drafts; the English lacks its standfirst."""
    article = factories.create_article()
    factories.release(factories.find_version(article))
    factories.write_text(factories.create_version(article, "de"))
    factories.write_text(factories.create_version(article, "en"), texts={"title": "T", "body": "<p>B</p>"})
    factories.create_version(article, "ru")
    return article


def publish_path(article: Article) -> str:
    return f"/admin/articles/article/{article.pk}/publish/"


def live(article: Article) -> list[str]:
    versions = LanguageVersion.objects.published(at=timezone.now()).filter(article=article)
    return sorted(versions.values_list("language", flat=True))


def test_what_is_ready_is_chosen_and_published_together() -> None:
    article = make_piece()
    client = sign_in(factories.find_chief())
    page = client.get(publish_path(article))
    missing = {
        row.line.version.language: [str(fault.message) for fault in row.blocking] for row in page.context["candidates"]
    }
    assert missing == {"hy": [], "en": ["The standfirst is missing."], "de": []}
    assert send(client, publish_path(article), "publish").status_code == 303
    assert live(article) == ["de", "hy"]
    assert len(set(Publication.objects.values_list("at", flat=True))) == 1


def test_one_that_cannot_go_out_holds_back_all() -> None:
    article = make_piece()
    client = sign_in(factories.find_chief())
    english = factories.find_version(article, "en")
    refused = send(client, publish_path(article), "publish", **{f"version-{english.pk}-chosen": "on"})
    assert (refused.status_code, live(article)) == (422, [])
    assert "The standfirst is missing." in refused.content.decode()


def test_a_later_change_is_asked_for_its_weight_by_language() -> None:
    article = factories.create_published(languages=("hy", "de"))
    client = sign_in(factories.find_chief())
    for language in ("hy", "de"):
        factories.write_text(factories.find_version(article, language), word="second")
    refused = send(client, publish_path(article), "publish")
    assert refused.status_code == 422
    weights = {f"version-{row.pk}-significance": "typo" for row in LanguageVersion.objects.all()}
    assert send(client, publish_path(article), "publish", **weights).status_code == 303
    assert {row.revision.title for row in Publication.objects.order_by("-pk")[:2]} == {
        "Title hy second",
        "Title de second",
    }


def test_a_release_set_is_scheduled_in_the_time_zone_of_the_desk() -> None:
    article = make_piece()
    client = sign_in(factories.find_chief())
    assert b"Time zone: Europe/Berlin" in client.get(publish_path(article)).content
    for when in ("", "2027-03-28T02:30", "tomorrow", "2001-01-01T00:00"):  # the second does not exist in Berlin
        assert send(client, publish_path(article), "schedule", when=when).status_code == 422
    assert send(client, publish_path(article), "schedule", when="2099-07-01T10:00").status_code == 303
    assert {moment.isoformat() for moment in Publication.objects.values_list("at", flat=True)} == {
        "2099-07-01T08:00:00+00:00"
    }


def test_a_text_saved_after_the_page_was_opened_is_not_published_unseen() -> None:
    article = make_piece()
    client = sign_in(factories.find_chief())
    values, _buttons = read_form(client, publish_path(article))
    factories.write_text(factories.find_version(article, "de"), word="second")
    assert client.post(publish_path(article), {**values, "act": "publish"}).status_code == 422
    assert live(article) == []


@pytest.mark.parametrize("act", ["publish", "schedule", "", "withdraw", "plan"])
def test_who_may_publish_one_language_publishes_no_other(act: str) -> None:
    article = make_piece()
    german = factories.create_user(memberships=[("publish", "de")])
    client = sign_in(german)
    versions = {row.language: row for row in LanguageVersion.objects.all()}
    forged = {
        f"version-{versions['hy'].pk}-chosen": "on",
        f"version-{versions['hy'].pk}-edit_number": str(versions["hy"].edit_number),
        "when": "2099-01-01T10:00",
    }
    assert send(client, publish_path(article), act, **forged).status_code in (403, 422)
    assert Publication.objects.count() == 0


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

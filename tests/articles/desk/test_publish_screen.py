"""Publishing and what comes after it, on the screen of one version: corrections, going back, origin, significance."""

from typing import Any

import pytest
from django.utils import timezone

from articles import publication
from articles.models import Correction, LanguageVersion, LogEntry, Publication
from tests import factories
from tests.articles.desk.forms import facing_path, original_path, parse_form, read_form, send, sign_in

pytestmark = pytest.mark.django_db


def live_number(version: LanguageVersion) -> int:
    """Return the number of the revision readers see."""
    current = publication.standing(version, at=timezone.now()).current
    return current.revision.number if current and current.revision else 0


def republish(version: LanguageVersion, word: str, correction: str = "") -> LanguageVersion:
    return factories.publish(factories.write_text(version, word=word), correction=correction)


def test_a_press_of_submit_begins_or_opens_the_text_again_and_hands_it_in() -> None:
    article = factories.create_article()
    factories.release(factories.find_version(article))
    german = factories.create_version(article, "de")
    client, path = sign_in(factories.create_user(memberships=[("translate", "de")])), facing_path(german)
    empty = send(client, path, "submit", comment="Please")
    german.refresh_from_db()
    assert (empty.status_code, german.stage) == (422, "planned")
    assert send(client, path, "submit", **factories.make_texts("de"), comment="Please").status_code == 303
    factories.publish(factories.find_version(article, "de"))
    unchanged = send(client, path, "submit")
    assert (unchanged.status_code, unchanged.context["screen"].message) == (
        422,
        "Nothing has been changed, so there is nothing to submit.",
    )
    assert send(client, path, "submit", title="Neu").status_code == 303
    assert list(german.log.order_by("pk").values_list("act", "to_stage", "comment")) == [
        ("plan", "planned", ""),
        ("start", "draft", ""),
        ("submit", "in_review", "Please"),
        ("publish", "done", ""),
        ("start", "draft", ""),
        ("submit", "in_review", ""),
    ]


def test_a_correction_elsewhere_is_answered_by_a_reason_or_by_a_note_of_its_own() -> None:
    article = factories.create_published(languages=("hy", "de", "ru"))
    german, russian = (factories.find_version(article, code) for code in ("de", "ru"))
    republish(factories.find_version(article), "second", correction="A name was wrong.")
    client = sign_in(factories.find_chief())
    page = client.get(facing_path(german))
    assert '<q lang="hy">A name was wrong.</q>' in page.content.decode()
    assert "dismiss" in parse_form(page)[1]
    refused = send(client, facing_path(german), "dismiss")
    assert (refused.status_code, set(refused.context["screen"].act_form.errors)) == (422, {"dismiss_reason"})
    assert send(client, facing_path(german), "dismiss", dismiss_reason="It was right here.").status_code == 303
    noted = {"title": "Neu", "significance": "typo", "correction": "И тут."}
    assert send(client, facing_path(russian), "publish", **noted).status_code == 303
    tasks = Correction.objects.order_by("version__language").values_list("version__language", "reason", "done_by")
    assert list(tasks) == [
        ("de", "It was right here.", factories.find_chief().pk),
        ("ru", "", factories.find_chief().pk),
    ]
    reader = sign_in(factories.create_user(memberships=[("edit", "hy")]))
    assert "dismiss" not in read_form(reader, facing_path(german))[1]


def test_back_to_the_revision_before_in_two_clicks_and_once_only() -> None:
    article = factories.create_published(languages=("hy",))
    version = republish(factories.find_version(article), "second")
    version = republish(version, "third")
    client = sign_in(factories.find_chief())
    offered = client.get(original_path(article)).context["screen"].panel.earlier
    assert [(row.number, row.url) for row in offered] == [
        (number, f"/admin/articles/version/{version.pk}/back/{number}/") for number in (2, 1)
    ]
    page = client.get(offered[0].url)
    assert "Title hy <del>third</del><ins>second</ins>" in page.content.decode()
    values, _buttons = parse_form(page)
    assert live_number(version) == 3  # looking changes nothing
    assert [client.post(offered[0].url, values).status_code for _twice in range(2)] == [303, 303]
    assert (live_number(version), Publication.objects.count()) == (2, 4)
    # Somebody else has published since: what the page said is no longer so
    values, _buttons = read_form(client, offered[1].url)
    republish(version, "fourth")
    late = client.post(offered[1].url, values)
    assert (late.status_code, live_number(version)) == (422, 4)
    assert client.post(offered[1].url, parse_form(late)[0]).status_code == 303
    assert live_number(version) == 1


def test_only_who_may_publish_goes_back_and_only_to_what_readers_have_seen() -> None:
    article = factories.create_published(languages=("hy",))
    version = republish(factories.find_version(article), "second")
    factories.change_original(article, word="unseen", significance="major")
    base = f"/admin/articles/version/{version.pk}/back"
    chief = sign_in(factories.find_chief())
    editor = sign_in(factories.create_user(memberships=[("edit", "hy"), ("review", "hy"), ("publish", "de")]))
    answers = [chief.get(f"{base}/{number}/").status_code for number in (1, 2, 3, 9)]
    answers += [editor.get(f"{base}/1/").status_code, editor.post(f"{base}/1/", {"seen": "2"}).status_code]
    assert (answers, live_number(version)) == ([200, 404, 404, 404, 404, 404], 2)
    assert chief.post(f"{base}/3/", {"seen": str(Publication.objects.latest("pk").pk)}).status_code in (404, 422)
    assert live_number(version) == 2


def test_who_may_save_says_who_made_the_words_and_nobody_says_that_they_were_reviewed() -> None:
    article = factories.create_article()
    client, path = sign_in(factories.find_chief()), original_path(article)
    assert send(client, path, "save", origin="machine").status_code == 303
    warned = "Machine-made and not reviewed by a person: readers will be told."
    assert (factories.find_version(article).origin, warned in client.get(path).content.decode()) == ("machine", True)
    forged = send(client, path, "save", origin="machine_revised")
    assert (forged.status_code, forged.context["screen"].origin_form.errors.keys()) == (422, {"origin"})
    values, _buttons = read_form(client, path)
    assert send(client, path, "save", origin="human").status_code == 303
    stale = {**values, "edit_number": str(factories.find_version(article).edit_number), "title": "Other", "act": "save"}
    assert client.post(path, stale).status_code == 303  # what was not changed on the page is not brought back
    assert factories.find_version(article).origin == "human"
    publisher = sign_in(factories.create_user(memberships=[("publish", "hy")]))
    values, _buttons = read_form(publisher, path)
    assert ("origin" in values, publisher.post(path, {**values, "origin": "machine", "act": "save"}).status_code) == (
        False,
        403,
    )


@pytest.mark.parametrize("rights", [[("edit", ""), ("publish", "")], [("publish", "")]])
@pytest.mark.parametrize("language", ["hy", "de"])
def test_a_page_that_shows_what_readers_saw_before_changes_nothing_of_what_they_see(rights: Any, language: str) -> None:
    article = factories.create_published(languages=("hy", "de"))
    version = factories.find_version(article, language)
    factories.write_text(version, word="second")
    client = sign_in(factories.create_user(memberships=rights))
    path = original_path(article) if language == "hy" else facing_path(version)
    old, _buttons = read_form(client, path)
    assert send(sign_in(factories.find_chief()), path, "withdraw", reason="Somebody is in danger.").status_code == 303
    refused = client.post(path, {**old, "act": "publish", "significance": "typo"})
    state = publication.standing(version, at=timezone.now()).state
    assert (refused.status_code, state) == (422, "withdrawn")
    assert "What readers see has changed since you opened this page." in refused.content.decode()
    shown, _buttons = parse_form(refused)
    assert client.post(path, {**shown, "act": "publish", "significance": "typo"}).status_code == 303


def test_a_colleague_who_says_that_no_machine_was_at_work_meets_the_other_text_and_no_fault() -> None:
    article = factories.create_article()
    version = factories.find_version(article)
    LanguageVersion.objects.filter(pk=version.pk).update(origin="machine_revised")
    client, path = sign_in(factories.find_chief()), original_path(article)
    values, _buttons = read_form(client, path)
    assert send(client, path, "save", origin="human", title="Theirs").status_code == 303
    answer = client.post(path, {**values, "title": "Mine", "act": "save"})
    assert (answer.status_code, answer.context["screen"].origin_form.errors) == (409, {})
    assert client.post(path, {**parse_form(answer)[0], "act": "save-merged"}).status_code == 303
    assert factories.find_version(article).origin == "human"


def test_a_proposed_typo_is_asked_again_when_more_was_typed_with_the_same_press() -> None:
    article = factories.create_published(languages=("hy",), word="perspective")
    factories.write_text(factories.find_version(article), texts={"body": "<p>Body hy perspectyve.</p>"})
    client, path = sign_in(factories.find_chief()), original_path(article)
    values, _buttons = read_form(client, path)
    assert (values["significance"], values["proposed"]) == ("typo", "typo")
    again = send(client, path, "publish", body="<p>Wholly other words stand here.</p>")
    assert (again.status_code, set(again.context["screen"].act_form.errors)) == (422, {"significance"})
    values, _buttons = parse_form(again)
    assert client.post(path, {**values, "act": "publish", "is_typo_still": "on"}).status_code == 303
    assert LogEntry.objects.filter(act="publish").latest("pk").details["significance"] == "typo"


def test_the_likeliest_next_act_stands_out_alone_in_each_group() -> None:
    article = factories.create_article()
    client, path = sign_in(factories.find_chief()), original_path(article)

    def primary() -> list[list[str]]:
        panel = client.get(path).context["screen"].panel
        groups = (panel.writing, panel.releasing, panel.scheduling, panel.withdrawing)
        return [[button.act for button in group if button.is_primary] for group in groups]

    assert primary() == [["submit"], ["release"], [], []]
    factories.publish(factories.find_version(article))
    assert primary() == [["save"], ["publish"], [], []]
